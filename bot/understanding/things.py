"""Whether a sign word is said of a body at all: engines overheat, markets are feverish.

The things are decisions, in data/assertion/things.yml; this module holds how far they reach.
A thing that only stands beside a sign explains nothing: "I rushed out of the meeting to vomit".
"""

from __future__ import annotations

from typing import Literal

from bot.understanding.analysis import STOPS, Analysis
from bot.understanding.matching import Match
from bot.understanding.scopes import passing
from bot.understanding.word_lists import people_words

Subject = Literal["somebody", "body", "thing", "nothing"]
_REACH = 7  # words between a thing and what is said of it
_VET_REACH = 14  # ... between an animal and what is said of it, where a vet is called
_OBJECT_REACH = 5  # words within which the object of a sign word ends
_PLAIN_WORDS = 3  # words in lower case that show that capitals mean something
# After these a thing is a place or a cause, not what the sign is said of: "in the car, coughing".


def about_a_thing(a: Analysis, match: Match) -> bool:
    """Say whether a match is said of a thing, or is part of a phrase for something else."""
    start, end = match.start, match.end
    if a.touches("thing_phrase", start, end):
        return True
    if any(end - 1 <= m.start <= end and m.end > end for m in a.cues.get("thing_after", ())):
        return True
    if _titled(a, start, end) or _a_things_after_all(a, match):
        return True
    if _befalls_somebody(a, start, end):
        return False
    things = [m for m in a.cues.get("thing", ()) if m.start < start]
    return _over_a_thing(a, end) or (
        bool(things) and _subject(a, max(things, key=lambda m: (m.start, m.end)), start)
    )


def _a_things_after_all(a: Analysis, match: Match) -> bool:
    """Say whether a sign turns out a thing's: "the only pain is traffic", "it was the washer"."""
    first, _ = a.sentence(match.start)
    only = any(m.end == match.start for m in a.cues.get("only_one", ()))
    if not only and not a.within("mistaken", first, match.start):
        return False
    things = a.starts("thing")
    return any(
        m.start == match.end
        and (m.end in things or m.end + 1 in things)
        and (only or "but" in a.norms[m.start : m.end])
        for m in a.cues.get("is_the_thing", ())
    )


def _befalls_somebody(a: Analysis, start: int, end: int) -> bool:
    """Say whether a person is the object: "if a bus hit me", "even banana hurts her"."""
    objects = passing("thing_object")
    return not objects.isdisjoint(a.norms[max(start + 1, end - 1) : end + 1])


def _over_a_thing(a: Analysis, end: int) -> bool:
    """Say whether the sign's object is a thing: "sweating over my exam results"."""
    if a.norms[end : end + 1] not in {("over",), ("about",)}:
        return False
    last = min(a.sentence(end)[1], end + 1 + _OBJECT_REACH)
    things = a.within("thing", end + 1, last)
    first = min((m.start for m in things), default=last)
    places = passing("thing_place")
    return bool(things) and not (
        any(a.norms[m.end - 1] in places for m in things)
        or not people_words().actors.isdisjoint(a.norms[end + 1 : first])
        or a.within("body_word", end + 1, first)
    )


def _subject(a: Analysis, thing: Match, start: int) -> bool:
    """Say whether a thing is the subject of what starts at ``start``."""
    if thing.end > start:  # "tap water": the sign took its last word
        return True
    if not leads(a, thing):
        return False
    animal = thing.start in a.starts("animal")
    if animal and _vet_called(a, thing, start):
        return True
    if start - thing.end > _REACH:
        return False
    words = passing("thing") | passing("animal") if animal else passing("thing")
    # A sign that begins with "from" or "on", or that follows a bare "to", is said of a person:
    # "spilled my tea from shivering", "left the meeting to vomit".
    # An animal is in no way a place: "a ewe here with a temperature".
    placed = a.norms[start] in people_words().no_subject
    if (placed and not (animal and a.norms[start] == "with")) or _names_a_part(a, thing.end):
        return False
    if a.norms[thing.end] == "to" or (a.norms[start - 1] == "to" and start - thing.end < 2):
        return False
    verbs = {i for m in a.within("thing_verb", thing.end, start) for i in range(m.start, m.end)}
    for i in range(thing.end, start):
        norm = a.norms[i]
        joined = norm == "and" and (i - 1 in verbs or i - 1 in a.covered)
        if norm in STOPS or not (norm in words or i in a.covered or i in verbs or joined):
            return False
    return True


def _vet_called(a: Analysis, animal: Match, start: int) -> bool:
    """Say whether a vet is called, and nobody and no new sentence stands before the sign."""
    between = a.norms[animal.end : start]
    return (
        "vet" in a.cues
        and len(between) <= _VET_REACH
        and STOPS.isdisjoint(between)
        and not a.within("somebody", animal.end, start + 1)
        and not _names_a_part(a, animal.end)
    )


def perhaps_an_animal(a: Analysis, start: int) -> bool:
    """Say whether a vet is called, and nobody is said to have the sign: "taking him to the vet"."""
    first, last = a.sentence(start)
    named = "relative" in a.cues or "i" in a.norms[first:last]
    return "vet" in a.cues and not named and not a.touches("vet", start, start + 1)


def _names_a_part(a: Analysis, end: int) -> bool:
    """Say whether a thing only tells what a wound is from: a dog bite, the cat's scratch."""
    return a.norms[end + (a.norms[end] == "'s")] in passing("thing_part")


def leads(a: Analysis, thing: Match) -> bool:
    """Say whether a thing stands where a subject stands, not behind a preposition or a verb."""
    before = thing.start - 1
    while before >= 0 and a.norms[before] in people_words().thing_determiners:
        before -= 1
    if before > 0 and a.norms[before] == "of" and a.norms[before - 1] in people_words().some_of:
        return True  # one of the ewes
    if before >= 0 and a.norms[before] in people_words().no_subject:
        return False
    first, _ = a.sentence(thing.start)
    return not any(  # "I woke the whole house barking"
        m.end <= before
        and a.norms[m.start] in people_words().actors
        and not _reports(a, m.end, thing.start)
        for m in a.within("somebody", first, thing.start)
    )


def _reports(a: Analysis, start: int, end: int) -> bool:
    """Say whether a clause of its own begins between a person and a thing: "I think my car"."""
    return not passing("thing_clause").isdisjoint(a.norms[start:end])


def _titled(a: Analysis, start: int, end: int) -> bool:
    """Say whether a sign is part of a written name: "we live at 104 Fever Lane"."""
    if a.in_lower_case < _PLAIN_WORDS or a.norms[start] in people_words().actors:
        return False
    if not all(t.text[:1].isupper() and not t.text.isupper() for t in a.tokens[start:end]):
        return False
    first, last = a.sentence(start)
    before = list(range(max(first + 1, start - 1), start))
    beside = [*before, *range(end, min(end + 1, last))]
    return start > first and any(
        a.tokens[i].text.istitle()
        and len(a.tokens[i].text) > 1
        and i not in a.covered
        and a.norms[i] not in passing("thing_title")
        for i in beside
    )


def outward(a: Analysis, match: Match) -> bool:
    """Say whether something outward is said to cause a sign: a sauna, a song, a horror film."""
    start, end = match.start, match.end
    behind = any(end - 1 <= m.start <= end and m.end > end for m in a.cues.get("outward_after", ()))
    before = any(m.end == start and m.end - m.start > 1 for m in a.cues.get("outward_cause", ()))
    return behind or before


def spoken_of(a: Analysis) -> Subject:
    """Return whom or what a message names: somebody, a part of a body, only things, or nothing."""
    if "somebody" in a.cues:
        return "somebody"
    if "body_word" in a.cues:
        return "body"
    return "thing" if {"thing", "thing_phrase"} & a.cues.keys() else "nothing"
