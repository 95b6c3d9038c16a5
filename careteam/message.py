"""What a message about an alert says: nothing personal by default (ESC-11).

An id, what kind of report, when, and where to look (clinical-spec section 3 rule 12). Bodies pass
through other people's systems and light up on locked screens (H28), so that no sign, no word and
no number of the person stands there.
"""

from __future__ import annotations

from typing import Any

from careteam.clock import from_text
from careteam.routes import Notice

_PHRASES = {
    "urgent": "Possible infection sign reported",
    "emergency": "Possible emergency reported",
}
_TEST = "TEST, not a patient: "
_ABOUT_TEST = ("This is a TEST. There is no patient behind it.",)
_ABOUT = (
    "This message leaves out who it is and what was said.",
    "Sent is not seen: acknowledge it, so that others know that you have it.",
)


def phrase(notice: Notice) -> str:
    """Return what was reported in a few words; a TEST begins by saying that it is one (ESC-14)."""
    words = _PHRASES[notice.alert.severity]
    return f"{_TEST}{words}" if notice.alert.test else words


def short_text(notice: Notice, inbox_url: str | None = None) -> str:
    """Return one line to go below `phrase`, short enough for one text message together with it."""
    alert = notice.alert
    news = "" if notice.number == 1 else f" Message {notice.number} about it."
    address = notice.acknowledge_url or inbox_url
    link = f" {address}" if address else ""
    return f"Alert {alert.id}, reported {_minute(alert.received_at)}.{news}{link}"


def long_text(notice: Notice, inbox_url: str | None = None) -> str:
    """Return the text of an e-mail: a few lines that end with a line break."""
    alert = notice.alert
    lines = [
        f"{phrase(notice)}.",
        "",
        f"Alert:    {alert.id}",
        f"Message:  {notice.number} about this alert",
        f"Reported: {_minute(alert.received_at)}",
        f"Inbox:    {inbox_url}"
        if inbox_url
        else "Who and what: in Nia's inbox, by this alert id.",
        *([f"I have it: {notice.acknowledge_url}"] if notice.acknowledge_url else []),
        "",
        *(_ABOUT_TEST if alert.test else _ABOUT),
    ]
    return "\n".join(lines) + "\n"


def payload(notice: Notice, details: bool = False, inbox_url: str | None = None) -> dict[str, Any]:
    """Return the JSON of a webhook; `details` adds who and what, and is off by default (ESC-11)."""
    alert = notice.alert
    body: dict[str, Any] = {
        "id": alert.id,
        "notice": notice.number,
        "level": alert.level,
        "text": phrase(notice),
        "severity": alert.severity,
        "reported_at": alert.received_at,
        "test": alert.test,
    }
    if inbox_url:
        body["inbox_url"] = inbox_url
    if notice.acknowledge_url:
        body["acknowledge_url"] = notice.acknowledge_url
    if details:
        reading = alert.temperature_c
        body["details"] = {
            "conversation_id": alert.conversation_id,
            "signs": list(alert.signs),
            "temperature_c": None if reading is None else float(reading),
            "reporter": alert.reporter,
            "contact": alert.contact,
            "messages": list(alert.messages),
        }
    return body


def _minute(moment: str) -> str:
    return from_text(moment).strftime("%Y-%m-%d %H:%M UTC")
