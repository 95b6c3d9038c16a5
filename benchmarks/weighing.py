"""How strongly the weights of evidence are held: `python -m benchmarks.weighing`.

Learns the weights (`bot/weighing.py`) at each strength from all authors of the development
sentences but one, and takes the mean log-loss of the routes on that one's. The strength in use is
marked; it needs a trained model. A sentence counts as often as it does for the weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot import weighing
from bot.evaluation import read_labels
from bot.training import trained_model
from bot.understanding.evidence import gather
from bot.understanding.evidence_weights import ROUTES
from bot.understanding.intent_model import IntentModel

STRENGTHS = (0.01, 0.03, 0.1, 0.3)


@dataclass(frozen=True)
class Weighed:
    """A labelled sentence: who wrote it, the evidence in it, its route, how often it counts."""

    author: str
    evidence: Mapping[str, float]
    route: str
    counts_for: float


def loss_of(table: Mapping[str, Any], sentences: Sequence[Weighed]) -> float:
    """Return the sum of -log P(route) over the sentences."""
    total = 0.0
    for one in sentences:
        score = np.array(table["start"], dtype=float)
        for name, value in one.evidence.items():
            score += value * np.array(table["points"].get(name, 0.0))
        score -= score.max()
        loss = float(np.log(np.exp(score).sum()) - score[ROUTES.index(one.route)])
        total += one.counts_for * loss
    return total


def main() -> None:
    """Print the table."""
    model = IntentModel.of_archive(trained_model())
    sentences = [
        Weighed(
            file.stem.split("_author")[0].split("_conversation")[0],
            gather(weighing.case_of(model, str(label["text"]))),
            str(label["route"]),
            weighing.counts_for(label, file),
        )
        for file in sorted(weighing.DEVELOPMENT.glob("*.yml"))
        for label in read_labels(file)
    ]
    authors = sorted({one.author for one in sentences})
    print(f"{len(sentences)} development sentences of {len(authors)} authors")
    print("strength  log-loss of an author left out")
    for strength in STRENGTHS:
        total = 0.0
        for author in authors:
            own = [one for one in sentences if one.author != author]
            table = weighing.learn(
                [one.evidence for one in own],
                [one.route for one in own],
                [one.counts_for for one in own],
                strength=strength,
            )
            total += loss_of(table, [one for one in sentences if one.author == author])
        mark = "  in use" if strength == weighing.STRENGTH else ""
        share = total / sum(one.counts_for for one in sentences)
        print(f"{strength:8.2f}  {share:8.4f}{mark}", flush=True)


if __name__ == "__main__":
    main()
