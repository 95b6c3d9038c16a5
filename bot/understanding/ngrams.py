"""Tf-idf of words and pairs of words: the exact wording that a sentence vector blurs."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_WORD = re.compile(r"\w+")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'"})
SIZES = (1, 2)


def ngrams(text: str) -> Iterator[str]:
    """Yield the words and the pairs of neighbours of a text, in small letters.

    Letter n-grams were measured too: three times the time to train, and nothing gained, since
    the sentence vector reads words by their pieces.
    """
    words = _WORD.findall(text.lower().translate(_APOSTROPHES).replace("'", ""))
    for size in SIZES:
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


@dataclass(frozen=True)
class Ngrams:
    """The n-grams that were learnt, and how rare each is."""

    index: dict[str, int]
    rarity: npt.NDArray[np.float32]

    @classmethod
    def learn(cls, texts: Sequence[str], min_texts: int = 2) -> "Ngrams":
        """Keep what stands in at least `min_texts` texts, in alphabetical order."""
        counts = Counter(gram for text in texts for gram in set(ngrams(text)))
        kept = sorted(gram for gram, count in counts.items() if count >= min_texts)
        rarity = [math.log((1 + len(texts)) / (1 + counts[gram])) + 1 for gram in kept]
        return cls({gram: i for i, gram in enumerate(kept)}, np.array(rarity, dtype=np.float32))

    def weigh(self, text: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Return the places and the weights of a text's n-grams; the weights have length 1.

        Both are empty where nothing of the text was learnt.
        """
        counts = Counter(self.index[gram] for gram in ngrams(text) if gram in self.index)
        places = np.array(sorted(counts), dtype=np.int64)
        times = np.array([counts[place] for place in places.tolist()], dtype=np.float32)
        weights = (1 + np.log(times)) * self.rarity[places] if len(places) else times
        length = float(np.sqrt((weights**2).sum())) or 1.0
        return places, (weights / length).astype(np.float32)
