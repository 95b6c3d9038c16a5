"""A stream that says when something has changed, so that an open list is never old.

It carries no word about anybody: the page then asks for its rows, as the person who is logged in.
What is new among the ids of what waits, the page itself knows: a stream that broke off does not.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass

from sqlalchemy import func, select
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from careteam.inbox import sessions
from careteam.inbox.guard import find_session
from careteam.inbox.service import Inbox
from careteam.records import read_alerts
from careteam.schema import alert_events, alerts
from careteam.store import Store, StoreUnavailable

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 2.0
TICK_SECONDS = 30.0
"""Ages grow without anything happening; and a proxy closes what is silent for long."""


@dataclass(frozen=True)
class Standing:
    """What the list rests on: the last event, and which alerts of patients wait."""

    last_event: int
    waiting: tuple[str, ...]


def standing(store: Store, before: Standing | None = None) -> Standing:
    """Return how things stand; `before` is returned as it is if nothing happened since.

    Raises:
        StoreUnavailable: if the database cannot be read.
    """
    with store.reading() as connection:
        last = int(connection.execute(select(func.max(alert_events.c.seq))).scalar() or 0)
        if before is not None and before.last_event == last:
            return before
        unresolved = select(alerts.c.id).where(alerts.c.closed_at.is_(None))
        states = [one.state for one in read_alerts(connection, among=unresolved)]
    waiting = (one.id for one in states if one.waits and not one.test)
    return Standing(last, tuple(sorted(waiting)))


def live_route(inbox: Inbox, address: str, pause_seconds: float = PAUSE_SECONDS) -> Route:
    """Return the route of the stream; it ends when the session does."""

    async def endpoint(request: Request) -> Response:
        try:
            session = await run_in_threadpool(find_session, inbox, request)
        except StoreUnavailable:
            return PlainTextResponse("The alerts cannot be read now.\n", 503)
        if session is None:
            # No content: a browser then does not try again by itself.
            return Response(status_code=204)
        return StreamingResponse(
            _stream(inbox, session.token, pause_seconds),
            media_type="text/event-stream",
            headers={"X-Accel-Buffering": "no"},
        )

    route = Route(address, endpoint, methods=["GET"])
    route.needs = "sees"  # type: ignore[attr-defined]
    return route


async def _stream(inbox: Inbox, token: str, pause_seconds: float) -> AsyncIterator[str]:
    known: Standing | None = None
    silent = 0.0
    is_broken = False
    while True:
        try:
            if not await run_in_threadpool(_is_logged_in, inbox, token):
                yield _event("logged-out", {})
                return
            now = await run_in_threadpool(standing, inbox.store, known)
        except StoreUnavailable as error:
            if not is_broken:
                logger.error("the open lists cannot be kept up to date: %s", error)
                yield _event("broken", {})
            is_broken, known = True, None
        else:
            if now != known or is_broken or silent >= TICK_SECONDS:
                yield _event("alerts", {"waiting": now.waiting})
                silent = 0.0
            known, is_broken = now, False
        await asyncio.sleep(pause_seconds)
        silent += pause_seconds


def _is_logged_in(inbox: Inbox, token: str) -> bool:
    return sessions.find(inbox.store, token, inbox.now(), active=False) is not None


def _event(name: str, data: dict[str, tuple[str, ...]]) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
