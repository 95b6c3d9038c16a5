"""Who competes, by name; the first is the one that was chosen."""

from __future__ import annotations

from functools import partial

from benchmarks.pipelines.counts_regression import CountsRegression
from benchmarks.pipelines.minilm_neighbours import MiniLmNeighbours
from benchmarks.pipelines.minilm_regression import MiniLmRegression
from benchmarks.pipelines.nia import Nia
from benchmarks.pipelines.nlpjs import nlpjs
from benchmarks.pipelines.outcome import Contender, in_process
from benchmarks.pipelines.published import published_encoder
from benchmarks.pipelines.rasa_default import RasaDefault

CHOSEN = "nia"
EPOCHS = 20


def contenders(epochs: int = EPOCHS) -> dict[str, Contender]:
    """Return name -> contender; `epochs` are those of DIET."""
    return {
        CHOSEN: in_process(Nia),
        "nia-untuned-six-layers": in_process(partial(Nia, partial(published_encoder, 6, 4))),
        "nia-untuned-four-layers": in_process(partial(Nia, partial(published_encoder, 4, 2))),
        "minilm-regression-tfidf": in_process(partial(MiniLmRegression, with_tfidf=True)),
        "minilm-regression": in_process(partial(MiniLmRegression, with_tfidf=False)),
        "minilm-neighbours-tfidf": in_process(partial(MiniLmNeighbours, with_tfidf=True)),
        "minilm-neighbours": in_process(partial(MiniLmNeighbours, with_tfidf=False)),
        "counts-regression": in_process(CountsRegression),
        "nlpjs": nlpjs,
        "rasa-default": in_process(partial(RasaDefault, epochs)),
    }
