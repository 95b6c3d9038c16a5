"""What all kinds of alert routes have in common; each kind is a class of its own beside this."""

from __future__ import annotations

from pydantic import validator

from clinic.section import Section, setting


class AlertRoute(Section):
    """One way out for alerts.

    Attributes:
        kind: which class describes it; see `clinic.alert_routes.KINDS`.
        name: as the record and the logs call it; without one it is made from the address.
        timeout: seconds that one attempt may take.
    """

    kind: str = setting(..., "write webhook, email, pagerduty or apprise")
    name: str | None = setting(None, "write a short name, such as on-call")
    timeout: float = setting(2.0, "write seconds, more than 0 and at most 30")

    @validator("timeout")
    def _bounded(cls, seconds: float) -> float:
        if not 0 < seconds <= 30:
            raise ValueError("it must be more than 0 and at most 30")
        return seconds
