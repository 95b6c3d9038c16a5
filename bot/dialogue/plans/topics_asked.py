"""Questions and follow-ups: what leans on an answer before, several questions, "did this help?"."""

from __future__ import annotations

import re

from bot.dialogue import follow_up
from bot.dialogue.follow_up import BAD
from bot.dialogue.going_back import back
from bot.dialogue.plans import ADD_TO_ALERT, CAN_YOU_CALL, LIKELY, Plan
from bot.dialogue.plans.of_the_past import PAST
from bot.dialogue.thread import ASKED_FOR_SIGNS, ESCALATED, Thread
from bot.dialogue.topics import Topics, action_of

WHICH_TOPIC = "utter_which_topic"
SIGNS = "utter_signs"  # "is that really one?" of what was reported
WHY_CALL = ("utter_risk", "utter_still_call")
TOLD_TO_CALL = frozenset({CAN_YOU_CALL, ADD_TO_ALERT, ESCALATED, "utter_still_call"})
HELPED = "utter_did_this_help"
SLIP = re.compile(
    r"\b(?:keyboa?rd|pocket|(?:bum|butt|bottom)[- ]?dial\w*|toddler|baby|cat|dog|autocorrect"
    r"|thumbs?|fingers?|sat on|wrong (?:chat|window|number|person)|(?:meant|intended) for)\b",
    re.IGNORECASE,
)
HELP_ANSWERS = {"affirm": "utter_helped", "thank": "utter_helped", "deny": "utter_not_helped"}
ANSWERS_BEFORE_ASKING = 2  # the third answer of a session is followed by "did this help?"
LOST = frozenset({"nlu_fallback", "gibberish"})
LOST_BEFORE = frozenset({"utter_not_understood", "utter_gibberish", "utter_not_understood_again"})
POLITE = frozenset({"greet", "thank", "goodbye", "affirm", "deny"})
ASKED_ELSE = re.compile(r"\b(?:ask(?:ed|ing)?|question|answer(?:ed|ing)?)\b", re.IGNORECASE)
OTHER_SIGNS = re.compile(
    r"\b(?:what|which)\b.*\bsigns?\b|^\W*(?:please )?(?:list|name)\b.*\bsigns?\b", re.IGNORECASE
)
_FIRST = (
    r"(?:most|more|least) (?:important|serious|dangerous|urgent|common|likely|frequent|usual)"
    r"|worst|likeliest|commonest|deadliest|best one|matters? (?:the )?most|main one"
    r"|(?:fear|worry about|watch(?: out)? for|mind) (?:the )?most"
)
RANKED = re.compile(rf"\b(?:which|what)\b.*\b(?:{_FIRST})\b", re.IGNORECASE)
# Families whose answers are lists, and what is said of them beside.
LISTS = {"signs": ("utter_when_to_call",), "prevention": (), "causes": ()}
MOST_WORDS = 14  # more ask something else beside
MOST_QUESTIONS = 2  # that are answered in one turn
OF_A_CALL = frozenset({"reluctant", "decline_contact"})
ABOUT_CALLING = "signs"  # the family of answers to which a reason not to call may be an answer
CHAT, SMALL_TALK = "off_topic", 0.2  # so likely, "long day on the buses" is no reason not to call
NEAR = 0.03  # of a topic in the family of the answer before


def follow_up_topic(thread: Thread, topics: Topics) -> Plan | None:
    """Answer what leans on the answer before by the topic it comes to."""
    intent, told = thread.latest.intent, thread.answered(topics)
    meant = follow_up.named(thread, topics) if intent.startswith("follow_up_") else None
    if meant is not None:
        return (action_of(meant),)
    if intent == "follow_up_more":
        return _or(follow_up.more(thread, topics), "utter_no_more" if told else WHICH_TOPIC)
    if intent == "follow_up_why" and thread.asked in TOLD_TO_CALL:
        return WHY_CALL
    if intent == "follow_up_why":
        return _or(follow_up.why(thread, topics), "utter_no_reason" if told else WHICH_TOPIC)
    if (
        intent == "follow_up_that"
        and thread.asked in TOLD_TO_CALL
        and BAD.search(thread.latest.text)
    ):
        return WHY_CALL
    if intent == "follow_up_that":
        return _or(follow_up.that(thread, topics), SIGNS if thread.reported else WHICH_TOPIC)
    if intent == "follow_up_back":
        return _or(back(thread, topics), WHICH_TOPIC)
    if intent == "follow_up_person" and told and told[-1].startswith("report_"):
        return ("utter_still_call" if thread.reported else "utter_still_unclear",)
    if intent == "follow_up_person":
        return _or(told[-1] if told else None, WHICH_TOPIC)
    return None


def which_signs(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Answer "what other signs are there?" with the list, where it was not shown yet."""
    turn = thread.latest
    asked = turn.intent == "ask_signs_complete" and OTHER_SIGNS.search(turn.text)
    return (SIGNS,) if asked and SIGNS not in thread.done else None


def not_ranked(thread: Thread, topics: Topics) -> Plan | None:
    """Say of "which is the most serious?" that the page puts none of a list first."""
    turn, told = thread.latest, thread.answered(topics)
    family = topics.family.get(told[-1]) if told else None
    if not RANKED.search(turn.text) or family not in LISTS or len(turn.text.split()) > MOST_WORDS:
        return None
    return ("utter_not_ranked", *LISTS[family])


def complete(thread: Thread, topics: Topics) -> Plan | None:
    """Answer whether a list is complete for the list that was meant."""
    meant = follow_up.complete(thread, topics)
    return None if meant in {None, thread.latest.intent} else (action_of(str(meant)),)


def question_beside(thread: Thread, topics: Topics) -> Plan | None:
    """Answer the question in "one more thing. May he go out?", where it is no plain "more"."""
    turn = thread.latest
    plain = turn.ranking.get(turn.intent, 0.0) >= follow_up.PLAINLY
    asked = answers(thread, topics)
    if (plain and len(asked) < MOST_QUESTIONS) or not turn.intent.startswith("follow_up_"):
        return None
    return asked or None


def not_what_was_asked(thread: Thread, topics: Topics) -> Plan | None:
    """After an answer "that is not what I asked" takes nothing back: nothing was reported."""
    turn = thread.latest
    if not ASKED_ELSE.search(turn.text):
        return None
    answered = thread.asked == HELPED or topics.topic_of(thread.asked) is not None
    named = turn.findings or turn.reading or thread.reported
    if turn.intent != "correct_mistake" or not answered or named or thread.asked == PAST:
        return None
    return ("utter_not_helped",)


def nothing_taken_back(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Take "sorry, the cat was on the keyboard" for what it is where nothing was reported."""
    turn = thread.latest
    named = turn.findings or turn.kinds or turn.reading or turn.phone_number
    if turn.intent != "correct_mistake" or turn.route != "none" or named or thread.reported:
        return None
    slipped = thread.asked in LOST_BEFORE or SLIP.search(turn.text)
    told = PAST in thread.done or thread.asked in ASKED_FOR_SIGNS or turn.patient != "unknown"
    return None if told or not slipped else ("utter_not_understood",)


def leaning(thread: Thread, topics: Topics) -> Plan | None:
    """Answer an ellipsis ("and infections?") in the family of the answer before."""
    topic = follow_up.leaning(thread, topics)
    return None if topic is None else (action_of(topic),)


def hardly_of_a_call(thread: Thread, topics: Topics) -> Plan | None:
    """Take "it's a small parish" for a follow-up where no call was spoken of: nothing is wrong."""
    turn, told = thread.latest, thread.answered(topics)
    if thread.reported or turn.route != "none" or turn.intent not in OF_A_CALL:
        return None
    chat = turn.ranking.get(CHAT, 0.0) >= SMALL_TALK and turn.ranking[turn.intent] < LIKELY
    if chat and thread.asked not in ASKED_FOR_SIGNS:
        return (action_of(CHAT),)
    if not told:
        return None
    family = topics.family.get(told[-1])
    if family is None or (family == ABOUT_CALLING and "?" not in turn.text):
        return None
    near = {t: p for t, p in turn.ranking.items() if topics.family.get(t) == family}
    best = max(near, key=lambda topic: near[topic], default="")
    return (action_of(best),) if near.get(best, 0.0) >= NEAR else None


def questions(thread: Thread, topics: Topics) -> Plan | None:
    """Answer two questions both, and a greeting with a question by the answer."""
    found = answers(thread, topics)
    polite = thread.latest.intent in POLITE
    return found if len(found) > 1 or (found and polite) else None


def lost(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """What is not understood twice in a row gets more than the same sentence."""
    again = thread.latest.intent in LOST and thread.asked in LOST_BEFORE
    return ("utter_not_understood_again",) if again else None


def help_answer(thread: Thread, topics: Topics) -> Plan | None:  # noqa: ARG001
    """Store the answer to "did this help?"."""
    said = HELP_ANSWERS.get(thread.latest.intent) if thread.asked == HELPED else None
    return (said, "action_store_feedback") if said else None


def helped(thread: Thread, topics: Topics) -> Plan | None:
    """Ask once in a session whether the answers help, and never after a report."""
    intent = thread.latest.intent
    if thread.reported or HELPED in thread.done or not intent.startswith("ask_"):
        return None
    due = intent in topics.family and len(thread.answered(topics)) >= ANSWERS_BEFORE_ASKING
    return (action_of(intent), HELPED) if due else None


def answers(thread: Thread, topics: Topics) -> Plan:
    """Return the answers to the questions in a message, each once."""
    asked = [topic for topic in thread.latest.questions if topic in topics.family]
    return tuple(action_of(topic) for topic in dict.fromkeys(asked))[:MOST_QUESTIONS]


def _or(topic: str | None, otherwise: str) -> Plan:
    return (otherwise if topic is None else action_of(topic),)
