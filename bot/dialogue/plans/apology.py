"""An apology that says nothing else: "sorry about that" takes nothing back."""

from __future__ import annotations

import re

from bot.dialogue.plans import STILL_CALL, Plan
from bot.dialogue.plans.signs_asked import HARDLY
from bot.dialogue.plans.topics_asked import WHICH_TOPIC
from bot.dialogue.thread import ASKED_FOR_SIGNS, Thread
from bot.dialogue.topics import Topics

SORRY = re.compile(
    r"^\W*(?:(?:oh|ah|ok|okay|well|no|so|very|really|terribly|i'?m|i am|my)\W+)*"
    r"(?:sorry|apologies|(?:beg your |i beg your )?pardon(?: me)?|excuse me|oops|my bad|my mistake)"
    r"(?:\W+(?:about|for|to|that|this|it|the|you|bother|confusion|mistake|mix[- ]up|trouble|again|"
    r"wasting|your|time|lol|love|dear))*\W*$",
    re.IGNORECASE,
)


def apology(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Answer it with the call after a report, else with what may be asked."""
    turn = thread.latest
    named = turn.findings or turn.kinds or turn.phone_number or turn.reading
    if turn.alerting or named or turn.doubt >= HARDLY or thread.asked in ASKED_FOR_SIGNS:
        return None
    if not thread.turns or not SORRY.match(turn.text.replace("\u2019", "'")):
        return None
    return (STILL_CALL,) if thread.reported else (WHICH_TOPIC,)
