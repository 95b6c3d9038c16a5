"""Keeps training, development and test sentences apart, and their labels free of contradictions.

A sentence is compared by its words: case, punctuation, apostrophes, emoji and spaces do not
count, digits do. Two sentences are near-duplicates from a likeness of ``NEAR`` on: rapidfuzz's
ratio, 0 to 100, of their words as they stand or in alphabetical order, whichever is higher.

``NEAR`` was read off about 120 pairs drawn from the project's own sentences: from 95 on every pair
says the same, from 90 to 94 nine in ten do ("lips have gone blue" of her and of him), from 85 to
89 half, and below that most say something else in the same frame ("can TB cause it").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from bot.evaluation import read_labels
from bot.tuning.examples import examples
from bot.understanding.normalise import normalise

NEAR = 90
# Everybody who has a fever writes "fever?", and there are not many ways to say hello: messages of
# fewer words coincide without one having been copied from the other, so they may stand in two
# splits. From four words on ("I have a fever") they may not.
SHORTEST = 4
# Scripts without spaces: a sign is a word.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]|[^\W\d_]+")
_BLOCK = 1_000


@dataclass(frozen=True)
class Sentence:
    """A sentence of a split; ``routes`` and ``intents`` are what is right for it, empty: any."""

    text: str
    where: str
    routes: frozenset[str] = frozenset()
    intents: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What is compared."""
        return tuple(_WORD.findall(normalise(self.text).casefold().replace("'", "")))

    @property
    def short(self) -> bool:
        """Whether two people write it without having read one another."""
        return len(self.words) < SHORTEST

    def contradicts(self, other: Sentence) -> bool:
        """Whether no answer is right for both."""
        return any(
            mine and theirs and not mine & theirs
            for mine, theirs in ((self.routes, other.routes), (self.intents, other.intents))
        )

    def __str__(self) -> str:
        return f"{self.text!r} ({self.where})"


@dataclass(frozen=True)
class Pair:
    """Two sentences that may not stand side by side; ``likeness`` 0 to 100."""

    one: Sentence
    other: Sentence
    likeness: int = 100

    def __str__(self) -> str:
        return f"{self.likeness} % {self.one} | {self.other}"


def training_sentences(files: Iterable[Path]) -> Iterator[Sentence]:
    """Yield the examples of Rasa's training files, without the markup of entities."""
    for text, intent, file in examples(files):
        yield Sentence(text, file.name, intents=frozenset({intent}))


def labelled_sentences(files: Iterable[Path]) -> Iterator[Sentence]:
    """Yield the sentences of files that `python -m bot evaluate` reads."""
    for file in files:
        for label in read_labels(file):
            intents = {label.get("intent"), *label.get("accept_intents", ())} - {None}
            yield Sentence(
                str(label["text"]),
                f"{file.parent.name}/{file.name}",
                frozenset({str(label["route"]), *map(str, label.get("accept", ()))}),
                frozenset(map(str, intents)),
            )


def overlaps(left: Iterable[Sentence], right: Iterable[Sentence], near: int = NEAR) -> list[Pair]:
    """Return every pair of a left and a right sentence that are the same or nearly so.

    The likest right sentence is named for each left one. Takes seconds for thousands by thousands.
    """
    ours = [sentence for sentence in left if not sentence.short]
    theirs = [sentence for sentence in right if not sentence.short]
    as_written, in_order = _lines(theirs), _lines(theirs, sorted)
    found: list[Pair] = []
    for start in range(0, len(ours), _BLOCK) if theirs else ():
        block = ours[start : start + _BLOCK]
        alike = np.maximum(
            _likeness(_lines(block), as_written, near),
            _likeness(_lines(block, sorted), in_order, near),
        )
        likest = alike.argmax(axis=1)
        for row in np.flatnonzero(alike.max(axis=1)):
            one = int(likest[row])
            found.append(Pair(block[row], theirs[one], int(alike[row, one])))
    return found


def _lines(
    sentences: Sequence[Sentence], arranged: Callable[[Iterable[str]], Iterable[str]] = tuple
) -> list[str]:
    return [" ".join(arranged(sentence.words)) for sentence in sentences]


def _likeness(ours: Sequence[str], theirs: Sequence[str], near: int) -> npt.NDArray[np.uint8]:
    """Return how alike each is to each, 0 where that is under `near`."""
    return process.cdist(ours, theirs, scorer=fuzz.ratio, score_cutoff=near, dtype=np.uint8)


def contradictions(split: Iterable[Sentence]) -> Iterator[Pair]:
    """Yield sentences of one split that are the same and cannot both be labelled right.

    Short ones too. A question mark counts here: "a fever?" may be another thing than "a fever".
    """
    seen: dict[tuple[tuple[str, ...], bool], list[Sentence]] = defaultdict(list)
    for sentence in split:
        asked = "?" in normalise(sentence.text)
        if sentence.words:
            earlier = seen[sentence.words, asked]
            yield from (Pair(one, sentence) for one in earlier if one.contradicts(sentence))
            earlier.append(sentence)
