"""E-mail by SMTP: who is told stands in the settings, what is said in `careteam.message` (ESC-4).

Taken means that the mail server took it. Whether it reaches a mailbox, and when somebody looks
there, nobody knows; that is why e-mail alone is no urgent channel.
"""

from __future__ import annotations

import smtplib
import time
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate

from careteam.message import long_text, phrase
from careteam.routes import Attempt, Notice, Result
from careteam.smtp_session import Encryption, smtp_session


@dataclass(frozen=True)
class Mail:
    """A mail server, and who gets the message. All recipients share one delivery."""

    name: str
    host: str
    port: int
    encryption: Encryption
    sender: str = field(repr=False)
    recipients: tuple[str, ...] = field(repr=False)
    username: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    timeout_seconds: float = 8.0
    inbox_url: str | None = None

    def send(self, notice: Notice, seconds: float) -> Attempt:
        """Try once; never raises. Until the text itself is handed over, a failure is a no."""
        ends = time.monotonic() + min(seconds, self.timeout_seconds)
        text = letter(notice, self.sender, self.recipients, self.inbox_url).as_bytes()
        own_name = self.sender.rpartition("@")[2]  # looking up our own could hang
        attempt: Attempt | None = None
        try:
            with smtp_session(self.host, self.port, self.encryption, own_name, ends) as client:
                if self.username and self.password:
                    client.login(self.username, self.password)
                refused = self._envelope(client)
                attempt = _hand_over(client, text, refused)
        except Exception as error:
            return attempt or _judge_failure(error)
        return attempt

    def _envelope(self, client: smtplib.SMTP) -> int:
        """Name sender and recipients; return how many of them the server refused."""
        _expect_success(client.mail(self.sender))
        answers = [client.rcpt(recipient) for recipient in self.recipients]
        refused = [answer for answer in answers if not _is_success(answer[0])]
        if len(refused) == len(answers):
            # One that may be taken later is worth another try.
            raise smtplib.SMTPResponseException(*min(refused, key=lambda answer: answer[0]))
        return len(refused)


def letter(
    notice: Notice, sender: str, recipients: tuple[str, ...], inbox_url: str | None = None
) -> EmailMessage:
    """Return the message. Its id is that of the notice, so that repeats can be told (ESC-9)."""
    message = EmailMessage(SMTP)
    message["From"] = sender
    message["To"] = ", ".join(recipients)
    message["Subject"] = f"{phrase(notice)} ({notice.alert.id[:8]})"
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = f"<{notice.idempotency_key}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # so that nobody's absence note answers
    message["Importance"] = "high"
    message["X-Nia-Alert-Id"] = notice.alert.id
    message.set_content(long_text(notice, inbox_url))
    return message


def _hand_over(client: smtplib.SMTP, text: bytes, refused: int) -> Attempt:
    try:
        code, _ = client.data(text)
    except smtplib.SMTPDataError as error:  # before the text was sent
        return _judge_code(error.smtp_code)
    except Exception as error:
        return Attempt(Result.UNKNOWN, type(error).__name__)
    if _is_success(code):
        some = f", {refused} recipients refused" if refused else ""
        return Attempt(Result.SENT, f"SMTP {code}{some}")
    if 400 <= code < 600:
        return _judge_code(code)
    return Attempt(Result.UNKNOWN, "no SMTP answer")


def _judge_failure(error: Exception) -> Attempt:
    """Judge a failure before the text was handed over: nothing has arrived."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _judge_code(error.smtp_code)
    return Attempt(Result.UNREACHED, type(error).__name__)


def _judge_code(code: int) -> Attempt:
    if 500 <= code < 600:
        return Attempt(Result.REFUSED, f"SMTP {code}")
    return Attempt(Result.UNREACHED, f"SMTP {code}" if code > 0 else "no SMTP answer")


def _expect_success(answer: tuple[int, bytes]) -> None:
    if not _is_success(answer[0]):
        raise smtplib.SMTPResponseException(*answer)


def _is_success(code: int) -> bool:
    return 200 <= code < 300
