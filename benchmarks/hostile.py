"""What hostile messages cost, as multiples of a usual one: `python -m benchmarks.hostile`.

Each is as long as a piece may be that the door lets through (bot/message_text.py). The first row
is the median of the development sentences in milliseconds of one thread; all others are multiples
of it, the median of five runs each. Nothing should reach ten.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from benchmarks.understanding import model_asked_for, sentences
from bot.knowledge.lookup import look_up
from bot.understanding.analysis import analyse
from bot.understanding.case import Classified
from bot.understanding.decision import NOTHING_CLASSIFIED, decide
from bot.understanding.finder import find
from bot.understanding.sentence_encoder import shared_encoder
from bot.understanding.temperature import read_temperatures
from bot.understanding.topic_refiner import refined
from tests.unit.understanding.hostile_texts import HOSTILE

RUNS = 5
USUAL = 400  # development sentences, evenly drawn


def milliseconds(part: Callable[[str], object], text: str) -> float:
    """Return the CPU time that a part takes for a text, read for the first time."""
    analyse.cache_clear()
    start = time.process_time()
    part(text)
    return (time.process_time() - start) * 1000


def usual(part: Callable[[str], object], texts: list[str]) -> float:
    """Return the median over usual sentences, after a warm-up."""
    for text in texts[:20]:
        part(text)
    return statistics.median(milliseconds(part, text) for text in texts)


def main() -> None:
    """Print one row a message, one column a part."""
    model, encoder, texts = model_asked_for(__doc__), shared_encoder(), sentences()
    texts = texts[:: max(1, len(texts) // USUAL)]

    def classify(text: str) -> Classified:
        return refined(text, model.predict(text, encoder.encode(text)), look_up(text))

    def verdict(text: str) -> object:
        findings, readings = find(text), read_temperatures(text)
        analyse(text)
        return decide(text, findings, readings, NOTHING_CLASSIFIED)

    def all_of_it(text: str) -> object:
        return decide(text, find(text), read_temperatures(text), classify(text))

    parts: dict[str, Callable[[str], object]] = {
        "words": analyse,
        "findings": find,
        "readings": read_temperatures,
        "names": look_up,
        "verdict": verdict,
        "topic": classify,
        "all of it": all_of_it,
    }
    with threadpool_limits(1):
        medians = {name: usual(part, texts) for name, part in parts.items()}
        print(f"{'':<42}" + "".join(f"{name:>10}" for name in parts))
        print(f"{'a usual message, ms':<42}" + "".join(f"{ms:>10.2f}" for ms in medians.values()))
        for title, text in HOSTILE.items():
            taken = {
                name: statistics.median(milliseconds(part, text) for _ in range(RUNS))
                for name, part in parts.items()
            }
            times = "".join(f"{taken[name] / medians[name]:>10.1f}" for name in parts)
            print(f"{title:<42}{times}")


if __name__ == "__main__":
    main()
