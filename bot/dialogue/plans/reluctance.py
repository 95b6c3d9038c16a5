"""Why people would rather not call, or not yet: answered kindly, and waiting never agreed to."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue.plans import ADD_TO_ALERT, CAN_YOU_CALL, LIKELY, Plan
from bot.dialogue.plans.topics_asked import WHY_CALL
from bot.dialogue.thread import Thread
from bot.dialogue.topics import Topics
from bot.understanding.sentences import asks, questions

# While the call is spoken of these are reasons not to make it.
CALL_TALK = frozenset({CAN_YOU_CALL, ADD_TO_ALERT, "utter_call_unsure"})
EXCUSES = frozenset({"ask_how_fast", "not_covered_admin", "ask_prevention_sick_visitors"})
RELUCTANT = ("utter_reluctant", "utter_reluctant_again", "utter_reluctant_enough")
YESES = frozenset({"affirm", "calling"})
# What "shall I just wait for her" may sound like.
LIKE_WAITING = frozenset({"ask_call_back", "ask_alert_status", "follow_up_now", "not_sure"})
_HOUR = r"\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight"
LATER = re.compile(
    rf"\b(?:at|after|by|around|about|till|until)\s+(?:half\s+)?(?:{_HOUR})\b|\b(?:{_HOUR})\s*o?'?\s?clock\b"
    r"|\b(?:tomorrow|tonight|later|in the morning|this (?:afternoon|evening)|first thing)\b"
    r"|\b(?:at|after|until|till)\s+(?:work|school|lunch|dinner|tea|class|church|my shift|bed)"
    r"(?:time)?\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bweekend\b"
    r"|\b(?:when|whenever|once|after|until|till|(?:as )?soon as)"
    r"\s+(?:(?:i|we)(?:['\u2019]?ve)?|he|she|it|they|my|our|his|her|the|this|that|these|mum|mom|dad|lunch|dinner|supper|breakfast|mass)\b",
    re.IGNORECASE,
)
# What has to be fetched for a call is no putting off.
FETCHES = re.compile(
    r"\b(?:find|found|get|got|fetch|fetched|charged?)\b.{0,20}\b(?:number|phone|glasses|specs|charger)\b",
    re.IGNORECASE,
)
SOON = re.compile(
    r"\bin (?:a|an|one|two|three|four|five|ten|[1-9]|10|a couple of|a few) ?"
    r"(?:min(?:ute)?s?|secs?|seconds?|moments?|mo|ticks?)\b|\bright (?:now|away)\b",
    re.IGNORECASE,
)
ASKS_LATER = re.compile(
    r"\b(?<!when )(?:can|could|may|shall|should) (?:i|we|he|she|they) (?:just |still )?"
    r"(?:call|ring|phone)(?: (?:them|you|in|up|the \w+))?\s+(?:after|later|then|tomorrow|when|once"
    r"|on \w+day|in the morning|at)\b"
    r"|^\W*(?:(?:so|ok|okay|and|then)\W+)*(?:can|could|may|shall|should) (?:i|we|he|she) (?:just )?"
    r"(?:leave|skip|ignore|forget|sleep on) (?:it|this|that)\b",
    re.IGNORECASE,
)
WILL_CALL = re.compile(
    r"\b(?:can|will|could|gonna|going to)\b|['\u2019]ll\b|\b(?:i|he|she|they)ll\b", re.IGNORECASE
)
CALLED = re.compile(
    r"\b(?:called|rang|rung|phoned|spoke|spoken|told|said|says|got through)\b|['\u2019]ve\b",
    re.IGNORECASE,
)
WAITS = re.compile(
    r"\b(?:wait|hold off|hang on|leave (?:it|this)|see how)\b(?! for (?:you|them|the clinic))",
    re.IGNORECASE,
)
AFTERWARDS = re.compile(r"\b(?:after(?:wards)?|once|then)\b", re.IGNORECASE)
REFUSES = re.compile(
    r"\b(?:no|not|never|nobody|don['\u2019]?t|won['\u2019]?t|can['\u2019]?t|rather)\b",
    re.IGNORECASE,
)
_MUST = "must|should|do|would|have to|need|bother|can['\u2019]?t|not"
WHY = re.compile(rf"\bwhy (?:on earth )?(?:{_MUST})\b", re.IGNORECASE)
TO_CALL = re.compile(r"\b(?:call|ring|phone|telephone|bother)\b", re.IGNORECASE)


def excuse(thread: Thread, topics: Topics) -> Plan | None:
    """Hear "I cannot afford another bill" as a reason not to call, while the call is spoken of."""
    turn = thread.latest
    if thread.asked not in CALL_TALK or turn.intent not in EXCUSES:
        return None
    if asks(turn.text) or questions(turn.text):
        return None
    return reluctant(Thread(thread.turns, replace(turn, intent="reluctant")), topics)


def why_call(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Answer "I feel well. Why must I ring?" with the reason, and not with persuasion."""
    turn = thread.latest
    known = {sign for one in thread.turns if one.alerting for sign in one.signs}
    plainly = turn.intent == "reluctant" and turn.route == "none"
    told = turn.route == "ask" and not turn.reading and TO_CALL.search(turn.text) and bool(known)
    if not thread.reported or not WHY.search(turn.text) or not (plainly or told):
        return None
    return (*WHY_CALL, ADD_TO_ALERT)


def reluctant(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Persuade twice at most, then say it a last time and let it be (TXT-13)."""
    if thread.latest.intent != "reluctant":
        return None
    times = sum(thread.times(said) for said in RELUCTANT)
    return (RELUCTANT[min(times, 2)], ADD_TO_ALERT)


def soon(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Hear "I'll call myself in five minutes" as calling, however much it sounds like waiting."""
    turn = thread.latest
    calls = WILL_CALL.search(turn.text) and TO_CALL.search(turn.text) and SOON.search(turn.text)
    refuses = turn.intent != "reluctant" or turn.route != "none" or REFUSES.search(turn.text)
    refuses = refuses or AFTERWARDS.search(turn.text)
    if not thread.reported or not calls or refuses or asks(turn.text):
        return None
    return ("utter_calling", ADD_TO_ALERT)


def later(thread: Thread, topics: Topics) -> Plan | None:
    """Hear "my son is home at six, he can call" as waiting, which is never agreed to (TXT-13)."""
    turn = thread.latest
    if thread.reported and turn.route == "none" and ASKS_LATER.search(turn.text):
        return reluctant(Thread(thread.turns, replace(turn, intent="reluctant")), topics)
    if not thread.reported or not LATER.search(turn.text) or CALLED.search(turn.text):
        return None
    if FETCHES.search(turn.text):
        return None
    unsure = turn.route == "none" and turn.ranking.get(turn.intent, 0.0) < LIKELY
    waits = unsure and turn.intent in LIKE_WAITING and WAITS.search(turn.text)
    waits = waits or (turn.intent == "ask_how_fast" and WAITS.search(turn.text))
    if not waits and not (turn.intent in YESES and WILL_CALL.search(turn.text)):
        return None
    return reluctant(Thread(thread.turns, replace(turn, intent="reluctant")), topics)
