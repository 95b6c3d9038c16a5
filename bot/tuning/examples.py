"""Reads the examples of Rasa's training files, without the markup of entities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.yaml_file import read_yaml_file

_MARKUP = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


def examples(files: Iterable[Path]) -> Iterator[tuple[str, str, Path]]:
    """Yield the text of every example, its intent, and the file it stands in."""
    for file in files:
        for entry in read_yaml_file(file)["nlu"]:
            for line in str(entry["examples"]).splitlines():
                text = _MARKUP.sub(r"\1", line.removeprefix("- ")).strip()
                yield text, str(entry["intent"]), file
