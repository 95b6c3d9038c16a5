"""Finds signs, emergencies, crises and other complaints in a message (DET-1, DET-8 to 15)."""

from __future__ import annotations

from collections import defaultdict

from bot.understanding.analysis import Analysis, analyse, analyser
from bot.understanding.assertion import assess
from bot.understanding.findings import Assertion, Experiencer, Finding
from bot.understanding.matching import Match
from bot.understanding.word_lists import question_words

_MOST = 40  # places of one concept that are looked at


def find(text: str) -> list[Finding]:
    """Return the findings of a message in the order in which they stand there.

    One concept may be found more than once; each place has its own assertion.
    """
    a = analyse(text)
    excepted: dict[str, list[Match]] = defaultdict(list)
    for match in a.concepts:
        if match.label.startswith("except "):
            excepted[match.label].append(match)
    names = {(m.label.partition(" ")[2], m.start, m.end) for m in a.concepts if m.label[0] == "n"}
    matches: list[tuple[Match, bool]] = []
    for match in a.concepts:
        tag, kind, concept = match.label.split(" ", 2)
        if tag == "except" or _explained(match, excepted.get(f"except {kind} {concept}", [])):
            continue
        bare = (f"{kind} {concept}", match.start, match.end) in names and _bare(a, match)
        if bare or tag != "name" or kind == "sign":
            matches.append((match, bare))
    findings = [_finding(text, a, match, bare) for match, bare in _first_and_last(matches)]
    beside = _overlapping(findings)
    kept = [f for f in findings if not any(_replaces(other, f) for other in beside[f])]
    left = set(kept)
    kept = [
        f
        for f in kept
        if not any(other in left and _names_the_place(a, other, f) for other in beside[f])
    ]
    return sorted(dict.fromkeys(kept), key=lambda f: (f.start, f.end))


def _overlapping(findings: list[Finding]) -> dict[Finding, list[Finding]]:
    """Return for each finding those that share a character with it; linear in the message."""
    beside: dict[Finding, list[Finding]] = {finding: [] for finding in findings}
    open_still: list[Finding] = []
    for finding in sorted(beside, key=lambda f: f.start):
        open_still = [other for other in open_still if other.end > finding.start]
        for other in open_still:
            beside[finding].append(other)
            beside[other].append(finding)
        open_still.append(finding)
    return beside


def _explained(match: Match, excepted: list[Match]) -> bool:
    """Say whether an exception of the same concept covers a word of the match."""
    return any(e.start < match.end and e.end > match.start for e in excepted)


def _first_and_last(matches: list[tuple[Match, bool]]) -> list[tuple[Match, bool]]:
    """Leave out the middle of what nobody says: forty times the same in one message."""
    if len(matches) <= _MOST:
        return matches
    places: dict[str, list[int]] = defaultdict(list)
    for place, (match, _) in enumerate(matches):
        places[match.label.partition(" ")[2]].append(place)
    half = _MOST // 2
    kept = {place for all_ in places.values() for place in (*all_[:half], *all_[-half:])}
    return [matches[place] for place in sorted(kept)]


def _bare(a: Analysis, match: Match) -> bool:
    """Say whether a message is nothing but this name."""
    return all(
        norm in question_words().bare_fillers
        for i, norm in enumerate(a.norms)
        if not match.start <= i < match.end
    )


def _finding(text: str, a: Analysis, match: Match, bare: bool) -> Finding:
    """Make a finding of a match, with its assertion and experiencer."""
    tag, kind, concept = match.label.split(" ", 2)
    assertion, who = assess(a, match)
    if assertion is Assertion.PRESENT and (bare or tag == "weak"):
        assertion = Assertion.UNCERTAIN
    start, end = a.tokens[match.start].start, a.tokens[match.end - 1].end
    return Finding(
        concept=concept,
        kind=kind,
        text=text[start:end],
        start=start,
        end=end,
        assertion=assertion,
        experiencer=who,
        bare=bare,
    )


def _replaces(other: Finding, this: Finding) -> bool:
    """Say whether a longer finding around this one knows more of what its words mean.

    "throat isn't sore" says of "sore" that it is denied; "a high temperature" of "temperature"
    that it is one.
    """
    if other is this or not (other.start <= this.start and this.end <= other.end):
        return False
    longer = other.end - other.start > this.end - this.start
    if other.concept == this.concept:
        return longer or (
            this.assertion is Assertion.UNCERTAIN and other.assertion is not this.assertion
        )
    return (
        longer
        and {other.kind, this.kind} <= {"sign", "unlisted"}
        and (other.assertion in {Assertion.ABSENT, Assertion.QUESTION, Assertion.HYPOTHETICAL})
    )


def _names_the_place(a: Analysis, other: Finding, this: Finding) -> bool:
    """Say whether a pain is no other than that of a more specific sign: a throat that hurts.

    A pain that names a part of the body of its own stays.
    """
    if this.concept != "new_pain" or other.concept not in analyser().rules.pains:
        return False
    if other.start >= this.end or this.start >= other.end or other.assertion != this.assertion:
        return False
    return not a.touches("body_word", *a.words_at(this.start, min(this.end, other.start))) and (
        this.end <= other.end or not a.touches("body_word", *a.words_at(other.end, this.end))
    )


__all__ = ["Assertion", "Experiencer", "Finding", "find"]
