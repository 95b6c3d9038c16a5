"""A connection to a mail server that ends by its deadline, whatever the server does (ESC-2).

`smtplib` bounds each read, not the whole: a server that sends a byte now and then would hold it
for hours. Its constructor also leaves no hold on a connection that is still being made.
"""

from __future__ import annotations

import contextlib
import os
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

Encryption = Literal["starttls", "smtps", "none"]


@contextmanager
def smtp_session(
    host: str, port: int, encryption: Encryption, own_name: str, ends: float
) -> Iterator[smtplib.SMTP]:
    """Yield a greeted connection, encrypted as told; it is cut at `ends` (monotonic seconds).

    Raises:
        OSError: there is no connection, or it ended; `ssl.SSLError` and `TimeoutError` are such.
        smtplib.SMTPException: the server refused, with its code where it gave one.
    """
    raw = socket.create_connection((host, port), timeout=_left(ends))
    client = smtplib.SMTP(local_hostname=own_name)  # without a host it does not connect
    client.sock = raw
    client.file = _WholeLines(raw)
    timer = threading.Timer(max(ends - time.monotonic(), 0), _cut, args=(client,))
    timer.daemon = True
    timer.start()
    try:
        if encryption == "smtps":
            _encrypt(client, host)
        _expect(220, client.getreply())
        client.ehlo_or_helo_if_needed()
        if encryption == "starttls":
            _start_tls(client, host)
        yield client
        with contextlib.suppress(OSError, smtplib.SMTPException):
            client.quit()
    finally:
        timer.cancel()
        client.close()


class _WholeLines:
    """The server's answers by whole lines: `250` of a line that was cut off is no acceptance."""

    def __init__(self, connection: socket.socket) -> None:
        self._file = connection.makefile("rb")

    def readline(self, limit: int) -> bytes:
        """Return the next line; nothing, as at the end of the connection, if it is not whole."""
        line = self._file.readline(limit)
        return line if line.endswith(b"\n") or len(line) == limit else b""

    def close(self) -> None:
        """Close the stream; the connection itself stays."""
        self._file.close()


def _start_tls(client: smtplib.SMTP, host: str) -> None:
    if not client.has_extn("starttls"):
        raise ssl.SSLError("the server offers no encryption")
    _expect(220, client.docmd("STARTTLS"))
    _encrypt(client, host)
    # What was said in the clear counts for nothing (RFC 3207).
    client.helo_resp = client.ehlo_resp = None
    client.esmtp_features = {}
    client.does_esmtp = False
    client.ehlo_or_helo_if_needed()


def _encrypt(client: smtplib.SMTP, host: str) -> None:
    # `smtplib` forgets the name to check when it was not its constructor that connected.
    encrypted = _trusted().wrap_socket(
        _socket(client), server_hostname=host, do_handshake_on_connect=False
    )
    client.sock = encrypted
    encrypted.do_handshake()
    client.file = _WholeLines(encrypted)


def _trusted() -> ssl.SSLContext:
    """Trust whom the system trusts, or whom the operator named, as for the other routes."""
    named = os.environ.get("REQUESTS_CA_BUNDLE")
    if named and Path(named).is_dir():
        return ssl.create_default_context(capath=named)
    return ssl.create_default_context(cafile=named or None)


def _expect(code: int, answer: tuple[int, bytes]) -> None:
    if answer[0] != code:
        raise smtplib.SMTPResponseException(answer[0], answer[1])


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _cut(client: smtplib.SMTP) -> None:
    # Not `close`: that would wait for whoever is reading. `SSLSocket.shutdown` is not meant for
    # a second thread, that of the socket below it is.
    with contextlib.suppress(OSError):
        socket.socket.shutdown(_socket(client), socket.SHUT_RDWR)


def _socket(client: smtplib.SMTP) -> socket.socket:
    if client.sock is None:
        raise smtplib.SMTPServerDisconnected
    return client.sock
