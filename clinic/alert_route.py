"""What all kinds of alert routes have in common; each kind is a class of its own beside this."""

from __future__ import annotations

from typing import Literal

from pydantic import validator

from clinic.phone import Hours
from clinic.section import Section, setting


class AlertRoute(Section):
    """One way out for alerts.

    Attributes:
        kind: which class describes it; see `clinic.alert_routes.KINDS`.
        name: as the record and the logs call it; without one it is made from the address.
        timeout: seconds that one attempt may take.
        level: 1 is told at once, 2 and 3 when nobody has acknowledged in time (alerts.timers).
        hours: when it is told, in the clinic's time zone; None means always.
    """

    kind: str = setting(..., "write webhook, email, pagerduty, apprise or fhir")
    name: str | None = setting(None, "write a short name, such as on-call")
    timeout: float = setting(2.0, "write seconds, more than 0 and at most 30")
    level: Literal[1, 2, 3] = setting(1, "write 1, 2 or 3")
    hours: Hours | None = setting(None, "write one line per weekday, such as monday: 08:00-17:00")

    @validator("level", pre=True)
    def _a_number(cls, level: object) -> object:
        return int(level) if isinstance(level, str) and level.strip().isdigit() else level

    @validator("timeout")
    def _bounded(cls, seconds: float) -> float:
        if not 0 < seconds <= 30:
            raise ValueError("it must be more than 0 and at most 30")
        return seconds
