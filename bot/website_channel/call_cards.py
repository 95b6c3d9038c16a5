"""Which responses are urgent, and the number that their card calls: told by name, not by words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from bot.conversation_events.event import Call
from clinic.plain_yaml import read_plain_yaml
from clinic.settings import Clinic

FILE = Path(__file__).parents[2] / "data" / "content_rules" / "call_cards.yml"
FIXED = "safety"
"""What the response generator marks the fixed safety text with, in its metadata."""

Whom = Literal["clinic", "emergency", "crisis"]

_EXTENSION = re.compile(r"\s?(?:ext\.?|x)\s?(\d+)$", re.IGNORECASE)


@lru_cache(maxsize=1)
def call_cards() -> dict[str, Whom]:
    """Read which responses stand on a card, once per process."""
    return dict(read_plain_yaml(FILE)["call_cards"])


def whom_to_call(response: Mapping[str, Any]) -> Whom | None:
    """Return whom a response tells to call first, None if it is not urgent.

    Responses carry their name. One without a name is the door's own fixed text.
    """
    name = response.get("utter_action")
    metadata = response.get("metadata")
    if name is None or (isinstance(metadata, Mapping) and metadata.get("fixed") == FIXED):
        return "clinic"
    return call_cards().get(str(name))


def number_of(whom: Whom, clinic: Clinic, now: datetime) -> Call | None:
    """Return the number to call at an aware time, None if none is set."""
    if whom == "emergency":
        return call(clinic.emergency())
    if whom == "crisis":
        return call(clinic.crisis())
    return clinic_number(clinic, now)


def clinic_number(clinic: Clinic, now: datetime) -> Call | None:
    """Return the clinic's number at an aware time; of two that may answer, the daytime one."""
    phone = clinic.phone
    unsure = phone.daytime and phone.after_hours and phone.is_open(now) is None
    return call(phone.daytime if unsure else phone.to_call(now))


def call(number: str | None) -> Call | None:
    """Return a number with the address that dials it."""
    if not number:
        return None
    extension = _EXTENSION.search(number)
    main = number[: extension.start()] if extension else number
    digits = re.sub(r"[^\d+]", "", main)
    return Call(number, f"tel:{digits}" + (f";ext={extension[1]}" if extension else ""))
