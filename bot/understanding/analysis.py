"""A message taken apart once: words, sentences, cues; everything later reads this."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import attrgetter

from bot.understanding.lexicon import Lexicon, lexicon
from bot.understanding.matching import Match, PatternIndex
from bot.understanding.spelling import Speller
from bot.understanding.tokens import Token, tokenise

STOPS = frozenset({".", "!", "?", ";"})
_START = attrgetter("start")
_FEW = 8  # cues that are looked through faster than searched
_CUE, _NAME, _PATTERN, _WEAK, _EXCEPT = "cue", "name", "pattern", "weak", "except"


@dataclass(frozen=True, eq=False)
class Analysis:
    """One message: ``norms`` are the words as rules see them; positions are indices into them.

    Cues stand in the order of their starts. What every sign of a message asks for again is kept
    (``cached_property``, or ``lru_cache`` by the object itself), so that many signs stay cheap.
    """

    tokens: tuple[Token, ...]
    norms: tuple[str, ...]
    sentence_of: tuple[int, ...]
    cues: dict[str, tuple[Match, ...]]
    concepts: tuple[Match, ...]
    covered: frozenset[int] = field(default_factory=frozenset)

    def sentence(self, position: int) -> tuple[int, int]:
        """Return the first word of the sentence around ``position``, and the one after its last."""
        if not self.sentence_of:
            return 0, 0
        return self._sentences[self.sentence_of[min(position, len(self.sentence_of) - 1)]]

    def next_end(self, last: int) -> int:
        """Return the end of the sentence that follows one which ends at ``last``."""
        return self.sentence(last)[1] if last < len(self.norms) else last

    def words_at(self, start: int, end: int) -> tuple[int, int]:
        """Turn character offsets into word positions."""
        first = bisect_right(self.tokens, start, key=attrgetter("end"))
        last = bisect_left(self.tokens, end, key=_START)
        return first, max(last, first)

    def within(self, cue: str, start: int, end: int) -> list[Match]:
        """Return the cues of that id which lie between two positions."""
        cues = self.cues.get(cue)
        if cues is None:
            return []
        if len(cues) > _FEW:
            cues = cues[bisect_left(cues, start, key=_START) : bisect_right(cues, end, key=_START)]
        return [m for m in cues if m.start >= start and m.end <= end]

    def touches(self, cue: str, start: int, end: int) -> bool:
        """Say whether such a cue overlaps the words from ``start`` to ``end``."""
        return any(m.start < end and m.end > start for m in self.cues.get(cue, ()))

    def starts(self, cue: str) -> frozenset[int]:
        """Return the positions where cues of that id start."""
        if cue not in self._starts:
            self._starts[cue] = frozenset(m.start for m in self.cues.get(cue, ()))
        return self._starts[cue]

    @cached_property
    def _starts(self) -> dict[str, frozenset[int]]:
        return {}

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        """The first word of each sentence and the one after its last; the numbers have no gaps."""
        opening = [
            i for i, n in enumerate(self.sentence_of) if i == 0 or n != self.sentence_of[i - 1]
        ]
        return list(zip(opening, [*opening[1:], len(self.sentence_of)], strict=True))

    @cached_property
    def in_lower_case(self) -> int:
        """Return the number of words that are written in lower case."""
        return sum(token.text.islower() for token in self.tokens)


class Analyser:
    """Holds the rules ready to run; make one and keep it."""

    def __init__(self, rules: Lexicon) -> None:
        self.rules = rules
        self.speller = Speller(rules.vocabulary(), rules.other_words())
        self.index = PatternIndex()
        for concept in rules.concepts:
            for tag, patterns in (
                (_NAME, concept.names),
                (_PATTERN, concept.patterns),
                (_WEAK, concept.weak),
                (_EXCEPT, concept.excepted),
            ):
                for pattern in patterns:
                    self.index.add(f"{tag} {concept.kind} {concept.id}", pattern)
        for cue, patterns in rules.cues.items():
            for pattern in patterns:
                self.index.add(f"{_CUE} {cue}", pattern)

    def analyse(self, text: str) -> Analysis:
        """Take a message apart, in time linear in its length."""
        tokens = tuple(self.speller.correct(token) for token in tokenise(text))
        norms = tuple(token.norm for token in tokens)
        sentence, numbers = 0, []
        for norm in norms:
            numbers.append(sentence)
            sentence += norm in STOPS
        cues: dict[str, list[Match]] = defaultdict(list)
        concepts: list[Match] = []
        for match in self.index.find(norms):
            tag, _, name = match.label.partition(" ")
            if tag == _CUE:
                cues[name].append(match)
            else:
                concepts.append(match)
        covered = {
            i
            for match in concepts
            if not match.label.startswith((_EXCEPT, "pattern distress", "pattern worse"))
            for i in range(match.start, match.end)
        }
        return Analysis(
            tokens,
            norms,
            tuple(numbers),
            {name: tuple(sorted(found, key=_START)) for name, found in cues.items()},
            tuple(sorted(concepts, key=lambda m: (m.start, m.end))),
            frozenset(covered),
        )


@lru_cache(maxsize=1)
def analyser() -> Analyser:
    """Return the analyser with the project's own rules, made once."""
    return Analyser(lexicon())


@lru_cache(maxsize=256)
def analyse(text: str) -> Analysis:
    """Take a message apart; finder and verdict share the result."""
    return analyser().analyse(text)
