"""What understanding a message costs: p50 and p95 of every part, one thread.

`python -m benchmarks.understanding [--model models/nia-….tar.gz]`; texts are those of
tests/labelled/development. Compare rows of one run, not runs on different machines.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from bot.evaluation.components import ALL, understand
from bot.evaluation.timing import Stopwatch, time_of
from bot.understanding.intent_model import IntentModel
from bot.yaml_file import read_yaml_file

ROOT = Path(__file__).resolve().parents[1]


def sentences() -> list[str]:
    """Return the development sentences, in the order of their files."""
    files = sorted((ROOT / "tests" / "labelled" / "development").glob("*.yml"))
    loaded = (read_yaml_file(file)["sentences"] for file in files)
    return [str(item["text"]) for items in loaded for item in items]


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
    model, texts = model_asked_for(__doc__), sentences()
    watch = Stopwatch()
    with threadpool_limits(1):
        for text in texts[:50]:
            understand(text, model, Stopwatch())
        for text in texts:
            understand(text, model, watch)
    whole = [sum(parts) for parts in zip(*watch.times.values(), strict=True)]
    print(f"{len(texts)} sentences, {len(model.intents)} intents, {len(model.examples)} examples")
    print(f"{'part':<20}{'p50 ms':>10}{'p95 ms':>10}")
    for part, times in {**watch.times, ALL: whole}.items():
        row = time_of(part, times)
        print(f"{row.part:<20}{row.p50:>10.2f}{row.p95:>10.2f}")


if __name__ == "__main__":
    main()
