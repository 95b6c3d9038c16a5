"""The intent classifier's mathematics: used with numpy alone.

Features: the sentence vector beside tf-idf of words; a logistic regression over them (the best
of nine classifiers on nine public sets).
"""

from __future__ import annotations

import json
import tarfile
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from bot.understanding.nearest import Nearest
from bot.understanding.ngrams import Ngrams
from bot.understanding.sentence_encoder import WIDTH, Vectors

RANKING_LENGTH = 10  # intents that are handed on with a message
ARRAYS_FILE = "arrays.npz"
WORDS_FILE = "words.json"


@dataclass(frozen=True)
class Prediction:
    """What the model thinks of one sentence.

    `ranking` holds (intent, probability), best first. `familiarity` in 0..1 is the best
    probability^0.5 times the nearest example's cosine: low means outside of what was learnt.
    """

    ranking: list[tuple[str, float]]
    familiarity: float


@dataclass(frozen=True)
class IntentModel:
    """A trained model: `dense` is [intents, 768], `sparse` [n-grams, intents].

    `examples` [texts, 384] are the sentence vectors learnt from, the middle layer's left out.
    """

    intents: list[str]
    ngrams: Ngrams
    ngram_scale: float
    dense: Vectors
    sparse: Vectors
    bias: Vectors
    examples: Vectors

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(self.examples)

    def predict(self, text: str, vector: Vectors) -> Prediction:
        """Rank the intents of a sentence given with its vectors, shape [768]."""
        places, weights = self.ngrams.weigh(text)
        scores = self.dense @ vector + self.bias
        scores = scores + self.ngram_scale * (weights @ self.sparse[places])
        powers = np.exp(scores.astype(np.float64) - float(scores.max()))
        chances = powers / powers.sum()
        order = np.argsort(-chances, kind="stable")
        return Prediction(
            ranking=[(self.intents[i], float(chances[i])) for i in order.tolist()],
            familiarity=float(chances[order[0]] ** 0.5) * self._nearest.cosine(vector[:WIDTH]),
        )

    def save(self, directory: Path) -> None:
        """Write the model as plain arrays and JSON: nothing that runs code when it is read."""
        np.savez(
            directory / ARRAYS_FILE,
            dense=self.dense,
            sparse=self.sparse,
            bias=self.bias,
            examples=self.examples,
            rarity=self.ngrams.rarity,
        )
        words = {
            "intents": self.intents,
            "ngrams": list(self.ngrams.index),
            "ngram_scale": self.ngram_scale,
        }
        (directory / WORDS_FILE).write_text(json.dumps(words), encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> IntentModel:
        """Read what `save` wrote; raises OSError, ValueError or KeyError on broken files."""
        words = json.loads((directory / WORDS_FILE).read_text(encoding="utf-8"))
        with np.load(directory / ARRAYS_FILE, allow_pickle=False) as arrays:
            index = {gram: place for place, gram in enumerate(words["ngrams"])}
            return cls(
                intents=words["intents"],
                ngrams=Ngrams(index, arrays["rarity"]),
                ngram_scale=words["ngram_scale"],
                dense=arrays["dense"],
                sparse=arrays["sparse"],
                bias=arrays["bias"],
                examples=arrays["examples"],
            )

    @classmethod
    def of_archive(cls, archive: Path) -> IntentModel:
        """Read the classifier out of a trained Rasa model.

        Raises:
            ValueError: when the archive holds none.
        """
        with tempfile.TemporaryDirectory() as folder, tarfile.open(archive) as packed:
            for member in packed.getmembers():
                if "IntentClassifier" in member.name and member.isfile():
                    member.name = Path(member.name).name
                    packed.extract(member, folder)
            if not (Path(folder) / ARRAYS_FILE).exists():
                raise ValueError(f"{archive} holds no intent classifier: run make train.")
            return cls.load(Path(folder))
