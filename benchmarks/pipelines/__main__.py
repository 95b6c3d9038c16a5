"""`python -m benchmarks.pipelines [--only NAME ...] [--share 0.1] [--epochs 20]`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from benchmarks.pipelines import table
from benchmarks.pipelines.clinc150 import clinc150
from benchmarks.pipelines.contenders import CHOSEN, EPOCHS, contenders
from benchmarks.pipelines.intent_set import IntentSet
from benchmarks.pipelines.outcome import Contender, MissingError, outcome
from benchmarks.pipelines.own_sentences import own_sentences

SHARE = 0.1  # what DIET learns in minutes
SETS: dict[str, Callable[[float], IntentSet]] = {
    "Nia's own sentences": own_sentences,
    "CLINC150": clinc150,
}


def lines(intents: IntentSet, competing: dict[str, Contender]) -> Iterator[str]:
    """Yield the lines of a set as they are measured; the first contender is the chosen one."""
    yield (
        f"{intents.title}: {len(intents.texts)} sentences of {len(set(intents.intents))} intents "
        f"learnt, {len(intents.questions)} asked"
    )
    yield table.HEADER
    chosen = None
    for name, contender in competing.items():
        try:
            measured = outcome(intents, contender(intents))
        except MissingError as how:
            yield table.missing(name, str(how))
            continue
        chosen = chosen or measured
        yield table.row(name, measured, chosen)


def main() -> None:
    """Print one table a set."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pipelines", description=__doc__)
    names = list(contenders())
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME",
                        help=f"beside {CHOSEN}, of: {', '.join(names[1:])}")  # fmt: skip
    parser.add_argument("--share", type=float, default=SHARE, help="of what there is to learn")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="of Rasa's DIET")
    options = parser.parse_args()
    if not 0 < options.share <= 1:
        parser.error("--share is more than 0 and at most 1")
    competing = {name: contender for name, contender in contenders(options.epochs).items()
                 if name in {CHOSEN, *options.only}}  # fmt: skip
    print(table.LEGEND)
    print(f"All learn the same {options.share:.0%} of the sentences", end="")
    print(f"; DIET for {options.epochs} epochs." if "rasa-default" in competing else ".")
    for title, load in SETS.items():
        print(flush=True)
        try:
            intents = load(options.share)
        except MissingError as how:
            print(table.missing(title, str(how)))
            continue
        for line in lines(intents, competing):
            print(line, flush=True)


if __name__ == "__main__":
    main()
