"""What each text about an alert claims, held against the store, the clinic's end and the nurse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tests.services.walks.conversation import shows
from tests.services.walks.turn import Turn, events


def claims(turn: Turn) -> Iterator[str]:
    """Yield what Nia said of an alert that is not so."""
    for action, text in turn.reply.said:
        holds = CLAIMS.get(action)
        if holds is not None and not holds(turn, text):
            yield f"{action} is not true: {text!r} ({_known_of(turn)})"


def _known_of(turn: Turn) -> str:
    """Return what is known of the alert, for whoever reads of a fault."""
    found = turn.newest
    if found is None:
        return "no alert"
    answers = turn.world.sink.answers[found.state.id]
    seen = "seen" if found.state.id in turn.world.seen else "unseen"
    return f"{found.state.status}, {seen}, notice {found.state.notices}, answered {answers}"


def _accepted(turn: Turn) -> bool:
    """The clinic's end took the latest notice of the open alert."""
    found = turn.open
    return found is not None and turn.world.sink.accepted(found.state.id, found.state.notices)


def _unseen(turn: Turn) -> bool:
    """Nobody at the clinic saw the latest news of the open alert."""
    return turn.open is not None and turn.open.state.status == "open"


def _sent(turn: Turn, _text: str) -> bool:
    # Said of a new alert only: "I do not know if anyone has seen it".
    found = turn.open
    return _accepted(turn) and found is not None and found.state.id not in turn.world.seen


def _added(turn: Turn, _text: str) -> bool:
    found = turn.open
    if found is None or found.state.reports < 2:
        return False
    latest = events(found, "reported")[-1].payload["message"]
    return _accepted(turn) and latest.endswith(turn.message.text)


def _acknowledged(turn: Turn, text: str) -> bool:
    found = turn.newest
    if found is None or found.state.id not in turn.world.seen:
        return False
    seen = [place for place, event in enumerate(found.events) if event.kind == "acknowledged"]
    news = [place for place, event in enumerate(found.events) if event.payload.get("news")]
    return bool(seen) and seen[-1] > news[-1] and found.events[seen[-1]].at[11:16] in text


def _not_acknowledged(turn: Turn, _text: str) -> bool:
    return _accepted(turn) and _unseen(turn)


def _failed(turn: Turn, _text: str) -> bool:
    # "No one at the clinic knows about this yet": of the news, an earlier report may be seen.
    found = turn.open
    refused = found is not None and turn.world.sink.refused_all(found.state.id)
    return bool(turn.world.team.routes) and refused and _unseen(turn)


def _noted(turn: Turn, _text: str) -> bool:
    found = turn.open
    return found is not None and turn.message.text in [one.message for one in found.state.remarks]


def _contact_taken(turn: Turn, text: str) -> bool:
    number, found = turn.conversation.own["number"], turn.open
    kept = (found.state.contact if found else None) or ""
    return turn.message.gives_number and shows("number", number, kept) and number in text


def _can_you_call(turn: Turn, text: str) -> bool:
    return "my message" not in text or _accepted(turn)


CLAIMS: Mapping[str, Callable[[Turn, str], bool]] = {
    "utter_alert_sent": _sent,
    "utter_alert_repeat": _added,
    "utter_alert_acknowledged": _acknowledged,
    "utter_alert_not_acknowledged": _not_acknowledged,
    "utter_alert_failed": _failed,
    "utter_alert_unsure": lambda turn, _text: turn.newest is not None,
    "utter_alert_none": lambda turn, _text: not turn.world.team.routes,
    "utter_alert_noted": _noted,
    "utter_alert_no_report": lambda turn, _text: not turn.alerts,
    "utter_contact_taken": _contact_taken,
    "utter_contact_no_report": lambda turn, _text: turn.open is None,
    "utter_contact_invalid": lambda turn, _text: not turn.message.gives_number,
    "utter_contact_unsaved": lambda turn, _text: False,  # the store works
    "utter_can_you_call": _can_you_call,
}
