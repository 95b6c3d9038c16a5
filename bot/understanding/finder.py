"""Finds reported signs, emergencies, crises and other complaints in a message (DET-1, DET-8..15)."""

from __future__ import annotations

from bot.understanding.analysis import Analysis, analyse
from bot.understanding.assertion import assess
from bot.understanding.findings import Assertion, Experiencer, Finding
from bot.understanding.matching import Match

_FILLERS = frozenset(
    {"a", "an", "the", "my", "some", "?", "!", ".", ",", "and", "hi", "hello", "please", "or", "x",
     "-", "problem", "problems", "new", "just", "ok"}
)  # fmt: skip


def find(text: str) -> list[Finding]:
    """Return the findings of a message in the order in which they stand there.

    One concept may be found more than once; each place has its own assertion.
    """
    a = analyse(text)
    excepted = [m for m in a.concepts if m.label.startswith("except ")]
    found: dict[tuple[str, str, int], Finding] = {}
    for match in a.concepts:
        tag, kind, concept = match.label.split(" ", 2)
        if tag == "except" or _explained(match, excepted, f"except {kind} {concept}"):
            continue
        finding = _finding(text, a, match, tag, kind, concept)
        key = (kind, concept, finding.start)
        known = found.get(key)
        if known is None or _outranks(finding, known):
            found[key] = finding
    return sorted(found.values(), key=lambda f: (f.start, f.end))


def _explained(match: Match, excepted: list[Match], label: str) -> bool:
    """Say whether an exception of the same concept covers a word of the match."""
    return any(e.label == label and e.start < match.end and e.end > match.start for e in excepted)


def _finding(text: str, a: Analysis, match: Match, tag: str, kind: str, concept: str) -> Finding:
    """Make a finding of a match, with its assertion and experiencer."""
    assertion, who = assess(a, match)
    bare = tag == "name" and all(
        norm in _FILLERS for i, norm in enumerate(a.norms) if not match.start <= i < match.end
    )
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


def _outranks(new: Finding, old: Finding) -> bool:
    """Keep, of two readings of the same words, the longer match; it knows more of the context."""
    if (new.end - new.start) != (old.end - old.start):
        return new.end > old.end
    return old.assertion is Assertion.UNCERTAIN and new.assertion is Assertion.PRESENT


__all__ = ["Assertion", "Experiencer", "Finding", "find"]
