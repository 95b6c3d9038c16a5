"""What a patient is told later, when nobody asked: seen, or not seen in time; pure.

Clinical-spec section 3 rule 6: told once each. Told again only when something new was reported
after a person had seen the alert, because nobody has seen that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from careteam.advance import advance
from careteam.state import AlertState, Event
from careteam.words import ACKNOWLEDGED, NOT_ACKNOWLEDGED


@dataclass(frozen=True)
class LaterWord:
    """One thing to tell.

    `response`: S-ACK or S-NOACK. `key` is the same for the same news, whenever and wherever it is
    found. `seen_at`: when a person acknowledged (RFC 3339, UTC), None for S-NOACK.
    """

    response: str
    key: str
    seen_at: str | None = None


def alert_of(key: str) -> str:
    """Return the id of the alert that a `LaterWord` of this key is about, "" if there is none."""
    return f"{key}::".split(":")[1]


@dataclass(frozen=True)
class Later:
    """What may be told now, and whether the alert may still bring news."""

    word: LaterWord | None
    is_over: bool


def later(events: Iterable[Event]) -> Later:
    """Judge one alert by its events, in order. A TEST is told to nobody.

    "Seen" needs a person's acknowledgement with no news after it. "Not seen" needs a timeout of
    this alert while it waits for its first look, or for a look at what came after the last one.
    """
    state: AlertState | None = None
    seen_at: str | None = None
    looks, timed_out = 0, False
    for event in events:
        was_seen = state is not None and state.seen
        state = advance(state, event)
        if state is None:
            continue
        if state.seen and not was_seen:
            looks, seen_at = looks + 1, event.at
        elif was_seen and not state.seen:
            timed_out = False
        timed_out = timed_out or (event.kind == "unacked_timeout" and not state.seen)
    if state is None:  # what was reported may still be on its way into the store
        return Later(None, False)
    if state.test:
        return Later(None, True)
    is_over = state.status == "resolved"
    if state.seen:
        return Later(LaterWord(ACKNOWLEDGED, f"seen:{state.id}:{looks}", seen_at), is_over)
    if timed_out and not is_over:
        return Later(LaterWord(NOT_ACKNOWLEDGED, f"waits:{state.id}:{looks}"), False)
    return Later(None, is_over)
