"""A way to a real server on loopback that can be told to forward nothing more."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

NOTHING: Callable[[bytes], bool] = lambda _: False  # noqa: E731


@dataclass
class Proxy:
    """Forwards bytes to whatever `connect` connects to.

    `holds_after`: called with what a client sent; once it is true, no answer is forwarded on that
    connection any more. `delays`: what a client sent and this is true of is forwarded only when
    `released` is set, also if the client has gone by then. `holds`: nothing is forwarded either
    way, on any connection.
    """

    connect: Callable[[], socket.socket]
    holds_after: Callable[[bytes], bool] = NOTHING
    delays: Callable[[bytes], bool] = NOTHING
    holds: bool = False
    held: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._forward, args=(client,), daemon=True).start()

    def _forward(self, client: socket.socket) -> None:
        server = self.connect()
        is_mute = False
        with client, server, selectors.DefaultSelector() as both, contextlib.suppress(OSError):
            both.register(client, selectors.EVENT_READ, server)
            both.register(server, selectors.EVENT_READ, client)
            while True:
                for key, _ in both.select(0.05 if self.holds else None):
                    if self.holds:
                        time.sleep(0.05)
                        continue
                    source = key.fileobj
                    assert isinstance(source, socket.socket)
                    data = source.recv(65536)
                    if not data:
                        return
                    if source is client and self.delays(data):
                        self.held.set()
                        self.released.wait(60)
                    if source is client and self.holds_after(data):
                        is_mute = True
                        self.held.set()
                    if source is client or not is_mute:
                        key.data.sendall(data)
