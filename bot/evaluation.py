"""Holds what is understood against labelled sentences: `python -m bot evaluate FILE …`.

A file is YAML with a list `sentences:` of `text`, `route` (escalate, emergency, crisis, ask
or none) and, where they matter, `accept` (further routes that are right), `intent`,
`accept_intents`, `signs` and `temperature_c` (null: no reading may be seen).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Parse = Callable[[str], Awaitable[dict[str, Any]]]
# A more urgent answer than the labelled one is no miss; a false alert is counted on 'none'.
ALSO_RIGHT = {
    "escalate": {"emergency", "crisis"},
    "emergency": {"crisis"},
    "ask": {"escalate", "emergency", "crisis"},
}


@dataclass(frozen=True)
class Judged:
    """One labelled sentence and what was understood."""

    label: dict[str, Any]
    route: str
    intent: str
    temperature_c: float | None
    reason: str

    @property
    def route_right(self) -> bool:
        """Whether the person gets what they must get."""
        wanted = str(self.label["route"])
        return self.route in {wanted, *self.label.get("accept", []), *ALSO_RIGHT.get(wanted, ())}

    @property
    def intent_right(self) -> bool:
        """Whether a message without a report is answered on its topic."""
        wanted = {self.label.get("intent"), *self.label.get("accept_intents", [])}
        return self.label["route"] != "none" or wanted == {None} or self.intent in wanted

    @property
    def temperature_right(self) -> bool:
        """Whether the reading is right to 0.1 °C, where one is labelled."""
        if "temperature_c" not in self.label:
            return True
        wanted = self.label["temperature_c"]
        if wanted is None or self.temperature_c is None:
            return wanted is None and self.temperature_c is None
        return abs(float(wanted) - self.temperature_c) < 0.051

    @property
    def false_alert(self) -> bool:
        """Whether an alert is raised where none is due."""
        alerting = {"escalate", "emergency", "crisis"}
        allowed = {str(self.label["route"]), *self.label.get("accept", [])}
        return self.route in alerting and not allowed & alerting


def read_labels(path: Path) -> list[dict[str, Any]]:
    """The labelled sentences of a file. Raises ValueError on a file of another shape."""
    content = yaml.safe_load(path.read_text())
    if not isinstance(content, dict) or not isinstance(content.get("sentences"), list):
        raise ValueError(f"{path}: expected a list under the key 'sentences'")
    return list(content["sentences"])


async def judge(labels: list[dict[str, Any]], parse: Parse) -> list[Judged]:
    """Understand every labelled sentence."""
    found = []
    for label in labels:
        data = await parse(str(label["text"]))
        verdict = data.get("verdict") or {}
        found.append(
            Judged(
                label=label,
                route=str(verdict.get("route")),
                intent=str((data.get("intent") or {}).get("name")),
                temperature_c=verdict.get("temperature_c"),
                reason=str(verdict.get("reason")),
            )
        )
    return found


def share(judged: list[Judged], right: Callable[[Judged], bool]) -> float:
    """Share of sentences for which something holds, from 0 to 1."""
    return sum(map(right, judged)) / len(judged) if judged else 1.0


def report(path: Path, judged: list[Judged]) -> list[str]:
    """Lines for a person: the shares, then every sentence that went wrong, and why."""
    lines = [
        f"{path}: {len(judged)} sentences, "
        f"route {share(judged, lambda j: j.route_right):.1%}, "
        f"topic {share(judged, lambda j: j.intent_right):.1%}, "
        f"reading {share(judged, lambda j: j.temperature_right):.1%}, "
        f"false alerts {share(judged, lambda j: j.false_alert):.1%}"
    ]
    for one in judged:
        if not (one.route_right and one.intent_right and one.temperature_right):
            wanted = {
                key: one.label[key]
                for key in ("route", "intent", "temperature_c")
                if key in one.label
            }
            got = {"route": one.route, "intent": one.intent, "temperature_c": one.temperature_c}
            lines.append(
                f"  {one.label['text']!r}\n    wanted {wanted}\n    got {got} ({one.reason})"
            )
    return lines


def evaluate(paths: list[Path], parse: Parse) -> list[str]:
    """The report on several files."""

    labels = {path: read_labels(path) for path in paths}

    async def all_files() -> list[str]:
        return [line for path in paths for line in report(path, await judge(labels[path], parse))]

    return asyncio.run(all_files())
