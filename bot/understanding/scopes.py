"""How far the words of a cue reach, and who owns what is said (DET-8, DET-9)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.understanding.analysis import STOPS, Analysis, analyser
from bot.understanding.matching import Match

BREAKS = frozenset({"but", "because", "however", "anyway", "just", "though", "except"})
SUBJECTS = frozenset({"i", "he", "she", "we", "they"})
POSSESSIVES = frozenset({"my", "his", "her", "our", "their", "this", "these", "me", "mi", "'s"})
INDICATIVE = frozenset(
    {"have", "am", "got", "has", "'s", "feel", "keep", "keeps", "had", "woke", "started", "is",
     "was", "been", "feels", "notice", "noticed", "developed", "are", "just", "still", "now",
     "cannot", "can", "think", "get", "threw", "took", "coughed"}
)  # fmt: skip
JOINERS = frozenset(
    {"and", "or", "if", "when", "that", "whether", "think", "feel", "say", "said",
     "told", "suppose", "until", "because",
     "you", "while", "what", "once", "like", "whenever", "before", "after", "so", "as",
     "than", "where"}
)  # fmt: skip
INVERTERS = frozenset(
    {"do", "does", "did", "can", "could", "will", "would", "should", "may", "might", "shall",
     "if", "when", "whether", "unless", "suppose", "whenever", "once", "until", "say", "are"}
)  # fmt: skip
_NOT_OWNERS = frozenset({"what", "that", "it", "there", "here", "who", "how", "where"})
_NO_OWNER = frozenset(
    {",", "is", "are", "was", "a", "an", "the", "of", "for", "with", "to", "and", "or", "cause",
     "causes", "give", "gives", "make", "than", "from", "in", "on", "about", "have", "has", "had",
     "get", "not", "no", "any", "be", "mean", "does", "do", "lists", "list", "mentions", "says",
     "said", "covers", "describes", "warns", "includes"}
)  # fmt: skip


def passing(name: str) -> frozenset[str]:
    """Return the words through which cues of that family reach."""
    return analyser().rules.words[name]


def reaches(a: Analysis, start: int, end: int, family: str) -> bool:
    """Say whether a cue that ends at ``start`` reaches a sign at ``end``."""
    words = passing(family)
    return end - start <= 30 and all(
        (a.norms[i] in words or i in a.covered or _number(a.norms[i], family))
        and a.norms[i] not in STOPS
        for i in range(start, end)
    )


def _number(norm: str, family: str) -> bool:
    """Let a question pass over a number: is 38.5 a fever?"""
    return family == "question" and norm[0].isdigit()


def opens_clause(a: Analysis, position: int) -> bool:
    """Say whether a word stands where a clause begins."""
    first, _ = a.sentence(position)
    return position == first or not a.norms[position - 1][0].isascii() or a.norms[position - 1] in {
        ",", "and", "or", "but", "so", "then", "ok", "okay", "hi", "hello", "question", "please",
        ":", "-", "know", "wonder", "wondering", "ask", "asking", "also", "hey", "well", "um",
        "nia", "doctor", "sorry", "tell", "exactly", "just", "curious", "(", "\"", "is", "me",
    }  # fmt: skip


def owned(a: Analysis, start: int) -> bool:
    """Say whether "my", "this", "his" or a name's 's stands at most two words before a sign."""
    for back in range(1, 4):
        position = start - back
        if position < 0 or a.norms[position] in STOPS or a.norms[position] in _NO_OWNER:
            return False
        if a.norms[position] in POSSESSIVES:
            asking = a.norms[position] == "'s" and a.norms[max(0, position - 1)] in _NOT_OWNERS
            return a.norms[position] != "me" and not asking
    return False


def stated(a: Analysis, start: int, end: int) -> bool:
    """Say whether somebody is said to have the sign: "I have", "she keeps", "my throat is"."""
    first, _ = a.sentence(start)
    people: Iterable[Match] = [
        m for cue in ("self", "third_person", "relative") for m in a.within(cue, first, start + 1)
    ]
    for person in people:
        verb = person.end
        if verb >= len(a.norms) or verb > start or a.norms[verb] not in INDICATIVE:
            continue
        before = a.norms[person.start - 1] if person.start > first else ""
        if before == "my" and person.start - 1 > first:
            before = a.norms[person.start - 2]
        if before in INVERTERS:
            continue
        if start <= verb or reaches(a, verb + 1, start, "negation"):
            return True
    return bool(end > start and a.norms[start] in SUBJECTS and a.norms[start - 1] not in INVERTERS)


def leaves_scope(a: Analysis, start: int, end: int) -> bool:
    """Say whether a new statement begins between a cue that ends at ``start`` and a sign."""
    for i in range(start, end):
        norm = a.norms[i]
        minimised = norm == "just" and a.norms[i - 1] in {"is", "'s"}  # "say it's just a cough"
        if norm in STOPS or (norm in BREAKS and i > start and not minimised):
            return True
        if i <= start or i + 1 >= len(a.norms):
            continue
        subject = norm in SUBJECTS or (norm == "my" and a.norms[i - 1] == ",")
        if subject and a.norms[i - 1] not in JOINERS and a.norms[i - 1] not in INVERTERS:
            nearby = a.norms[i + 1 : i + 4]
            if norm == "my" or any(word in INDICATIVE for word in nearby[:1]):
                return True
        if norm in {"now", "there"} and a.norms[i - 1] in {",", "and"}:
            return True
    return False
