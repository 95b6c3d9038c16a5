"""One alert: all that is known of it, and what a person can do with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from starlette.responses import Response

from careteam import handling
from careteam.handling import MARKS, AlreadyResolved, HasNews, Mark, NotReopenable
from careteam.inbox.shown import show
from careteam.inbox.story import story
from careteam.inbox.visit import Visit
from careteam.records import find_alert

LONGEST_TEXT = 4_000

DONE = {
    "acknowledge": "You have acknowledged this alert.",
    "resolve": "This alert is resolved.",
    "reopen": "This alert waits again.",
    "note": "Your note is kept.",
    "mark": "The mark is kept.",
    "missed": "The missed report is recorded.",
}
_NEWS = "The patient has written again since you opened this page. Read it, then do it once more."
_RESOLVED = "Somebody has resolved this alert meanwhile. Reopen it if it is not done."
_NOT_REOPENED = (
    "This alert is open already, or the same conversation has a newer alert that is: use that one."
)


class NotDone(Exception):
    """The form cannot be followed; the text says why, for the person who sent it."""


def alert_page(visit: Visit, fault: str = "", status: int = 200) -> Response:
    """Show one alert; that it was seen is recorded first."""
    recorded = find_alert(visit.inbox.store, visit.path["alert_id"])
    visit.record("saw alert", alert_id=recorded.state.id)
    return visit.page(
        "alert.html",
        status,
        shown=show(recorded, visit.inbox.now(), visit.inbox.team.plan.timers),
        lines=story(recorded.events),
        deliveries=recorded.deliveries,
        marks=MARKS,
        fault=fault,
        typed=visit.form.get("text", ""),
        done=DONE.get(visit.query.get("done", ""), ""),
        longest=LONGEST_TEXT,
    )


def alert_action(visit: Visit) -> Response:
    """Do what a form of the page asks for, and show the alert again."""
    name = visit.path["action"]
    act = _ACTIONS.get(name)
    if act is None:
        return visit.sorry(404, "There is no such page", "Go back to the list.")
    alert_id = find_alert(visit.inbox.store, visit.path["alert_id"]).state.id
    try:
        act(visit, alert_id)
    except NotDone as error:
        return alert_page(visit, str(error), 400)
    except HasNews:
        return alert_page(visit, _NEWS, 409)
    except AlreadyResolved:
        return alert_page(visit, _RESOLVED, 409)
    except NotReopenable:
        return alert_page(visit, _NOT_REOPENED, 409)
    visit.record(f"did: {name}", alert_id=alert_id)
    return visit.go(f"/alerts/{alert_id}?done={name}")


def _acknowledge(visit: Visit, alert_id: str) -> None:
    inbox = visit.inbox
    handling.acknowledge(inbox.store, alert_id, visit.user.name, inbox.now(), _seen(visit))


def _resolve(visit: Visit, alert_id: str) -> None:
    inbox, reason = visit.inbox, _text(visit, "Write what was done, so that others can follow it.")
    handling.resolve(inbox.store, alert_id, visit.user.name, reason, inbox.now(), _seen(visit))


def _reopen(visit: Visit, alert_id: str) -> None:
    handling.reopen(visit.inbox.store, alert_id, visit.user.name, visit.inbox.now())


def _note(visit: Visit, alert_id: str) -> None:
    text = _text(visit, "Write the note first.")
    handling.note(visit.inbox.store, alert_id, visit.user.name, text, visit.inbox.now())


def _mark(visit: Visit, alert_id: str) -> None:
    mark = visit.form.get("as", "")
    text = _text(visit, "Write what was wrong, so that others can learn from it.")
    for known in get_args(Mark):
        if mark == known:
            inbox = visit.inbox
            handling.mark(inbox.store, alert_id, visit.user.name, known, text, inbox.now())
            return
    raise NotDone("Say whether the alert was false, or something was missed.")


def _text(visit: Visit, if_empty: str) -> str:
    text = visit.form.get("text", "").strip()
    if not text:
        raise NotDone(if_empty)
    if len(text) > LONGEST_TEXT:
        raise NotDone(f"Write at most {LONGEST_TEXT} characters; these are {len(text)}.")
    return text


def _seen(visit: Visit) -> int:
    given = visit.form.get("seen", "")
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise NotDone("Load the page again, and do it once more.")
    return int(given)


_ACTIONS: dict[str, Callable[[Visit, str], None]] = {
    "acknowledge": _acknowledge,
    "resolve": _resolve,
    "reopen": _reopen,
    "note": _note,
    "mark": _mark,
}
