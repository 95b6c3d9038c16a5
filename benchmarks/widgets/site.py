"""A server on loopback that sends a contender's page and files compressed, and counts."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from typing import Any

from benchmarks.widgets.contenders import Contender

TYPES = {".js": "text/javascript", ".css": "text/css"}
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


@dataclass
class Site:
    """A served contender. `sent`: compressed bytes by path, of what was asked for."""

    url: str
    sent: dict[str, int] = field(default_factory=dict)

    @property
    def widget_bytes(self) -> int:
        """What the widget costs beside the page that it stands on."""
        return sum(size for path, size in self.sent.items() if path != "/")


@contextmanager
def serving(contender: Contender, policy: str | None = None) -> Iterator[Site]:
    """Serve a contender, its page under a content security policy where one is given."""
    site = Site("")
    packed = {path: gzip.compress(body, 9) for path, body in contender.files.items()}
    packed["/"] = gzip.compress(contender.page.encode(), 9)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = packed.get(self.path)
            self.send_response(200 if body else 404)
            kind = TYPES.get(PurePosixPath(self.path).suffix, "text/html")
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body or b"")))
            if body:
                self.send_header("Content-Encoding", "gzip")
                site.sent[self.path] = len(body)
            # The chat page of ours is sent with its own policy by the real server.
            if policy and self.path in {"/", "/chat"}:
                self.send_header("Content-Security-Policy", policy)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site.url = f"http://localhost:{server.server_port}/"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
