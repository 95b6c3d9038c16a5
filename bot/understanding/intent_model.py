"""The intent classifier's mathematics: used with numpy alone.

Features: the sentence vector beside tf-idf of words; a logistic regression over them (the best
of nine classifiers on nine public sets).
"""

from __future__ import annotations

import json
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.understanding.ngrams import Ngrams
from bot.understanding.sentence_encoder import WIDTH, Vectors

RANKING_LENGTH = 10  # intents that are handed on with a message
ARRAYS_FILE = "arrays.npz"
WORDS_FILE = "words.json"
TINY = 1e-6  # a vector no longer than this has no direction
LIKELY = 3  # intents whose examples a sentence is compared with


@dataclass(frozen=True)
class Prediction:
    """What the model thinks of one sentence.

    `ranking` holds (intent, probability), best first. `familiarity` in 0..1 is the best
    probability^0.5 times the cosine with the nearest example of the likely intents, both taken
    from the mean of all: low means outside of what was learnt.
    """

    ranking: list[tuple[str, float]]
    familiarity: float


@dataclass(frozen=True)
class IntentModel:
    """A trained model: `dense` is [intents, 768], `sparse` [n-grams, intents].

    `examples` [texts, 384] are sentence vectors learnt from, without the middle layer's: their
    directions from `mean` [384], by intent; `starts` [intents + 1] says where those of each begin.
    """

    intents: list[str]
    ngrams: Ngrams
    ngram_scale: float
    dense: Vectors
    sparse: Vectors
    bias: Vectors
    examples: Vectors
    starts: npt.NDArray[np.int64]
    mean: Vectors

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
            familiarity=float(chances[order[0]] ** 0.5) * self._cosine(vector, order[:LIKELY]),
        )

    def _cosine(self, vector: Vectors, intents: npt.NDArray[np.intp]) -> float:
        """Return the cosine with the nearest example of some intents, from 0 (or below) to 1."""
        away = vector[:WIDTH] - self.mean
        away /= max(float(np.linalg.norm(away)), TINY)
        parts = [self.examples[self.starts[i] : self.starts[i + 1]] for i in intents.tolist()]
        return float(np.clip(max((part @ away).max() for part in parts), 0.0, 1.0))

    def save(self, directory: Path) -> None:
        """Write the model as plain arrays and JSON: nothing that runs code when it is read."""
        np.savez(
            directory / ARRAYS_FILE,
            dense=self.dense,
            sparse=self.sparse,
            bias=self.bias,
            examples=self.examples,
            starts=self.starts,
            mean=self.mean,
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
                starts=arrays["starts"],
                mean=arrays["mean"],
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
