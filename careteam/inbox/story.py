"""The history of an alert in sentences, for the page of one alert; pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from careteam.inbox.shown import reading
from careteam.missed import CHANNEL
from careteam.report import Report
from careteam.state import Event

REMARKS = {
    "better": "says that it is gone",
    "mistake": "says that it was typed wrong",
    "other_person": "says that it was about somebody else",
    "contact": "gave a number to call back",
    "calling": "says that they are calling or have called",
    "reached": "says that somebody has answered them",
    "cannot_reach": "says that nobody answers",
    "declined": "would rather not call",
    "said": "also said",
}
TOLD = {
    "utter_alert_sent": "a message was sent, and nobody is known to have seen it: still call",
    "utter_alert_acknowledged": "somebody at the clinic saw the message",
    "utter_alert_unsure": "it is not known whether the message arrived: please call now",
    "utter_alert_failed": "the message did not go through, nobody knows: please call now",
    "utter_alert_none": "no message can be sent from the chat: please call now",
    "utter_alert_not_acknowledged": "nobody has said yet that they saw the message: please call",
    "utter_alert_repeat": "it was added to the message: please call your doctor",
    "utter_alert_noted": "it was added to the message; only the clinic can close it",
}
_RESULTS = {
    "sent": "took it",
    "unknown": "may have taken it",
    "unreached": "was not reached",
    "refused": "refused it",
}
_MARKS = {"false": "false: nobody had reported a sign", "missed": "missed or late"}


@dataclass(frozen=True)
class Line:
    """One event. `who` did or said `what`; `words` are somebody's own, shown as such."""

    at: str
    kind: str
    what: str
    who: str = ""
    words: str = ""
    details: tuple[tuple[str, str], ...] = ()


def story(events: Sequence[Event]) -> list[Line]:
    """Return every event, oldest first; one of an unknown kind by its name."""
    return [_LINES.get(event.kind, _unknown)(event) for event in events]


def _reported(event: Event) -> Line:
    report = Report.from_payload(event.payload)
    understood = ", ".join((*report.signs, *report.concerns)).replace("_", " ")
    given = {
        "Understood": understood,
        "Why": report.reason,
        "Reading": reading(report.temperature_c),
        "Reading as typed": report.temperature_text,
        "Called it worse": "yes" if report.worse else "",
        "Found late, after a failure": "yes" if report.late else "",
        "Worth telling again": ", ".join(event.payload.get("news", ())),
        "Versions": ", ".join(f"{name} {value}" for name, value in report.versions.items()),
    }
    details = tuple((name, value) for name, value in given.items() if value)
    what, who = ("wrote", "The person")
    if report.channel == CHANNEL:
        what, who = ("recorded a report that was missed", "The care team")
    return Line(event.at, event.kind, what, who, report.message, details)


def _remarked(event: Event) -> Line:
    kind = str(event.payload.get("remark", ""))
    what = REMARKS.get(kind, "wrote later")
    return Line(event.at, event.kind, what, "The person", str(event.payload.get("message", "")))


def _told(event: Event) -> Line:
    response = str(event.payload.get("response", ""))
    return Line(event.at, event.kind, f"said that {TOLD.get(response, response)}", "Nia")


def _shown(event: Event) -> Line:
    unsent = int(event.payload.get("unsent") or 0)
    what = "showed, word for word" + (f" ({unsent} could not be sent)" if unsent else "")
    if event.payload.get("unasked"):
        what = "wrote into the chat later, word for word; it is read when the chat is open"
    return Line(event.at, event.kind, what, "Nia", "\n\n".join(event.payload["texts"]))


def _delivery(event: Event) -> Line:
    result, detail = str(event.payload.get("result")), str(event.payload.get("detail") or "")
    what = _RESULTS.get(result, result) + (f" ({detail})" if detail else "")
    return Line(event.at, event.kind, what, f"Route {event.payload.get('route')}")


def _by_a_person(what: str, words: str = "") -> Callable[[Event], Line]:
    def line(event: Event) -> Line:
        payload = event.payload
        return Line(event.at, event.kind, what, str(payload["by"]), str(payload.get(words, "")))

    return line


def _marked(event: Event) -> Line:
    what = f"marked this alert as {_MARKS.get(event.payload['as'], event.payload['as'])}"
    return Line(event.at, event.kind, what, event.payload["by"], event.payload["text"])


def _unknown(event: Event) -> Line:
    return Line(
        event.at, event.kind, event.kind.replace("_", " "), str(event.payload.get("by", ""))
    )


_LINES = {
    "reported": _reported,
    "remarked": _remarked,
    "told": _told,
    "shown": _shown,
    "delivery": _delivery,
    "acknowledged": _by_a_person("acknowledged this alert"),
    "resolved": _by_a_person("resolved this alert", "reason"),
    "reopened": _by_a_person("made this alert wait again"),
    "noted": _by_a_person("wrote a note", "text"),
    "marked": _marked,
}
