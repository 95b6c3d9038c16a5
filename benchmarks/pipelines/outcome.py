"""What is measured of a contender: how right it is, and what it costs."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from sklearn.metrics import roc_auc_score
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from benchmarks.pipelines.intent_set import Chances, IntentSet

FALSE_ALERTS = 0.03
WARM_UP = 20


class MissingError(RuntimeError):
    """A contender or a set is not installed; the message says in one line what to do."""


class Pipeline(Protocol):
    """A contender that runs in this process."""

    def train(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        """Learn from texts and their intents, from nothing."""

    def chances(self, text: str) -> Chances:
        """Return how likely each intent is."""

    def size(self) -> int:
        """Return the bytes on disk that answering needs, sentence encoder included."""


@dataclass(frozen=True)
class Run:
    """A contender's raw result: `chances` of every question, and CPU time, of all threads.

    `seconds` are those of training, `milliseconds` the median of a question, `size` in bytes.
    """

    chances: list[Chances]
    seconds: float
    milliseconds: float
    size: int


Contender = Callable[[IntentSet], Run]


def in_process(make: Callable[[], Pipeline]) -> Contender:
    """Return the contender that trains and asks a pipeline of this process."""

    def run(intents: IntentSet) -> Run:
        pipeline = make()
        start = time.process_time()
        pipeline.train(intents.texts, intents.intents)
        seconds = time.process_time() - start
        answers, times = [], []
        with threadpool_limits(1):
            for question in intents.questions[:WARM_UP]:
                pipeline.chances(question.text)
            for question in intents.questions:
                start = time.process_time()
                answers.append(pipeline.chances(question.text))
                times.append((time.process_time() - start) * 1000)
        return Run(answers, seconds, statistics.median(times), pipeline.size())

    return run


@dataclass(frozen=True)
class Outcome:
    """A row: shares of 1, CPU seconds of training, CPU milliseconds of a question, megabytes."""

    topics: float
    found: float
    auc: float
    seconds: float
    milliseconds: float
    megabytes: float


def outcome(intents: IntentSet, run: Run) -> Outcome:
    """Judge a run: `found` is the share of what is sought at 3 % false alerts."""
    asked = list(zip(intents.questions, run.chances, strict=True))
    right = [_best(chances) in one.topics for one, chances in asked if one.topics]
    scores = {
        kind: [intents.score(chances) for one, chances in asked if wanted(one)]
        for kind, wanted in (
            ("sought", lambda one: one.sought is True),
            ("other", lambda one: one.sought is False),
            ("hard", lambda one: one.hard),
        )
    }
    return Outcome(
        statistics.fmean(right),
        recall(scores["sought"], scores["hard"]),
        auc(scores["sought"], scores["other"]),
        run.seconds,
        run.milliseconds,
        run.size / 2**20,
    )


def recall(sought: Sequence[float], hard: Sequence[float], allowed: float = FALSE_ALERTS) -> float:
    """Return the share of `sought` above the score that at most `allowed` of `hard` exceed."""
    bar = sorted(hard, reverse=True)[int(allowed * len(hard))]
    return float(np.mean(np.array(sought) > bar))


def auc(sought: Sequence[float], others: Sequence[float]) -> float:
    """Return how often one that is sought scores higher than another: 0.5 is chance."""
    truth = [1] * len(sought) + [0] * len(others)
    return float(roc_auc_score(truth, [*sought, *others]))


def _best(chances: Chances) -> str | None:
    return max(chances, key=chances.__getitem__, default=None)
