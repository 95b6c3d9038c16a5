"""What understanding a message costs: p50 and p95 of every part, one thread.

`python -m benchmarks.understanding [--model models/nia-….tar.gz]`; texts are those of
tests/labelled/development. Compare rows of one run, not runs on different machines.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import yaml
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from bot.knowledge.lookup import look_up
from bot.understanding.case import Classified
from bot.understanding.decision import decide
from bot.understanding.finder import find
from bot.understanding.intent_model import IntentModel
from bot.understanding.sentence_encoder import shared_encoder
from bot.understanding.spacy_pipeline import find_spans
from bot.understanding.temperature import read_temperatures
from bot.understanding.topic_refiner import refine

ROOT = Path(__file__).resolve().parents[1]


def sentences() -> list[str]:
    """Return the development sentences, in the order of their files."""
    files = sorted((ROOT / "tests" / "labelled" / "development").glob("*.yml"))
    loaded = (yaml.safe_load(file.read_text(encoding="utf-8"))["sentences"] for file in files)
    return [str(item["text"]) for items in loaded for item in items]


def measure(texts: list[str], part: Callable[[str], object]) -> tuple[float, float]:
    """Return p50 and p95 of one part over all texts, in milliseconds, after a warm-up."""
    for text in texts[:50]:
        part(text)
    times = []
    for text in texts:
        start = time.perf_counter()
        part(text)
        times.append((time.perf_counter() - start) * 1000)
    return float(np.percentile(times, 50)), float(np.percentile(times, 95))


def model_asked_for(description: str | None) -> IntentModel:
    """Return the classifier of the model named on the command line, or of the newest one."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--model", type=Path)
    archive = parser.parse_args().model or max(
        (ROOT / "models").glob("nia-*.tar.gz"), key=lambda file: file.stat().st_mtime, default=None
    )
    if archive is None:
        raise SystemExit("There is no model in models/: run make train.")
    return IntentModel.of_archive(archive)


def main() -> None:
    """Print one row a part."""
    model, encoder, texts = model_asked_for(__doc__), shared_encoder(), sentences()
    vectors = {text: encoder.encode(text) for text in texts}
    ranked = {text: model.predict(text, vectors[text]).ranking for text in texts}
    findings = {text: find(text) for text in texts}
    readings = {text: read_temperatures(text) for text in texts}
    mentions = {text: look_up(text) for text in texts}

    def judge(text: str) -> object:
        ranking = dict(ranked[text][:10])
        topic = refine(text, ranked[text][0][0], ranking, mentions[text])
        return decide(text, findings[text], readings[text], Classified.of(topic, ranking))

    def all_of_it(text: str) -> object:
        ranking = dict(model.predict(text, encoder.encode(text)).ranking[:10])
        topic = refine(text, next(iter(ranking)), ranking, look_up(text))
        return decide(text, find(text), read_temperatures(text), Classified.of(topic, ranking))

    parts: dict[str, Callable[[str], object]] = {
        "sentence vector": encoder.encode,
        "intent": lambda text: model.predict(text, vectors[text]),
        "findings": find,
        "findings by spaCy": find_spans,
        "temperatures": read_temperatures,
        "names": look_up,
        "topic and verdict": judge,
        "all of it": all_of_it,
    }
    print(f"{len(texts)} sentences, {len(model.intents)} intents, {len(model.examples)} examples")
    print(f"{'part':<20}{'p50 ms':>10}{'p95 ms':>10}")
    with threadpool_limits(1):
        for name, part in parts.items():
            p50, p95 = measure(texts, part)
            print(f"{name:<20}{p50:>10.2f}{p95:>10.2f}")


if __name__ == "__main__":
    main()
