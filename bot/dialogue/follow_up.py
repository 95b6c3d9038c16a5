"""Which topic a short follow-up asks for: "more", "why?", "and infections?", "is that one too?"."""

from __future__ import annotations

import re

from bot.dialogue.thread import Thread, Turn
from bot.dialogue.topics import Topics

# A new start ("and", "what about") or a few words only lean on what was said before.
LEANS = re.compile(r"^\W*(?:and|or|but|so|also|plus|what about|how about|what of)\b", re.IGNORECASE)
OTHERS = re.compile(
    r"\b(?:others?|rest|next|remaining)\b|\belse in (?:that|there)\b", re.IGNORECASE
)
WHOLE = re.compile(
    r"\b(?:whole|full|complete|entire|exhaustive)\b|\bthe lot\b|\bthat all\b", re.IGNORECASE
)
WHICH = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay)\W+)?(?:which|what (?:sort|kind|type)s?)\b", re.IGNORECASE
)
COMPLETE = {"causes": "ask_causes_complete", "signs": "ask_signs_complete"}  # by family
ENTIRE = re.compile(
    r"^\W*(?:(?:so|and|ok)\W+)?(?:is|are|was|isn't|aren't)\b.*\b(?:complete|full|exhaustive)\b",
    re.IGNORECASE,
)
LISTS = {"sign": "signs", "symptom": "signs", "cause": "causes", "reason": "causes"}
FEW_WORDS = 3
MOST_WORDS = 8
MOST_OF_WHICH = 5  # "which one of them was it?"
UNPLACED = frozenset({"nlu_fallback", "off_topic", "gibberish"})
LIKELY = 0.85  # of a topic by itself: then the message says on its own what it is about
PLAINLY = 0.6  # of a follow-up: then it is nothing else
NAMED = 0.2  # of a topic beside a follow-up
BAD = re.compile(r"\b(?:bad|serious|dangerous|harmful|worrying)\b", re.IGNORECASE)
SIGN, CAUSE = "ask_sign_lookup", "ask_cause_lookup"
NO_LISTS = frozenset({"prevention", "clinic"})  # after these "and covid?" asks for no cause
ELSEWHERE = 0.4  # ... and of one in another family than the answer before
LIKELY_BESIDE = 0.1  # of a topic beside a name that the page does not list
OF_MEDICINES = "ask_medicine_change"  # after it "and his valproate?" asks for one
POSSIBLE = 0.02  # of a topic in the family of the answer before


def more(thread: Thread, topics: Topics) -> str | None:
    """Return the next part of what was told last, None when all of it was told.

    The parts of a list go on, however many "more" there were: the list is what was asked for.
    "The others" after one of its parts are those beside it. "Is that the whole list?" is no "more",
    and "which ones?" is answered by the answer it asks about.
    """
    told, asked = thread.answered(topics), _asked_for(thread, topics) or ""
    if WHOLE.search(thread.latest.text) and topics.family.get(asked) in COMPLETE:
        return COMPLETE[topics.family[asked]]
    parts = (*_others_of_its_kind(thread, asked, topics), *topics.more.get(asked, ()))
    if not parts and OTHERS.search(thread.latest.text):
        parts = _parts_beside(asked, topics)
    same = asked if asked and _asks_which(thread.latest.text) else None
    return next((part for part in parts if part not in told), same)


def _asks_which(text: str) -> bool:
    """Say whether "which sort?" asks about what was told, not for what is beside it."""
    few = len(text.split()) <= MOST_OF_WHICH
    return few and bool(WHICH.search(text)) and not OTHERS.search(text)


def _others_of_its_kind(thread: Thread, asked: str, topics: Topics) -> tuple[str, ...]:
    """Return the list in which the name looked up last stands, where others are asked for."""
    if asked not in topics.look_up.values() or not OTHERS.search(thread.latest.text):
        return ()
    return tuple(topics.others[kind] for kind in thread.last_kinds() if kind in topics.others)


def _parts_beside(topic: str, topics: Topics) -> tuple[str, ...]:
    """Return the parts of the list that a topic without parts of its own stands in."""
    return next((parts for parts in topics.more.values() if topic in parts), ())


def _asked_for(thread: Thread, topics: Topics) -> str | None:
    """Return the last topic that was reached by more than a "more"."""
    for turn in reversed(thread.turns):
        here = [t for action in turn.actions if (t := topics.topic_of(action)) is not None]
        if here and turn.intent != "follow_up_more":
            return here[-1]
    return None


def complete(thread: Thread, topics: Topics) -> str | None:
    """Return what tells whether a list is complete: of what is named, else of what was told.

    "Is that all the infections there are?" after an answer about causes is about causes.
    """
    turn, told = thread.latest, thread.answered(topics)
    if turn.intent not in topics.family:
        return None
    a_list = turn.intent.removeprefix("ask_") in COMPLETE and len(turn.text.split()) <= FEW_WORDS
    if told and told[-1] in COMPLETE.values() and a_list:
        return COMPLETE[topics.family[turn.intent]]
    if turn.intent not in COMPLETE.values() and not ENTIRE.search(turn.text):
        return None
    named = next((family for word, family in LISTS.items() if word in turn.text.lower()), None)
    return COMPLETE.get(named or topics.family.get(told[-1] if told else "", ""))


def why(thread: Thread, topics: Topics) -> str | None:
    """Return the topic with the reason for what was told last, None where the page has none."""
    told = thread.answered(topics)
    if told and told[-1] in topics.look_up.values():
        named = (topics.why_named.get(name) for name in thread.last_names())
        return next(filter(None, named), topics.why.get(told[-1]))
    return topics.why.get(told[-1]) if told else None


def that(thread: Thread, topics: Topics) -> str | None:
    """Return the look-up of the name that was said last, this message's first.

    "Which one?" is answered by the answer it asks about, "is that bad?" of a cause by the
    risk. Where none was said: what tells about belonging in the family of the answer before.
    """
    kinds, told = thread.latest.kinds or thread.last_kinds(), thread.answered(topics)
    if told and not thread.latest.kinds and _asks_which(thread.latest.text):
        return told[-1]
    if told and told[-1] == CAUSE and not thread.latest.kinds and BAD.search(thread.latest.text):
        return "ask_risk"
    named = next((topics.look_up[kind] for kind in kinds if kind in topics.look_up), None)
    if named is not None and set(kinds) <= {"not_on_page"}:
        named = _by_what_was_told(thread, topics)
    if not thread.latest.kinds and named is not None and not _was_meant(named, thread, topics):
        named = None
    return named or (topics.that.get(topics.family.get(told[-1], "")) if told else None)


def _was_meant(look_up: str, thread: Thread, topics: Topics) -> bool:
    """Say whether the name said last was what its question was about: not "signs of infection"."""
    turn = next(turn for turn in reversed(thread.turns) if turn.kinds)
    told = {topics.topic_of(action) for action in turn.actions} - {None}
    families = {topics.family.get(topic or "") for topic in told}
    return not told or topics.family.get(look_up) in families


def _by_what_was_told(thread: Thread, topics: Topics) -> str | None:
    """Return the look-up of a name that is neither cause nor sign: "I have a rash" complains."""
    told = thread.answered(topics)
    complains = bool(thread.turns) and thread.turns[-1].intent.startswith("report_")
    families = {topics.family.get(look_up): look_up for look_up in topics.look_up.values()}
    about = topics.family.get(told[-1]) if told else None
    return SIGN if complains else families.get(about)


def named(thread: Thread, topics: Topics) -> str | None:
    """Return the topic that a follow-up names beside leaning: one of the family before, or likely.

    "So is that the whole list?" asks whether, and of what.
    """
    told, turn = thread.answered(topics), thread.latest
    if not told or turn.ranking.get(turn.intent, 0.0) >= PLAINLY:
        return None
    family = topics.family.get(told[-1], "")
    near = [
        t
        for t, p in turn.ranking.items()
        if p >= (NAMED if topics.family.get(t) == family else ELSEWHERE) and t in topics.family
    ]
    return max(near, key=lambda topic: turn.ranking[topic], default=None)


def leaning(thread: Thread, topics: Topics) -> str | None:
    """Return the topic of an ellipsis ("and infections?", "masks?") in the family before it.

    None where nothing was told before, the message speaks for itself, or the family is not near.
    """
    told, turn = thread.answered(topics), thread.latest
    asks = turn.intent in topics.family or turn.intent in UNPLACED
    if not told or not asks or not (leans(turn) or _another_of_these(told[-1], turn)):
        return None
    family = topics.family.get(told[-1], "")
    unlisted = turn.intent == CAUSE and set(turn.kinds) == {"not_on_page"}
    if unlisted and family in NO_LISTS and told[-1] != OF_MEDICINES:
        return _likeliest(turn, family, topics, LIKELY_BESIDE) or told[-1]
    if topics.family.get(turn.intent) == family or turn.ranking.get(turn.intent, 0.0) >= LIKELY:
        return None
    named = next((topics.look_up[kind] for kind in turn.kinds if kind in topics.look_up), None)
    if named is not None and topics.family.get(named) == family:
        return named
    return _likeliest(turn, family, topics, POSSIBLE)


def _likeliest(turn: Turn, family: str, topics: Topics, least: float) -> str | None:
    """Return the likeliest topic of a family, None where none is likelier than `least`."""
    near = [t for t, p in turn.ranking.items() if topics.family.get(t) == family and p > least]
    return max(near, key=lambda topic: turn.ranking[topic], default=None)


def _another_of_these(told: str, turn: Turn) -> bool:
    """Say whether "a glass of wine at the wedding" goes on with what the page does not cover."""
    few = len(turn.text.split()) <= MOST_WORDS
    return told.startswith("not_covered_") and turn.intent in UNPLACED and few


def leans(turn: Turn) -> bool:
    """Say whether a message is short, or begins as the end of something said before."""
    words = len(turn.text.split())
    return words <= FEW_WORDS or (words <= MOST_WORDS and bool(LEANS.search(turn.text)))
