"""A clinic's own site on loopback: one page, and what its server says about it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HEAD = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>A clinic</title>
<link rel="icon" href="data:,">
<main><h1>A clinic</h1>
"""


@dataclass
class Host:
    """The site. `body` is put into its page, `script` is its file /app.js."""

    origin: str
    body: str = ""
    script: str = ""
    policy: str | None = None

    def shows(self, body: str, script: str = "", policy: str | None = None) -> str:
        """Set what the page holds, and return its address."""
        self.body, self.script, self.policy = body, script, policy
        return f"{self.origin}/"


@contextmanager
def hosting(port: int) -> Iterator[Host]:
    """Serve a host page at localhost until the end."""
    host = Host(f"http://localhost:{port}")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_script = self.path == "/app.js"
            text = host.script if is_script else f"{HEAD}{host.body}</main></html>"
            kind = "text/javascript" if is_script else "text/html"
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            if host.policy:
                self.send_header("Content-Security-Policy", host.policy)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
