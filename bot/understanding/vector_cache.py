"""Sentence vectors kept between trainings: after a change only new sentences are encoded."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bot.understanding.sentence_encoder import Vectors
from bot.weights.location import DEFAULT_DIRECTORY

logger = logging.getLogger(__name__)
DIRECTORY = DEFAULT_DIRECTORY.parent / "vectors"
KEY_BYTES = 20
FEW = 1000  # so few texts are encoded at once, and what is kept of many stays

Encode = Callable[[Sequence[str]], Vectors]


def encode_new(
    texts: Sequence[str], encode: Encode, version: str, directory: Path = DIRECTORY
) -> Vectors:
    """Return the vectors of `texts`, as `encode` gives them; only unknown texts are encoded.

    `version` names the encoder (its weights' digest): another one's vectors are not used.
    Afterwards exactly the vectors of these texts are kept. A file that cannot be read or written
    costs time and nothing else.
    """
    if len(texts) < FEW:
        return encode(texts)
    known = _read(directory / f"{version}.npz")
    keys = [hashlib.sha1(text.encode(), usedforsecurity=False).digest() for text in texts]
    new = sorted({text for text, key in zip(texts, keys, strict=True) if key not in known})
    if new:
        fresh = dict(zip(new, encode(new), strict=True))
        for text, key in zip(texts, keys, strict=True):
            if key not in known:
                known[key] = fresh[text]
    vectors = np.stack([known[key] for key in keys])
    if new or len(known) > len(set(keys)):
        _write(directory / f"{version}.npz", dict(zip(keys, vectors, strict=True)))
    return vectors


def _read(path: Path) -> dict[bytes, Vectors]:
    try:
        with np.load(path, allow_pickle=False) as kept:
            keys, vectors = kept["keys"].tobytes(), kept["vectors"]
        places = range(0, len(keys), KEY_BYTES)
        return {keys[i : i + KEY_BYTES]: row for i, row in zip(places, vectors, strict=True)}
    except FileNotFoundError:
        return {}
    except Exception as fault:
        logger.warning("Kept sentence vectors are not readable (%s).", type(fault).__name__)
        return {}


def _write(path: Path, known: dict[bytes, Vectors]) -> None:
    beside = path.with_name(f"{os.getpid()}.tmp.npz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for older in path.parent.glob("*.npz"):
            if older != path:
                older.unlink()
        keys = np.frombuffer(b"".join(known), dtype=np.uint8)
        np.savez(beside, keys=keys, vectors=np.stack(list(known.values())))
        beside.replace(path)
    except OSError as fault:
        logger.warning("Sentence vectors could not be kept (%s).", type(fault).__name__)
