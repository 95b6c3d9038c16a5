"""After a report: what may be another one, and is likelier said to the advice to call.

An alert is open then, the advice was given and is given again, and the words go to the nurse.
Whatever names a sign, an emergency or a reading is a report here as everywhere.
"""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.plans import ADD_TO_ALERT, STILL_CALL, Plan
from bot.dialogue.plans.answers_to_advice import AFTER_A_REPORT, ambulance, answer_to_advice
from bot.dialogue.plans.reluctance import RELUCTANT
from bot.dialogue.thread import ASKED_FOR_SIGNS, Thread
from bot.dialogue.topics import Topics

IF_SO = {"emergency": ("utter_if_emergency",), "crisis": ("utter_if_crisis",)}
SURE_OF_ALERT = 0.7  # from this chance on a report without a name is one
LIKELIER = 0.5  # of everything but a report: then something else was said
LEAST = 0.2  # of one answer to the advice, to be answered as that
REPORTS = frozenset({"report_sign", "report_emergency", "report_crisis"})


def hardly_another(thread: Thread, topics: Topics) -> Plan | None:
    """Hear "she's asleep, I don't like to wake her" as an answer, with the call after it.

    What could be an emergency or a crisis gets its number, too, and the words reach the nurse.
    """
    turn = thread.latest
    if not thread.reported or not turn.alerting:
        return None
    if turn.chance >= SURE_OF_ALERT or (_names_something(thread) and not ambulance(thread)):
        return None
    others = {k: p for k, p in turn.ranking.items() if k not in {*REPORTS, turn.intent}}
    if sum(others.values()) < LIKELIER:
        return None
    answer = _answer(thread, topics)
    call = () if answer[0].startswith(RELUCTANT[0]) else (STILL_CALL,)
    return (*answer, *call, *IF_SO.get(turn.route, ()))


def still_call(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """After a report "is that high?" has one answer; what was told is not asked for again."""
    turn = thread.latest
    asks = turn.route == "ask" and turn.intent == "report_unclear" and not turn.questions
    if not thread.reported or not asks or _names_something(thread):
        return None
    return (STILL_CALL, ADD_TO_ALERT)


def _names_something(thread: Thread) -> bool:
    """Say whether something is named that may be there, or was asked for."""
    turn = thread.latest
    return bool(
        thread.asked in ASKED_FOR_SIGNS
        or turn.reading
        or turn.phone_number
        or "sign" in turn.kinds
        or any(one.split()[0] in {"sign", "emergency", "crisis", "worse"} for one in turn.findings)
    )


def _answer(thread: Thread, topics: Topics) -> Plan:
    """Return the answer to what was likeliest said to the advice; nothing where that is open."""
    turn = thread.latest
    best = max(AFTER_A_REPORT, key=lambda name: turn.ranking.get(name, 0.0))
    if turn.ranking.get(best, 0.0) < LEAST or best == "follow_up_now":
        return (ADD_TO_ALERT,)
    heard = replace(turn, intent=best, route="none")
    return answer_to_advice(Thread(thread.turns, heard), topics)
