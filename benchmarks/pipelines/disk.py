"""How many bytes a trained model needs on disk."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.weights import location


def bytes_below(folder: Path) -> int:
    """Return the size of all files below a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def bytes_written(save: Callable[[Path], object]) -> int:
    """Return the size of what `save` writes into a folder."""
    with tempfile.TemporaryDirectory() as folder:
        save(Path(folder))
        return bytes_below(Path(folder))


def bytes_of_encoder() -> int:
    """Return the size of the sentence encoder's weights and words."""
    folder = location.weights_dir()
    return sum((folder / name).stat().st_size
               for name in (location.MODEL_FILE, location.TOKENIZER_FILE))  # fmt: skip
