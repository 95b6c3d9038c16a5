"""One labelled sentence beside what was understood, and when that is right."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.understanding.case import ALERTING

Parse = Callable[[str], Awaitable[dict[str, Any]]]
# A more urgent answer than the labelled one is no miss; a false alert is counted on 'none'.
ALSO_RIGHT = {
    "escalate": {"emergency", "crisis"},
    "emergency": {"crisis"},
    "ask": {"escalate", "emergency", "crisis"},
}


@dataclass(frozen=True)
class Judged:
    """One labelled sentence and what was understood.

    ``chance``, 0 to 1, that an alert is due, None where nothing was weighed; ``file`` and
    ``number``, from 1, say where the sentence stands.
    """

    label: dict[str, Any]
    route: str
    intent: str
    temperature_c: float | None
    reason: str
    chance: float | None = None
    file: Path = Path()
    number: int = 0

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
    def alerted(self) -> bool:
        """Whether an alert is raised, with the advice."""
        return self.route in ALERTING

    @property
    def false_alert(self) -> bool:
        """Whether an alert is raised where none is due."""
        allowed = {str(self.label["route"]), *self.label.get("accept", [])}
        return self.alerted and not allowed & set(ALERTING)

    @property
    def alert_due(self) -> bool | None:
        """Whether an alert is due; None where one is accepted without being due."""
        due = self.label["route"] in ALERTING
        accepted = bool({self.label["route"], *self.label.get("accept", [])} & set(ALERTING))
        return due if due == accepted else None


async def judge(
    labels: list[dict[str, Any]], parse: Parse, file: Path | None = None
) -> list[Judged]:
    """Understand every labelled sentence, those of one file in their order."""
    found = []
    for number, label in enumerate(labels, start=1):
        data = await parse(str(label["text"]))
        verdict = data.get("verdict") or {}
        found.append(
            Judged(
                label=label,
                route=str(verdict.get("route")),
                intent=str((data.get("intent") or {}).get("name")),
                temperature_c=verdict.get("temperature_c"),
                reason=str(verdict.get("reason")),
                chance=verdict.get("chance"),
                file=file or Path(),
                number=number,
            )
        )
    return found


def share(judged: list[Judged], right: Callable[[Judged], bool]) -> float:
    """Share of sentences for which something holds, from 0 to 1."""
    return sum(map(right, judged)) / len(judged) if judged else 1.0
