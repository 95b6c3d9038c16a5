"""The list: what waits first, the oldest first; and the same as a file."""

from __future__ import annotations

from typing import Any

from starlette.responses import HTMLResponse, Response

from careteam.csv_file import to_csv
from careteam.health import health_of
from careteam.inbox.rendering import rendered
from careteam.inbox.selection import MOST_CLOSED, WHICH, Selection, find
from careteam.inbox.shown import Shown, show
from careteam.inbox.visit import Visit


def alerts_page(visit: Visit) -> Response:
    """Show the alerts that the address selects."""
    values = _values(visit)
    visit.record("saw list")
    return visit.page("list.html", which=WHICH, **values)


def alerts_rows(visit: Visit) -> Response:
    """Return only the rows, for a page that keeps itself up to date."""
    return HTMLResponse(rendered("rows.html", visit=visit, **_values(visit)))


def export(visit: Visit) -> Response:
    """Return the selected alerts as CSV."""
    selection = Selection.of(visit.query)
    found = find(visit.inbox.store, selection, visit.inbox.settings.zone)
    visit.record("exported list", about=f"{len(found.alerts)} alerts")
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    text = "\ufeff" + to_csv(found.alerts)
    name = visit.inbox.now().strftime("nia-alerts-%Y%m%d-%H%M.csv")
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=disposition)


def _values(visit: Visit) -> dict[str, Any]:
    selection, now = Selection.of(visit.query), visit.inbox.now()
    found = find(visit.inbox.store, selection, visit.inbox.settings.zone)
    timers = visit.inbox.team.plan.timers
    shown = sorted((show(one, now, timers) for one in found.alerts), key=_urgency)
    return {
        "selection": selection,
        "patients": [one for one in shown if not one.state.test],
        "tests": [one for one in shown if one.state.test],
        "cut_at": MOST_CLOSED if found.cut else None,
        "now": now,
        "troubles": [each.words for each in health_of(visit.inbox.team, now).reasons],
    }


def _urgency(one: Shown) -> tuple[int, float]:
    # What waits, the oldest first; then what somebody has; then what is done, the newest first.
    place = 0 if one.state.waits else {"acknowledged": 1, "resolved": 2}[one.state.status]
    seconds = one.since.timestamp()
    return place, -seconds if place == 2 else seconds
