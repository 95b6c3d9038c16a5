"""Few words that lean on the answer before: "is it bad?", "how long?", "what then?"."""

from __future__ import annotations

from bot.dialogue import follow_up
from bot.dialogue.leaning_forms import MORE, NO_MORE, form_of
from bot.dialogue.plans import Plan
from bot.dialogue.thread import ASKED_FOR_SIGNS, Thread, Turn
from bot.dialogue.topics import Topics, action_of

CALL_IF = "utter_call_if_ill"
NOTHING_MORE = "utter_no_more"
MOST_WORDS = 16
OPEN_KINDS = ("sign", "emergency", "crisis", "worse", "unlisted")


def few_words(thread: Thread, topics: Topics) -> Plan | None:
    """Answer by the form of the question and the topic told last, with the call line in doubt.

    By itself "is it bad" may be said of how somebody feels; after an answer it asks about that.
    Nothing of it holds once something was reported, or where a sign is named.
    """
    turn, told = thread.latest, thread.answered(topics)
    if thread.reported or not told or _holds_more(turn) or thread.asked in ASKED_FOR_SIGNS:
        return None
    form = form_of(turn.text)
    if form is None or (form.names and (turn.route != "none" or _surely_else(turn, topics))):
        return None
    family = topics.family.get(told[-1], "")
    answer = form.answer(told[-1], family)
    if answer == MORE:
        answer = follow_up.more(thread, topics) or NO_MORE
    if answer is None:
        return None
    said = NOTHING_MORE if answer == NO_MORE else action_of(answer)
    return (said, CALL_IF) if turn.route == "ask" else (said,)


def _holds_more(turn: Turn) -> bool:
    """Say whether a message reports or names something of its own."""
    named = any(one.startswith(OPEN_KINDS) for one in turn.findings)
    number = turn.reading or turn.phone_number or turn.implausible
    return turn.alerting or named or number or len(turn.text.split()) > MOST_WORDS


def _surely_else(turn: Turn, topics: Topics) -> bool:
    """Say whether a message surely asks for a topic, which it then names itself."""
    sure = turn.ranking.get(turn.intent, 1.0) >= follow_up.LIKELY
    return sure and turn.intent in topics.family
