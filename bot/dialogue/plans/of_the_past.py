"""What is asked after an answer about an old sign: whether to mention it, or to have called."""

from __future__ import annotations

import re

from bot.dialogue.plans import LIKELY, Plan
from bot.dialogue.thread import Thread
from bot.dialogue.topics import Topics
from bot.understanding.sentences import asks

PAST = "utter_report_past"
LATELY = 2  # turns ago at most
TO_MENTION = frozenset({"ask_what_to_say", "ask_alert_status", "follow_up_now"})
MENTIONS = re.compile(
    r"\b(?:tell|told|mention|mentioned|bring it up|let them know|should (?:i|we) have)\b",
    re.IGNORECASE,
)
COMES_BACK = re.compile(
    r"\bif (?:it|that|they|the \w+) (?:ever )?(?:comes?|happens?|starts?|returns?|goes)\b",
    re.IGNORECASE,
)


def of_the_past(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Answer "do I even mention it to them?" after an old sign: its answer says what to do."""
    turn = thread.latest
    if turn.intent in TO_MENTION and not turn.findings and MENTIONS.search(turn.text):
        lately = {action for one in thread.turns[-LATELY:] for action in one.actions}
        return (PAST,) if PAST in lately and not thread.reported else None
    if thread.asked == PAST and turn.route == "none" and COMES_BACK.search(turn.text):
        return (PAST,)
    unsure = turn.ranking.get(turn.intent, 0.0) < LIKELY or turn.intent.startswith("follow_up_")
    if thread.asked != PAST or not unsure or turn.route != "none":
        return None
    if not asks(turn.text) or turn.questions:
        return None
    return (PAST,)
