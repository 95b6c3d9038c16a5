"""Conversations as YAML files that a clinician can read, and the check of each turn.

A file holds one conversation:

    story: a sentence about the behaviour
    turns:
      - person: temp 38.6 no chills
        nia starts with: Please call your doctor right away
        nia says: [sign of infection]
        nia never says: [normal]
        alerts: 1
        alert: {signs: [fever], temperature_c: 38.6, severity: urgent}

`nia starts with` holds for the first message of the turn, `nia says` and `nia never says`
for all of them together (capital letters do not matter), `alerts` for the number of alerts
of this conversation after the turn, `alert` for fields of its open alert.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.yaml_file import read_yaml_file

FOLDER = Path(__file__).parent
TURN_KEYS = {
    "person",
    "nia starts with",
    "nia says",
    "nia says one of",
    "nia never says",
    "alerts",
    "alert",
}


@dataclass(frozen=True)
class Turn:
    """What the person writes, and what must hold afterwards."""

    person: str
    starts_with: str | None = None
    says: list[str] = field(default_factory=list)
    says_one_of: list[str] = field(default_factory=list)
    never_says: list[str] = field(default_factory=list)
    alerts: int | None = None
    alert: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Scenario:
    """One conversation; `name` is its path below this folder."""

    name: str
    story: str
    turns: list[Turn]


def _list(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else [str(x) for x in value]


def read_scenario(path: Path) -> Scenario:
    """Read one file. Raises ValueError naming the file and what is wrong in it."""
    content = read_yaml_file(path)
    name = path.relative_to(FOLDER).with_suffix("").as_posix()
    if not isinstance(content, dict) or set(content) != {"story", "turns"}:
        raise ValueError(f"{name}: expected the keys 'story' and 'turns'")
    turns = []
    for raw in content["turns"]:
        unknown = set(raw) - TURN_KEYS
        if unknown or "person" not in raw or len(raw) < 2:
            raise ValueError(f"{name}: a turn needs 'person' and an expectation; {unknown=}")
        turns.append(
            Turn(
                person=str(raw["person"]),
                starts_with=raw.get("nia starts with"),
                says=_list(raw.get("nia says")),
                says_one_of=_list(raw.get("nia says one of")),
                never_says=_list(raw.get("nia never says")),
                alerts=raw.get("alerts"),
                alert=raw.get("alert") or {},
            )
        )
    return Scenario(name, str(content["story"]), turns)


def scenarios() -> Iterator[Scenario]:
    """All scenarios, sorted by path."""
    for path in sorted(FOLDER.rglob("*.yml")):
        yield read_scenario(path)


def faults(turn: Turn, replies: list[str], alerts: Callable[[], list[dict[str, Any]]]) -> list[str]:
    """What does not hold after a turn, in words; empty when all is well."""
    found = []
    everything = "\n".join(replies).lower()
    if not replies:
        found.append("Nia said nothing")
    first = replies[0] if replies else ""
    if turn.starts_with and not first.lower().startswith(turn.starts_with.lower()):
        found.append(f"starts with {first[:60]!r}, not with {turn.starts_with!r}")
    found += [f"does not say {text!r}" for text in turn.says if text.lower() not in everything]
    if turn.says_one_of and not any(text.lower() in everything for text in turn.says_one_of):
        found.append(f"says none of {turn.says_one_of}")
    found += [f"says {text!r}" for text in turn.never_says if text.lower() in everything]
    if turn.alerts is not None or turn.alert:
        present = alerts()
        if turn.alerts is not None and len(present) != turn.alerts:
            found.append(f"{len(present)} alerts, not {turn.alerts}")
        for key, value in turn.alert.items():
            actual = present[-1].get(key) if present else None
            if isinstance(value, list) and isinstance(actual, list):
                actual, value = sorted(actual), sorted(value)
            if actual != value:
                found.append(f"the alert's {key} is {actual!r}, not {value!r}")
    return found
