"""When an alert is told again, and how loudly; pure (clinical-spec section 3 rules 5, 8, 13).

Computed from the append-only events alone, so that a restart, several workers or a worker that
was down neither lose a step nor take one twice. Nothing here ends an alert: only a person does.

Time is the sum of what went by between one event and the next. A clock that was set back costs
nothing of it, and one that is well behind the record tells at once rather than catch up first. So
a step of a clock makes at most one wait longer, by no more than about its length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from careteam.advance import advance
from careteam.clock import from_text
from careteam.plan import HIGHEST_LEVEL, Timers
from careteam.state import AlertState, Event

SKEW = timedelta(minutes=1)
"""Clocks of several machines differ by less, which is no reason to tell twice."""

SKEW_ONCE_SEEN = timedelta(minutes=5)
"""The same for an alert that a person has seen: there, telling too early is the greater evil."""

NOTHING = timedelta(0)

_TELLINGS = frozenset({"reported", "remarked", "unacked_timeout", "unresolved_timeout"})


@dataclass(frozen=True)
class Step:
    """The next telling: which event, at which level, in how long (zero or less: now)."""

    kind: Literal["unacked_timeout", "unresolved_timeout"]
    level: int
    wait: timedelta


def due_escalation(
    state: AlertState,
    events: Sequence[Event],
    now: datetime,
    timers: Timers,
    refused: bool = False,
) -> Step | None:
    """Return the step whose time has come, or None; see `next_step`."""
    step = next_step(state, events, now, timers, refused)
    return step if step is not None and step.wait <= NOTHING else None


def next_step(
    state: AlertState,
    events: Sequence[Event],
    now: datetime,
    timers: Timers,
    refused: bool = False,
) -> Step | None:
    """Return the step that comes next if nothing happens; None once it is resolved, or a TEST.

    `now`: aware. `refused`: every route told last has refused for good, so the next level is told
    without waiting (rule 3).
    """
    if state.status == "resolved" or state.test or not events:
        return None
    behind = from_text(events[-1].at) - now
    start, seen = waiting_since(events)
    if start is None:
        was_set_back = behind > SKEW_ONCE_SEEN
        wait = timers.unresolved - _elapsed(events[seen:], now)
        return Step("unresolved_timeout", 1, NOTHING if was_set_back else wait)
    waited = _elapsed(events[start:], now)
    level = max(state.level, _level(waited, timers))
    if refused:
        level = max(level, min(state.level + 1, HIGHEST_LEVEL))
    if behind > SKEW or level > state.level:
        return Step("unacked_timeout", level, NOTHING)
    told = _last_told(events, start)
    if events[told].kind == "reopened":  # nobody was told yet that it waits again
        return Step("unacked_timeout", level, NOTHING)
    waits = [timers.renotify - _elapsed(events[told:], now)]
    if level < HIGHEST_LEVEL:
        waits.append((timers.level_2, timers.level_3)[level - 1] - waited)
    return Step("unacked_timeout", level, min(waits))


def waiting_since(events: Sequence[Event]) -> tuple[int | None, int]:
    """Return where in `events` the waiting for a person began, None if nobody is waited for.

    The second number is where a person last answered, if nobody is.
    """
    state: AlertState | None = None
    start: int | None = None
    seen = 0
    for place, event in enumerate(events):
        state = advance(state, event)
        if event.kind in {"acknowledged", "resolved"}:
            start, seen = None, place
        elif event.kind == "unresolved_timeout" or (
            start is None and state is not None and state.status == "open"
        ):
            start = place
    return start, seen


def _last_told(events: Sequence[Event], start: int) -> int:
    told = (
        place
        for place, event in enumerate(events)
        if event.kind in _TELLINGS and event.payload.get("notice")
    )
    return max((start, *told))


def _level(waited: timedelta, timers: Timers) -> int:
    return 1 + (waited >= timers.level_2) + (waited >= timers.level_3)


def _elapsed(events: Sequence[Event], now: datetime) -> timedelta:
    moments = [*(from_text(event.at) for event in events), now]
    gaps = (later - earlier for earlier, later in pairwise(moments))
    return sum((gap for gap in gaps if gap > NOTHING), NOTHING)
