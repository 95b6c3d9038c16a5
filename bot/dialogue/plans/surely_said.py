"""What is surely said, though words beside it leave a little doubt: answered, with the call line.

"Say again please, my eyes are bad" in the middle of a conversation asks for the last answer; "do
you have a sign right now?" would pass it by. A named sign, a reading, or more than a little doubt
is looked at as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.dialogue.plans import VAGUE, Plan
from bot.dialogue.plans.signs_asked import CALL_IF, HARDLY
from bot.dialogue.thread import ASKED_FOR_SIGNS, Thread
from bot.dialogue.topics import Topics, action_of

SURELY = 0.85  # of one intent
REPORTS = "report_"
NOT_NAMED = ("sign", "emergency", "crisis", "worse", "unlisted")
OF_A_REPORT = frozenset({"follow_up_now", "better_now", "correct_mistake", "correct_person"})
Row = Callable[[Thread, Topics], Plan | None]


def surely_said(thread: Thread, topics: Topics, rows: tuple[Row, ...]) -> Plan | None:
    """Return what `rows`, or the answer itself, give for what is surely said, and the call line."""
    turn = thread.latest
    named = any(one.startswith(NOT_NAMED) for one in turn.findings)
    number = turn.reading or turn.phone_number or turn.implausible
    if turn.route != "ask" or named or number or turn.doubt >= HARDLY or not thread.turns:
        return None
    if thread.reported or thread.asked in ASKED_FOR_SIGNS:
        return None
    best = max(turn.ranking, key=lambda name: _chance(thread, name), default="")
    if _chance(thread, best) < SURELY or best in OF_A_REPORT:
        return None
    heard = Thread(thread.turns, replace(turn, intent=best, route="none"))
    found = next((said for row in rows if (said := row(heard, topics)) is not None), None)
    said = tuple(one for one in found or (action_of(best),) if one != CALL_IF)
    return (*said, CALL_IF)


def _chance(thread: Thread, intent: str) -> float:
    """Return how likely an intent is that is no report and says something."""
    silent = intent in VAGUE or intent.startswith(REPORTS)
    return 0.0 if silent else thread.latest.ranking.get(intent, 0.0)
