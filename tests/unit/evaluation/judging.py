"""Builds judged sentences in few words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.evaluation import Judged


def one(
    wanted: str, came: str, topic: str = "", /, *, file: str = "any.yml", **label: Any
) -> Judged:
    """A sentence with the wanted route, and the route, topic, `chance` and reading that came."""
    chance, read = label.pop("chance", None), label.pop("read", None)
    return Judged(
        label={"text": "words", "route": wanted, **label},
        route=came,
        intent=topic,
        temperature_c=read,
        reason="because",
        chance=chance,
        file=Path(file),
        number=7,
    )
