"""A receiver of alerts on loopback that answers as it is told: well, badly, half, or never."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
from dataclasses import dataclass, field
from typing import Any

from tests.produced import RUN

_RAW = {
    "garbage": b"\x00\xff what is this\r\n\r\n",
    "half a status line": b"HTTP/1.1 20",
    "half a body": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
    "half a chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\nhalf",
    "nothing": b"",
    "429 later": b"HTTP/1.1 429 Slow\r\nRetry-After: 90\r\nContent-Length: 0\r\n\r\n",
}


@dataclass
class Received:
    """One request as it arrived."""

    head: str
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return dict(json.loads(self.body))

    def header(self, name: str) -> str | None:
        for line in self.head.split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return None


@dataclass
class Receiver:
    """`answer`: a status, a key of `_RAW`, "redirect", "hangs", "hangs after the head", "trickles".

    `body` goes with a status. A redirect leads back here, so that whoever follows is seen twice.
    `released` lets what hangs go; nothing that hangs ends before.
    """

    answer: str = "200"
    body: bytes = b"ok"
    tls: ssl.SSLContext | None = None
    received: list[Received] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self._closed = False
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"{self.origin}/alerts?token=hush"

    @property
    def origin(self) -> str:
        scheme = "https" if self.tls else "http"
        return f"{scheme}://127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        self._closed = True
        self.released.set()
        self._listener.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while not self._closed:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._handle, args=(connection,), daemon=True).start()

    def _handle(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), self._secured(connection) as channel:
            self.received.append(_read(channel))
            self._answer(channel)

    def _secured(self, connection: socket.socket) -> socket.socket:
        return self.tls.wrap_socket(connection, server_side=True) if self.tls else connection

    def _answer(self, connection: socket.socket) -> None:
        if self.answer == "hangs":
            self.released.wait(60)
        elif self.answer == "hangs after the head":
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")
            self.released.wait(60)
        elif self.answer == "trickles":
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n")
            while not self.released.wait(0.1):
                connection.sendall(b".")
        elif self.answer == "redirect":
            head = f"HTTP/1.1 307 Go\r\nLocation: {self.url}\r\nContent-Length: 0\r\n\r\n"
            connection.sendall(head.encode())
        elif self.answer in _RAW:
            connection.sendall(_RAW[self.answer])
        else:
            head = f"HTTP/1.1 {self.answer} Said\r\nContent-Length: {len(self.body)}\r\n\r\n"
            connection.sendall(head.encode() + self.body)


def _read(connection: socket.socket) -> Received:
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            raise OSError
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    received = Received(head.decode("latin-1"), b"")
    length = int(received.header("Content-Length") or 0)
    while len(body) < length:
        body += connection.recv(65536)
    received.body = body
    RUN.come_out("a receiver", f"{received.head}\n{body.decode('utf-8', 'replace')}")
    return received


def refusing_url() -> str:
    """Return an address on loopback where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    return f"http://127.0.0.1:{port}/alerts"
