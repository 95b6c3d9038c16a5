"""Services that apprise reaches, each brought to a receiver on loopback instead of its own host.

The addresses are as a clinic writes them. Where apprise has the host in itself, only that is
changed, in apprise's class; the path stays apprise's.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.services.receiver import Received, Receiver

_SID = "AC" + "0123456789abcdef" * 2
_SID_TOKEN = "fedcba9876543210" * 2
_TELEGRAM_TOKEN = "123456789:abcdefg_hijklmnop"


@dataclass(frozen=True)
class Service:
    """`url`: {at} is the receiver's host and port. `takes`: its answer when it has a message.

    `refusal`: its answer when it will not have one. `path`: where the message has to arrive.
    `said`: what a person there reads of a request. `host_in`: apprise's module, class and field
    with the host; None if the clinic's address names it.
    """

    url: str
    takes: tuple[str, bytes]
    refusal: tuple[str, bytes]
    path: str
    said: Callable[[Received], str]
    host_in: tuple[str, str, str] | None = None
    encrypted: bool = False

    @property
    def secrets(self) -> list[str]:
        """The tokens in its address."""
        return [part for part in re.split(r"[/:@]", self.url) if len(part) > 15]

    def at(self, receiver: Receiver, patch: pytest.MonkeyPatch) -> str:
        """Return its address; what goes there arrives at `receiver`."""
        if self.host_in is not None:
            module, owner, name = self.host_in
            plugin = getattr(importlib.import_module(f"apprise.plugins.{module}"), owner)
            moved = re.sub(r"^https://[^/]+", receiver.origin, getattr(plugin, name))
            patch.setattr(plugin, name, moved)
        return self.url.format(at=urlsplit(receiver.origin).netloc)


def _text_message(request: Received) -> str:
    form = parse_qs(request.body.decode(), strict_parsing=True)
    assert (form["From"], form["To"]) == (["+15551234567"], ["+15557654321"])
    return form["Body"][0]


def _slack(request: Received) -> str:
    assert request.json["channel"] == "#on-call"
    (attachment,) = request.json["attachments"]
    return f"{attachment['title']}\n{attachment['text']}"


def _teams(request: Received) -> str:
    (attachment,) = request.json["attachments"]
    return "\n".join(block["text"] for block in attachment["content"]["body"])


def _telegram(request: Received) -> str:
    assert request.json["chat_id"] == 12315544
    return str(request.json["text"])


def _ntfy(request: Received) -> str:
    assert request.json["topic"] == "nia-on-call"
    return f"{request.json['title']}\n{request.json['message']}"


SERVICES = {
    "twilio": Service(
        url=f"twilio://{_SID}:{_SID_TOKEN}@15551234567/15557654321",
        takes=("201", b'{"sid": "SM1", "status": "queued"}'),
        refusal=("400", b'{"code": 21211, "message": "Invalid \'To\' Phone Number"}'),
        path=f"/2010-04-01/Accounts/{_SID}/Messages.json",
        said=_text_message,
        host_in=("twilio", "NotifyTwilio", "notify_sms_url"),
    ),
    "slack by a webhook": Service(
        url="slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/on-call",
        takes=("200", b"ok"),
        refusal=("404", b"no_service"),
        path="/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
        said=_slack,
        host_in=("slack", "NotifySlack", "webhook_url"),
    ),
    "slack by a bot": Service(
        url="slack://xoxb-1234-1234-4ddbc191d40ee098cbaae6f3523ada2d/on-call",
        takes=("200", b'{"ok": true, "channel": "C1", "ts": "1"}'),
        refusal=("200", b'{"ok": false, "error": "channel_not_found"}'),
        path="/api/chat.postMessage",
        said=_slack,
        host_in=("slack", "NotifySlack", "api_url"),
    ),
    "teams": Service(
        url="workflows://{at}/a1b2c3d4/hush_0-9",
        takes=("202", b""),
        refusal=("401", b'{"error": {"code": "DirectApiAuthorizationRequired"}}'),
        path="/workflows/a1b2c3d4/triggers/manual/paths/invoke",
        said=_teams,
        encrypted=True,
    ),
    "telegram": Service(
        url=f"tgram://{_TELEGRAM_TOKEN}/12315544/",
        takes=("200", b'{"ok": true, "result": {"message_id": 1}}'),
        refusal=("400", b'{"ok": false, "description": "Bad Request: chat not found"}'),
        path=f"/bot{_TELEGRAM_TOKEN}/sendMessage",
        said=_telegram,
        host_in=("telegram", "NotifyTelegram", "notify_url"),
    ),
    "ntfy.sh": Service(
        url="ntfys://nia-on-call",
        takes=("200", b'{"id": "1", "event": "message"}'),
        refusal=("403", b'{"code": 40301, "http": 403, "error": "forbidden"}'),
        path="/",
        said=_ntfy,
        host_in=("ntfy", "NotifyNtfy", "cloud_notify_url"),
    ),
    "ntfy of one's own": Service(
        url="ntfys://nia:hush@{at}/nia-on-call",
        takes=("200", b'{"id": "1", "event": "message"}'),
        refusal=("403", b'{"code": 40301, "http": 403, "error": "forbidden"}'),
        path="/",
        said=_ntfy,
        encrypted=True,
    ),
}
