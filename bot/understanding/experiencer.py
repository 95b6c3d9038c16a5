"""Whose body a sign is about (clinical-spec section 2, "Whose body")."""

from __future__ import annotations

from bot.understanding.analysis import STOPS, Analysis
from bot.understanding.findings import Experiencer
from bot.understanding.matching import Match

_CUES = {
    "self": Experiencer.SELF,
    "relative": Experiencer.RELATIVE,
    "third_person": Experiencer.RELATIVE,
    "acquaintance": Experiencer.UNRELATED,
    "unrelated": Experiencer.UNRELATED,
}
_HAS = frozenset(
    {"has", "had", "have", "got", "'s", "is", "are", "was", "were", "keeps", "been", "with", "who",
     "having", "off", "came", "comes", "started", "died", "at", "in", "on", "next", "from", "say",
     "says", "took", "whose", "down", "kept", "upstairs", "gets", "get", "that", "just", "also",
     "all", "caught", "collapsed", "be", "being", "coughed", "coughing", "'", "both", "threw",
     "does", "fainted", "of", "went"}
)  # fmt: skip

_PLACES = frozenset(
    {"to", "beside", "behind", "near", "with", "by", "around", "at", "on", "over", "opposite", "of"}
)


def experiencer(a: Analysis, start: int, end: int) -> Experiencer:
    """Return whose body a span is about: the nearest person before it."""
    last_named: Experiencer | None = None
    people = sorted(
        (
            (m.start, cue, m)
            for cue in _CUES
            for m in a.cues.get(cue, ())
            if m.start < end
            and not _swallowed(a, m, cue)
            and not _only_speaks(a, m, cue)
            and not _part_of_a_sign(a, m, cue)
        ),
        key=lambda entry: (entry[0], entry[2].end - entry[2].start, entry[1] == "unrelated"),
    )
    nearest = Experiencer.UNKNOWN
    for at, cue, match in people:
        who = _CUES[cue]
        stranger = cue in {"unrelated", "acquaintance"}
        if stranger and (match.end > start or not _has_it(a, match, start)):
            continue
        if cue == "third_person":
            who = last_named or Experiencer.RELATIVE
        elif cue != "self":
            last_named = who
        if cue == "self" and match.end < len(a.norms) and _introduces(a, match):
            continue
        if nearest is Experiencer.UNRELATED and _only_placed(a, match):
            continue  # the man next to me was coughing
        if nearest is Experiencer.UNRELATED and _owns_a_thing(a, match):
            continue  # the hero in my novel has a fever
        if cue == "self" and a.norms[match.start] == "i" and _third_person_verb(a, match, start):
            continue
        if at < end:
            nearest = who
    if nearest is Experiencer.UNKNOWN:
        return _named_later(a, end)
    return nearest


def _only_placed(a: Analysis, match: Match) -> bool:
    """Say whether the writer only says where another person was: next to me, over us."""
    before = a.norms[match.start - 1] if match.start else ""
    return a.norms[match.start] in {"me", "us"} and before in _PLACES


def _owns_a_thing(a: Analysis, match: Match) -> bool:
    """Say whether a person is only named as the owner of a thing: my novel, his garden."""
    return a.norms[match.start] in {"my", "our", "his", "her", "their"} and any(
        m.start == match.end
        for cue in ("thing", "described_elsewhere")
        for m in a.cues.get(cue, ())
    )


def _part_of_a_sign(a: Analysis, match: Match, cue: str) -> bool:
    """Say whether a stranger's word is part of what is complained of (lady bits)."""
    return cue in {"unrelated", "acquaintance"} and all(
        i in a.covered for i in range(match.start, match.end)
    )


def _swallowed(a: Analysis, match: Match, cue: str) -> bool:
    """Say whether a longer name of a stranger holds this person (the neighbours' baby)."""
    return cue == "relative" and any(
        m.start <= match.start and match.end <= m.end and m.end - m.start > match.end - match.start
        for m in a.cues.get("unrelated", ())
    )


def _third_person_verb(a: Analysis, match: Match, start: int) -> bool:
    """Say whether the verb before the sign cannot belong to "I": the lady I know has a cough."""
    verb = next((i for i in range(start, max(match.end, start - 4) - 1, -1)
                 if i < len(a.norms) and a.norms[i] == "has"), None)  # fmt: skip
    return verb is not None and match.end < verb


def _introduces(a: Analysis, match: Match) -> bool:
    """Say whether "my" or "our" only introduces another person (my mum)."""
    return a.norms[match.start] in {"my", "our", "me"} and any(
        m.start - match.end in (0, 1)
        for cue in ("relative", "acquaintance", "unrelated")
        for m in a.cues.get(cue, ())
    )


def _only_speaks(a: Analysis, match: Match, cue: str) -> bool:
    """Say whether a person only says, notices or does something (my wife says I have a fever)."""
    if cue in {"self", "third_person"}:
        return cue == "third_person" and any(
            m.start == match.end for m in a.cues.get("speaker", ())
        )
    return any(0 <= m.start - match.end <= 1 for m in a.cues.get("speaker", ()))


def _has_it(a: Analysis, match: Match, start: int) -> bool:
    """Say whether a stranger before the sign is the one who has it, not just somebody mentioned."""
    if match.end >= start or "has" in a.norms[max(match.end, start - 4) : start + 1]:
        return True
    if any(norm in STOPS for norm in a.norms[match.end : start]):
        return a.norms[match.end] in _HAS
    return a.norms[match.end] in _HAS or match.end - match.start > 1


def _named_later(a: Analysis, end: int) -> Experiencer:
    """Without a person before the sign, take one that is named right after it (fever in my son)."""
    for match in a.cues.get("relative", ()):
        if end <= match.start <= end + 3:
            return Experiencer.RELATIVE
    return Experiencer.UNKNOWN


def writer_is_patient(a: Analysis) -> bool:
    """Say whether the writer is the one with neutropenia, and nobody else is said to be."""
    return bool(a.cues.get("writer_is_patient")) and not a.cues.get("other_is_patient")
