"""Rasa's events as its tracker store keeps them."""

from __future__ import annotations

import json
from functools import lru_cache

from rasa.shared.core.events import Event


def stored_event(data: str) -> Event:
    """Return the event that a row's JSON holds."""
    given = json.loads(data)
    return _class_of(given["event"])._from_parameters(given)


@lru_cache(maxsize=64)
def _class_of(type_name: str) -> type[Event]:
    """Return the class of events of a type; Rasa looks through all classes for every event."""
    found: type[Event] = Event.resolve_by_type(type_name)
    return found
