"""What a message says about a span: there, denied, over, asked, imagined, doubted, another's.

Works on any span, so that temperature readings get an assertion as signs do.
"""

from __future__ import annotations

from bot.understanding.analysis import STOPS, Analysis, analyse
from bot.understanding.asking import (
    asks_after,
    asks_of_it,
    on_the_list,
    opened_before,
    questioned,
    supposed,
    told_as_so,
)
from bot.understanding.come_true import began, singled_out, told_later, well
from bot.understanding.experiencer import experiencer
from bot.understanding.findings import Assertion, Experiencer
from bot.understanding.level_asked import level_asked, reading_stated
from bot.understanding.matching import Match
from bot.understanding.negation import negated
from bot.understanding.patient import (
    beside_the_patient,
    not_the_patient,
    out_of_reach,
    writer_is_patient,
    writer_too,
)
from bot.understanding.scopes import leaves_scope, owned, reaches, stated, states_after_and
from bot.understanding.things import about_a_thing, outward, perhaps_an_animal
from bot.understanding.timing import timing
from bot.understanding.word_lists import question_words

_OUTWARD = frozenset({"fever", "chills_sweats"})
EMERGENCY = "emergency"
_FAR = 14  # words over which a condition or a fear may reach


def assess(a: Analysis, match: Match) -> tuple[Assertion, Experiencer]:
    """Return the assertion and the experiencer of a match."""
    if about_a_thing(a, match):
        return Assertion.OTHER, Experiencer.THING
    who = experiencer(a, match.start, match.end)
    if who is not Experiencer.SELF and writer_too(a, match) and writer_is_patient(a):
        who = Experiencer.SELF
    assertion = _assertion(a, match, who)
    doubts = (
        "only_a_test" in a.cues,
        _outward(a, match),
        beside_the_patient(a, match, who),
        perhaps_an_animal(a, match.start),
    )
    if assertion is Assertion.PRESENT and any(doubts):
        assertion = Assertion.UNCERTAIN
    return assertion, who


def assess_span(text: str, start: int, end: int) -> tuple[Assertion, Experiencer]:
    """Do the same for the characters from ``start`` to ``end``, such as a temperature reading."""
    a = analyse(text)
    first, last = a.words_at(start, end)
    return assess(a, Match("span", first, last))


def denied_reading(text: str, start: int, end: int) -> bool:
    """Say whether a reading is said not to have been reached: "not over 101"."""
    a = analyse(text)
    first, _ = a.words_at(start, end)
    return any(
        m.end == first and a.norms[m.start] in {"not", "never"}
        for m in a.cues.get("reading_negation", ())
    )


def _outward(a: Analysis, match: Match) -> bool:
    """Say whether heat or shivers have an outward cause; pain at the gym is still pain."""
    return match.label.rpartition(" ")[2] in _OUTWARD and outward(a, match)


def _assertion(a: Analysis, match: Match, who: Experiencer) -> Assertion:
    """Decide, the strongest reason not to count it first (clinical-spec section 2)."""
    denied = negated(a, match)
    if denied is Assertion.ABSENT:
        return denied
    other = _somebody_else(a, match, who)
    if other is not None:
        return other
    asked = _asked(a, match)
    if asked is not None:
        return asked
    if denied is not None:
        return denied
    if _doubted(a, match):
        return Assertion.UNCERTAIN
    return timing(a, match.start, match.end)


def _somebody_else(a: Analysis, match: Match, who: Experiencer) -> Assertion | None:
    """Return "other" for strangers, stories, and signs of family where the writer is ill."""
    first, last = a.sentence(match.start)
    alike = bool(a.within("same_here", match.end, a.next_end(last)))
    if who is Experiencer.UNRELATED and not _friend_is_patient(a, match):
        known_patient = bool(a.cues.get("other_is_patient")) and not writer_is_patient(a)
        open_who = (
            _acquainted(a, match)
            and not {"writer_is_patient", "writer_is_endangered"} & a.cues.keys()
        )
        if known_patient or open_who or alike:
            return Assertion.UNCERTAIN
        return Assertion.OTHER
    # An emergency is one, whoever is the patient.
    well = writer_is_patient(a) and EMERGENCY not in match.label.split()
    if who is Experiencer.RELATIVE and (well or out_of_reach(a, match)):
        return Assertion.OTHER
    if who is not Experiencer.SELF and not_the_patient(a, match):
        return Assertion.OTHER
    if not _described(a, first, last) or _claimed(a, match, who):
        return None
    # "I wrote 38.8 down in the book": whoever speaks of themselves gives a reading of their own.
    own = match.label == "span" and a.within("self", first, last)
    return Assertion.UNCERTAIN if alike or own else Assertion.OTHER


def _described(a: Analysis, first: int, last: int) -> bool:
    """Say whether it is told in a film, a book or the news, which are not what the writer does."""
    pastimes = a.within("pastime", first, last)
    return any(
        not any(p.start < told.end and told.start < p.end for p in pastimes)
        for told in a.within("described_elsewhere", first, last)
    )


def _friend_is_patient(a: Analysis, match: Match) -> bool:
    """Say whether the friend who has the sign is said to be the patient, and nobody else is."""
    friends = {m.start for m in a.cues.get("acquaintance", ()) if m.start < match.start}
    patients = {m.start for m in a.cues.get("other_is_patient", ())}
    return bool(friends) and friends <= patients and not writer_is_patient(a)


def _acquainted(a: Analysis, match: Match) -> bool:
    """Say whether the person is a friend or lives in the same home: who is the patient is open."""
    return any(m.start < match.start for m in a.cues.get("acquaintance", ()))


def _claimed(a: Analysis, match: Match, who: Experiencer) -> bool:
    """Say whether the sign is the writer's or a named relative's, whatever the story around it."""
    near = who is Experiencer.SELF or (who is Experiencer.RELATIVE and "relative" in a.cues)
    return near and (owned(a, match.start) or stated(a, match.start, match.end))


def _asked(a: Analysis, match: Match) -> Assertion | None:
    """Return question, hypothetical or uncertain, or None where the sign is stated."""
    start, end = match.start, match.end
    if level_asked(a, start, end):
        return Assertion.HYPOTHETICAL
    if match.label == "span" and reading_stated(a, start):
        return None
    first, last = a.sentence(start)
    come_true = told_later(a, match) or any(
        a.norms[m.end : m.end + 1] != ("not",) and not well(a, m.end)
        for m in a.within("has_it_now", end, len(a.norms))
    )
    if not come_true and any(m.end == start for m in a.cues.get("of_anybody", ())):
        return Assertion.HYPOTHETICAL
    if any('"' not in a.norms[m.end : start] for m in a.within("quoted", first, start)):
        return Assertion.HYPOTHETICAL
    if _within_reach(a, "hypothetical", first, start) or supposed(a, match):
        if come_true:
            return None
        open_still = began(a, match) or told_as_so(a, match)
        return Assertion.UNCERTAIN if open_still else Assertion.HYPOTHETICAL
    denied = a.within("negation_before", first, start)
    if a.within("owned_question", first, end):
        return None
    degrees = a.within("overrides_negation", end, last)
    if any(denied or a.norms[m.start] not in question_words().first_time for m in degrees):
        return None
    if owned(a, start):
        asked_how = a.within("how_to_tell", first, start) or a.within("cause_asked", first, start)
        return Assertion.UNCERTAIN if asked_how else None
    if _doubted(a, match):
        return Assertion.UNCERTAIN
    if stated(a, start, end) and not _within_reach(a, "feared", first, start):
        return None
    if come_true or began(a, match):
        return None
    if singled_out(a, match):
        return Assertion.UNCERTAIN
    if _within_reach(a, "feared", first, start) or a.within("in_theory", first, last):
        return Assertion.HYPOTHETICAL
    if not questioned(a, match, first, last):
        return Assertion.UNCERTAIN if asks_of_it(a, match) else None
    if any(not well(a, m.end) for m in a.within("claims_it", end, len(a.norms))):
        return None
    if on_the_list(a, match):
        return Assertion.QUESTION
    if not opened_before(a, first, start) and a.norms[end : end + 1] and asks_after(a, end, last):
        return Assertion.UNCERTAIN
    if a.within("own_remedy", first, start + 1):
        return Assertion.UNCERTAIN
    return Assertion.QUESTION


def _within_reach(a: Analysis, cue: str, first: int, start: int) -> bool:
    """Say whether a condition or a fear reaches the sign; "if you please" is neither."""
    polite = {m.start for m in a.cues.get("politeness", ())}
    return any(
        first <= m.start < start
        and start - m.end <= _FAR
        and m.start not in polite
        and (m.start == first or a.norms[m.start - 1] not in question_words().unsure)
        and not leaves_scope(a, m.end, start)
        and not (cue == "feared" and states_after_and(a, m.end, start))
        for m in a.cues.get(cue, ())
    )


def _doubted(a: Analysis, match: Match) -> bool:
    """Say whether it is doubted that the sign is there at all."""
    start, end = match.start, match.end
    first, last = a.sentence(start)
    before = [m for m in a.cues.get("doubt_before", ()) if first <= m.start < start]
    if any(reaches(a, m.end, start, "doubt") for m in before):
        return True
    follows = [m for m in a.within("doubt_after", end, last) if m.start - end <= 3]
    return any(STOPS.isdisjoint(a.norms[end : m.start]) for m in follows)
