"""Sentence vectors of all-MiniLM-L6-v2, by ONNX Runtime on one thread.

Sentences this short gain nothing from more threads, and one message at a time is answered
anyway.
"""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from bot.weights import location

MAX_TOKENS = 128
WIDTH = 384  # of the sentence vector; one of the same width from the middle follows it
Vectors = npt.NDArray[np.float32]


class SentenceEncoder:
    """Turns a sentence into numbers; safe to share between threads."""

    def __init__(self, directory: Path) -> None:
        """Load the weights of `directory` after checking their hashes.

        Raises:
            WeightsError: when a file is missing, or not the one that set-up wrote.
        """
        self.manifest = location.check(directory)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(directory / location.MODEL_FILE), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(directory / location.TOKENIZER_FILE))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)

    def encode(self, text: str) -> Vectors:
        """Return one sentence's vectors of the last and of a middle layer, shape [768].

        Each half has length 1. What follows 128 tokens is left out.
        """
        tokens = np.array(self._tokenizer.encode(text).ids, dtype=np.int64)
        vectors: Vectors = self._session.run(None, {"tokens": tokens})[0]
        return vectors.ravel()

    def encode_all(self, texts: Iterable[str]) -> Vectors:
        """Return one row for each text, shape [texts, 768]; for training, on all processors.

        One sentence at a time, as at run time: the quantised graph scales its numbers by what
        it is given, so a batch would give slightly other vectors.
        """
        with ThreadPoolExecutor(os.cpu_count()) as workers:
            rows = list(workers.map(self.encode, texts))
        return np.stack(rows) if rows else np.zeros((0, 2 * WIDTH), dtype=np.float32)


@lru_cache(maxsize=4)
def _shared(directory: Path) -> SentenceEncoder:
    return SentenceEncoder(directory)


def shared_encoder() -> SentenceEncoder:
    """Return the process's one encoder for the configured weights.

    Raises:
        WeightsError: when the weights are missing or not the ones that set-up wrote.
    """
    return _shared(location.weights_dir().resolve())
