"""When an alert is told again, in minutes (clinical-spec section 3 rule 5)."""

from __future__ import annotations

from pydantic import validator

from clinic.section import Section, setting

MOST_MINUTES = 24 * 60
MINUTES_REMEDY = f"write minutes, more than 0 and at most {MOST_MINUTES}"


class Timers(Section):
    """The waits of an alert, in minutes.

    Attributes:
        renotify: between two tellings until a person acknowledges.
        level_2: from the first telling until routes with level 2 are told too.
        level_3: the same for level 3.
        unresolved: from the acknowledgement of an alert that nobody resolves until it is told
            again.
    """

    renotify: float = setting(5, MINUTES_REMEDY)
    level_2: float = setting(10, MINUTES_REMEDY)
    level_3: float = setting(20, f"{MINUTES_REMEDY}, and more than level_2")
    unresolved: float = setting(30, MINUTES_REMEDY)

    @validator("renotify", "level_2", "level_3", "unresolved")
    def _bounded(cls, minutes: float) -> float:
        if not 0 < minutes <= MOST_MINUTES:
            raise ValueError(f"it must be more than 0 and at most {MOST_MINUTES}")
        return minutes

    @validator("level_3", always=True)
    def _rising(cls, minutes: float, values: dict[str, object]) -> float:
        level_2 = values.get("level_2")
        if isinstance(level_2, float | int) and minutes <= level_2:
            raise ValueError(f"level 3 must come later than level 2 ({level_2:g} minutes)")
        return minutes
