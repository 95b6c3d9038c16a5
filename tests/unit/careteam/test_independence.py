"""The care team's room could stand alone: it never imports the bot, the actions or Rasa."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("room", "strangers"),
    [("careteam", {"rasa", "rasa_sdk", "bot", "actions"}), ("actions", {"rasa", "bot"})],
)
def test_a_room_imports_only_what_it_may(room: str, strangers: set[str]) -> None:
    for path in (ROOT / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert not strangers & {name.split(".")[0] for name in names}, path
