"""Count vectors and logistic regression, set up as Rasa's featurizers and classifier do it."""

from __future__ import annotations

import pickle
import warnings
from collections.abc import Sequence

from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from benchmarks.pipelines.intent_set import Chances


class CountsRegression:
    """Counts of words and of one to four letters within words."""

    def train(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        self._model = make_pipeline(
            make_union(
                CountVectorizer(token_pattern=r"(?u)\b\w+\b"),  # noqa: S106 (no password)
                CountVectorizer(analyzer="char_wb", ngram_range=(1, 4)),
            ),
            LogisticRegression(max_iter=100, class_weight="balanced"),
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            self._model.fit(texts, intents)

    def chances(self, text: str) -> Chances:
        shares = self._model.predict_proba([text])[0]
        return dict(zip(self._model.classes_.tolist(), shares.tolist(), strict=True))

    def size(self) -> int:
        return len(pickle.dumps(self._model))
