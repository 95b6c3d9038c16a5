"""What is known of an alert now; `careteam.advance` derives it from its events (ESC-12)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from careteam.report import Severity

Status = Literal["open", "acknowledged", "resolved"]
STATUSES: tuple[Status, ...] = ("open", "acknowledged", "resolved")


@dataclass(frozen=True)
class Event:
    """One transition of one alert.

    `kind`: reported, remarked, acknowledged, resolved, reopened, noted, marked, delivery, told,
    shown, unacked_timeout, unresolved_timeout.
    """

    alert_id: str
    at: str
    kind: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class Said:
    """A later remark as the record shows it: what kind, when it was received, in which words."""

    kind: str
    at: str
    message: str


@dataclass(frozen=True)
class Shown:
    """One text that Nia showed the person, word for word, and when the turn was over.

    `unasked`: she wrote it into the chat later, by herself; it is read when the chat is open.
    """

    at: str
    text: str
    unasked: bool = False


@dataclass(frozen=True)
class AlertState:
    """One alert. Times are RFC 3339 text, UTC; `messages` are the person's own words.

    `temperature_at` is when the highest reading was received. `contact` is the latest number given,
    as typed, `contact_e164` the same number with its country.
    `notices` counts the tellings, `repeats` those of them since the latest with anything new.
    `level` is the highest that was told since somebody last acknowledged. `seen`: a person has
    acknowledged, and nothing new came since; it stays so when the alert is reopened. `overdue`:
    somebody has it and it was not resolved in time, so that it is told again.
    """

    id: str
    conversation_id: str
    channel: str
    created_at: str
    updated_at: str
    received_at: str
    status: Status = "open"
    severity: Severity = "urgent"
    signs: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    temperature_c: Decimal | None = None
    temperature_text: str | None = None
    temperature_at: str | None = None
    reporter: str = "unknown"
    contact: str | None = None
    contact_e164: str | None = None
    reasons: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    remarks: tuple[Said, ...] = ()
    late: bool = False
    test: bool = False
    reports: int = 0
    notices: int = 0
    repeats: int = 0
    level: int = 1
    last_notice_at: str | None = None
    seen: bool = False
    overdue: bool = False
    acknowledged_at: str | None = None
    acknowledged_by: str | None = None
    resolved_at: str | None = None
    resolved_by: str | None = None
    resolution: str | None = None
    told: str | None = None
    patient_text_shown: tuple[Shown, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether it waits for a person to acknowledge it, or to do so again."""
        return self.status == "open" or self.overdue

    @property
    def news(self) -> int:
        """The number of the latest telling with anything new in it."""
        return self.notices - self.repeats
