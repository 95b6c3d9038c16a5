"""Mail servers on loopback: a real one that takes or refuses, and one that misbehaves."""

from __future__ import annotations

import contextlib
import socket
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, BinaryIO

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.produced import RUN
from tests.services.certificate import server_context


@dataclass
class MailServer:
    """A server that works. `refusals`: what it answers to a recipient, or to a message ("DATA").

    `encryption`: starttls, smtps or none. `login`: the account and password it asks for.
    """

    certificate: Path
    encryption: str = "starttls"
    login: tuple[str, str] | None = None
    refusals: dict[str, str] = field(default_factory=dict)
    received: list[EmailMessage] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        context = server_context(self.certificate)
        self._controller = _Controller(
            self,
            hostname="127.0.0.1",
            port=_free_port(),
            ssl_context=context if self.encryption == "smtps" else None,
            server_kwargs={
                "tls_context": context if self.encryption == "starttls" else None,
                "require_starttls": self.encryption == "starttls",
                "authenticator": self._authenticate,
                "auth_required": self.login is not None,
                "auth_require_tls": self.encryption == "starttls",
            },
        )
        self._controller.start()

    @property
    def port(self) -> int:
        return int(self._controller.port)

    def close(self) -> None:
        self._controller.stop()

    def _authenticate(
        self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any
    ) -> AuthResult:
        right = isinstance(given, LoginPassword) and self.login == (
            given.login.decode(),
            given.password.decode(),
        )
        return AuthResult(success=right, handled=False)

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        body = envelope.content
        assert isinstance(body, bytes)
        self.bodies.append(body)
        RUN.come_out("a mail server", body)
        self.received.append(message_from_bytes(body, _class=EmailMessage, policy=policy.default))
        self.recipients.append(list(envelope.rcpt_tos))
        return self.refusals.get("DATA", "250 taken")


class _Controller(Controller):
    """Answers under a name that needs no look-up."""

    def factory(self) -> SMTP:
        return SMTP(self.handler, hostname="localhost", **self.SMTP_kwargs)


STEPS = ("", "EHLO", "MAIL", "RCPT", "DATA", "text")
"""The moments at which a server may misbehave; "" is the greeting, "text" the end of the text."""

_WELL = {
    "": b"220 ready\r\n",
    "EHLO": b"250 hello\r\n",
    "HELO": b"250 hello\r\n",
    "MAIL": b"250 ok\r\n",
    "RCPT": b"250 ok\r\n",
    "DATA": b"354 go on\r\n",
    "text": b"250 taken\r\n",
    "QUIT": b"221 bye\r\n",
}
_WRONG = {
    "garbage": b"\x00\xff what is this\r\n",
    "half an answer": b"25",
    "closes": b"",
    "421": b"421 closing\r\n",
    "451": b"451 later\r\n",
    "552": b"552 never\r\n",
}


@dataclass
class BrokenMailServer:
    """Speaks plain SMTP until `step`, and then does as `how` says.

    `how`: a key of `_WRONG`, "hangs" or "trickles". After a whole answer it goes on; after half an
    answer it closes. `released` lets what hangs go.
    """

    step: str
    how: str
    texts: list[bytes] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def close(self) -> None:
        self.released.set()
        self._listener.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as lines, contextlib.suppress(OSError):
            going = self._answer(connection, "")
            while going and (line := lines.readline()):
                command = line[:4].upper().decode("latin-1")
                going = self._answer(connection, command)
                if command == "DATA" and going and self.step != "DATA":
                    self.texts.append(_text(lines))
                    going = self._answer(connection, "text")

    def _answer(self, connection: socket.socket, step: str) -> bool:
        if step != self.step:
            connection.sendall(_WELL.get(step, b"500 what\r\n"))
        elif self.how == "hangs":
            self.released.wait(60)
        elif self.how == "trickles":
            while not self.released.wait(0.05):
                connection.sendall(b"2")
        else:
            connection.sendall(_WRONG[self.how])
        return step != self.step or _WRONG.get(self.how, b"").endswith(b"\n")


def _text(lines: BinaryIO) -> bytes:
    text = b""
    while (line := lines.readline()) not in (b"", b".\r\n"):
        text += line
    return text


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
