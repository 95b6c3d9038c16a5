"""What one message of one person reported (the record of clinical-spec section 3)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from careteam.clock import from_text, to_text

Severity = Literal["urgent", "emergency"]
SEVERITIES: tuple[Severity, ...] = ("urgent", "emergency")
"""In rising order: an alert's severity never falls."""

TEST_KEY_PREFIX = "test:"
"""No digest of a conversation begins so: whatever a person is called, she meets no TEST."""


@dataclass(frozen=True)
class Report:
    """One report. `message_id` makes it idempotent within its conversation.

    `signs` holds sign ids, `concerns` what else was found (emergencies, crisis). `worse` says
    that the person called it worse. `contact` is a number to call back, as typed, `contact_e164`
    the same with its country, where that is certain (ESC-13). `late` says that it was found after
    a failure. `test` marks an alert that belongs to no patient (ESC-14).
    """

    conversation_id: str
    message_id: str
    channel: str
    received_at: datetime
    message: str
    severity: Severity = "urgent"
    signs: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    worse: bool = False
    temperature_c: Decimal | None = None
    temperature_text: str | None = None
    reporter: str = "unknown"
    contact: str | None = None
    contact_e164: str | None = None
    reason: str = ""
    late: bool = False
    test: bool = False
    language: str | None = None
    versions: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.severity not in SEVERITIES:
            raise ValueError(f"severity is one of {SEVERITIES}, not {self.severity!r}")
        if self.received_at.tzinfo is None:
            raise ValueError("received_at needs a time zone")

    @property
    def conversation_key(self) -> str:
        """See `conversation_key`; that of a TEST can be no conversation's."""
        return f"{self._prefix}{conversation_key(self.conversation_id)}"

    @property
    def dedup_key(self) -> str:
        """A fixed-length name of this one message."""
        return f"{self._prefix}{digest(self.conversation_id, self.message_id)}"

    @property
    def _prefix(self) -> str:
        return TEST_KEY_PREFIX if self.test else ""

    def to_payload(self) -> dict[str, Any]:
        """Return this report as plain JSON values."""
        return {
            **self.__dict__,
            "received_at": to_text(self.received_at),
            "signs": list(self.signs),
            "concerns": list(self.concerns),
            "temperature_c": None if self.temperature_c is None else str(self.temperature_c),
        }

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Report:
        """Read what `to_payload` wrote; keys of other versions are passed over."""
        known = {name: payload[name] for name in cls.__dataclass_fields__ if name in payload}
        reading = known.get("temperature_c")
        return cls(
            **{
                **known,
                "received_at": from_text(known["received_at"]),
                "signs": tuple(known.get("signs", ())),
                "concerns": tuple(known.get("concerns", ())),
                "temperature_c": None if reading is None else Decimal(reading),
            }
        )


def conversation_key(conversation_id: str) -> str:
    """Return a fixed-length name of the conversation, for indexes that limit their length."""
    return digest(conversation_id)


def digest(*parts: str) -> str:
    """Return a fixed-length name of these texts in this order."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()


def is_higher(old: Decimal | None, new: Decimal | None) -> bool:
    """Tell whether the second reading (degrees Celsius) is higher; any is higher than none."""
    return new is not None and (old is None or new > old)


def rank(severity: Severity) -> int:
    """Return the place of a severity in the rising order."""
    return SEVERITIES.index(severity)
