"""The page behind a link in a message: it asks, and only its button acknowledges (ESC-8).

Nobody is logged in here, so it shows when and how serious, and nothing that a patient said.
"""

from __future__ import annotations

import logging

from starlette.responses import Response

from careteam.handling import AlreadyResolved, HasNews, words_seen
from careteam.inbox import ack_link
from careteam.inbox.ack_link import LinkRefused, Why
from careteam.inbox.shown import show
from careteam.inbox.visit import Visit
from careteam.records import find_alert

logger = logging.getLogger(__name__)

_NEWS = "The patient has written again since you opened this page. The button now covers that, too."
_WORDS: dict[Why, tuple[int, str, str]] = {
    "forged": (400, "This link is not complete", "It may have been cut off in the message."),
    "expired": (410, "This link has expired", "Links in messages work for 12 hours."),
    "used": (410, "This link was used already", "Each link acknowledges once."),
}


def ask(visit: Visit, fault: str = "", status: int = 200) -> Response:
    """Ask whether to acknowledge; changes nothing, because mail scanners open links, too."""
    inbox = visit.inbox
    try:
        link = ack_link.read(inbox.store, inbox.settings.key, visit.path["token"], inbox.now())
    except LinkRefused as refused:
        return _refuse(visit, refused)
    recorded = find_alert(inbox.store, link.alert_id)
    shown = show(recorded, inbox.now(), inbox.team.plan.timers)
    return visit.page(
        "acknowledge.html",
        status,
        shown=shown,
        seen=words_seen(recorded.state),
        token=visit.path["token"],
        fault=fault,
    )


def acknowledge(visit: Visit) -> Response:
    """Acknowledge, and end the link."""
    inbox, given = visit.inbox, visit.form.get("seen", "")
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        return ask(visit, "Press the button once more.", 400)
    try:
        state = ack_link.use(
            inbox.store, inbox.settings.key, visit.path["token"], int(given), inbox.now()
        )
    except LinkRefused as refused:
        return _refuse(visit, refused)
    except HasNews:
        return ask(visit, _NEWS, 409)
    except AlreadyResolved:
        return ask(visit, "Somebody has resolved this alert meanwhile.", 409)
    visit.record("acknowledged by link", alert_id=state.id, about=state.acknowledged_by)
    return visit.page("acknowledged.html", state=state)


def _refuse(visit: Visit, refused: LinkRefused) -> Response:
    logger.warning("a link to acknowledge was refused: %s", refused.why)
    visit.record("link refused", alert_id=refused.alert_id, about=refused.why)
    status, title, why = _WORDS[refused.why]
    return visit.sorry(
        status,
        title,
        why,
        "Nothing was changed by it. Log in to see the alert, and acknowledge it there.",
        "If you cannot log in, call the clinic and say that an alert may be waiting.",
    )
