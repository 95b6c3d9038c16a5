"""A clinic's page on an origin of its own, and a real Nia that it may embed."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml

from tests.server import ROOT, Nia, prepared

PHONE = "555-0100"
GREETING, STARTER = "I am Nia of <b>Oak Street</b>. Ask me.", "¿Cuál es la causa?"
WORDS = {"greeting": GREETING, "starter2": STARTER}
PAGE = """<!doctype html>
<html lang="en" dir="{dir}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Oak Street Clinic</title>{style}</head>
<body><header><h1>Oak Street Clinic</h1></header>
<main><p>We look after people with low blood counts. <a href="#visit">Your visit</a></p>
<div id="here"></div></main>
<script src="{nia}/website/embed.js" integrity="{integrity}" crossorigin="anonymous"
 {attributes} defer></script></body></html>
"""
STRICT = (
    "default-src 'none'; script-src {nia}; frame-src {nia}; style-src 'none'; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


@dataclass
class Site:
    """The clinic's server and Nia's; `pages` are the clinic's, by path."""

    nia: Nia
    origin: str
    pages: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)

    @property
    def nia_origin(self) -> str:
        """Nia as browsers name her here: another site than the clinic's."""
        return f"http://localhost:{self.nia.port}"

    def page(
        self, is_strict: bool = False, text_dir: str = "ltr", style: str = "", **data: str
    ) -> str:
        """Put a page with the widget on the clinic's site; `data` are attributes of the tag.

        `style` is the page's own style sheet. Returns the page's address.
        """
        given = {"phone": PHONE, "name": "Oak Street Clinic", **data}
        attributes = " ".join(f'data-{name}="{value}"' for name, value in given.items())
        manifest = json.loads((ROOT / ".cache" / "website" / "manifest.json").read_text())
        body = PAGE.format(
            nia=self.nia_origin,
            integrity=manifest["embed"]["integrity"],
            attributes=attributes,
            dir=text_dir,
            style=f"<style>{style}</style>" if style else "",
        )
        policy = {"Content-Security-Policy": STRICT.format(nia=self.nia_origin)}
        path = f"/{len(self.pages)}"
        self.pages[path] = (body, policy if is_strict else {})
        return f"{self.origin}{path}"


@contextmanager
def serving(
    folder: Path, words: Mapping[str, str] = WORDS, phone: str = PHONE, **clinic: Any
) -> Iterator[Site]:
    """Both servers, stopped afterwards; Nia lets the clinic's origin show her.

    `words` are the clinic's own on the chat page, and `clinic` is whatever else it sets.
    """
    pages: dict[str, tuple[str, dict[str, str]]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, headers = pages.get(self.path, ("", {}))
            self.send_response(200 if body else 404)
            for name, value in {"Content-Type": "text/html", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: Any) -> None:
            pass

    host = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=host.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{host.server_port}"
    settings = {
        "name": "Oak Street Clinic",
        "phone": {"daytime": phone},
        "website": {"origins": [origin], "words": dict(words)},
        **clinic,
    }
    file = folder / "clinic.yml"
    file.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    nia = prepared(folder, NIA_CLINIC_FILE=str(file))
    nia.start()
    try:
        yield Site(nia, origin, pages)
    finally:
        nia.stop()
        host.shutdown()
        host.server_close()
