"""Every sentence that went wrong: what was wanted, what came and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.judged import Judged
from bot.evaluation.rows import ROWS


@dataclass(frozen=True)
class Wrong:
    """One sentence; ``number`` counts from 1 in its file."""

    file: str
    number: int
    text: str
    wanted: str
    came: str
    reason: str


@dataclass(frozen=True)
class WrongOfRow:
    """The wrong sentences of one row of the table."""

    id: str
    title: str
    sentences: list[Wrong]


def wrong(judged: Sequence[Judged]) -> list[WrongOfRow]:
    """Return the wrong sentences by row, rows without one left out."""
    found = [
        WrongOfRow(
            row.id,
            row.title,
            [_described(one) for one in judged if row.belongs(one) and not row.right(one)],
        )
        for row in ROWS
    ]
    return [row for row in found if row.sentences]


def _described(one: Judged) -> Wrong:
    label = one.label
    routes = dict.fromkeys([str(label["route"]), *label.get("accept", [])])
    intents = dict.fromkeys(
        [name for name in (label.get("intent"), *label.get("accept_intents", [])) if name]
    )
    wanted = [" or ".join(routes)]
    came = [one.route, one.intent]
    if intents:
        wanted.append(" or ".join(intents))
    if "temperature_c" in label:
        wanted.append(_reading(label["temperature_c"]))
        came.append(_reading(one.temperature_c))
    return Wrong(
        file=str(one.file),
        number=one.number,
        text=str(label["text"]),
        wanted=", ".join(wanted),
        came=", ".join(came),
        reason=one.reason,
    )


def _reading(celsius: float | None) -> str:
    return "no reading" if celsius is None else f"{float(celsius):.1f} °C"
