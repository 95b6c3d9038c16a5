"""Times every component on one message after the other, as Rasa runs them, in one thread."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from bot.evaluation.judged import Parse
from bot.evaluation.timing import Stopwatch, Time, spread, time_of
from bot.knowledge.lookup import look_up
from bot.understanding.decision import decide
from bot.understanding.intent_model import IntentModel
from bot.understanding.sentence_encoder import shared_encoder
from bot.understanding.spacy_pipeline import find_spans
from bot.understanding.temperature import read_temperatures
from bot.understanding.topic_refiner import refined
from bot.understanding.verdict import Verdict

MOST = 1000  # messages that are timed; more change nothing in the second digit
TARGET = (6.0, 15.0)  # milliseconds for all of it: p50, p95
FINDINGS, TEMPERATURES, LOOKUPS = "tokens and findings", "temperatures", "look-ups"
VECTOR, CLASSIFIER, VERDICT = "sentence vector", "classifier", "topic and verdict"
ALL, IN_RASA = "all of it", "all of it, inside Rasa"
ORDER = (FINDINGS, TEMPERATURES, LOOKUPS, VECTOR, CLASSIFIER, VERDICT)
WARM_UP = "a fever of 101.5 from methimazole"


def times(texts: Sequence[str], archive: Path, parse: Parse) -> list[Time]:
    """Return p50 and p95 of every part; what is tokenised is shared, as it is in service."""
    model = IntentModel.of_archive(archive)
    chosen = spread(texts, MOST)
    with threadpool_limits(1):
        for _ in range(20):
            understand(WARM_UP, model, Stopwatch())
        watch = Stopwatch()
        for text in chosen:
            understand(text, model, watch)
        whole = [sum(parts) for parts in zip(*watch.times.values(), strict=True)]
        in_rasa = asyncio.run(_in_rasa(chosen, parse))
    return [
        *(time_of(part, watch.times[part]) for part in ORDER),
        time_of(ALL, whole, TARGET),
        time_of(IN_RASA, in_rasa, TARGET),
    ]


def understand(text: str, model: IntentModel, watch: Stopwatch) -> Verdict:
    """Understand a message as the pipeline of config.yml does, with a time for every part."""
    vector = watch.run(VECTOR, shared_encoder().encode, text)
    seen = watch.run(CLASSIFIER, model.predict, text, vector)
    findings = watch.run(FINDINGS, find_spans, text)
    readings = watch.run(TEMPERATURES, read_temperatures, text)
    mentions = watch.run(LOOKUPS, look_up, text)

    def judge() -> Verdict:
        return decide(text, findings, readings, refined(text, seen, mentions))

    return watch.run(VERDICT, judge)


async def _in_rasa(texts: Sequence[str], parse: Parse) -> list[float]:
    """Return the milliseconds that Rasa takes for each text with all of the above."""
    found = []
    for text in texts:
        start = time.perf_counter()
        await parse(text)
        found.append((time.perf_counter() - start) * 1000)
    return found
