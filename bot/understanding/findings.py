"""What the finder hands on: a finding, its assertion, and whose body it is about."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any


class Assertion(str, Enum):
    """What the message says about a finding or a reading."""

    PRESENT = "present"
    ABSENT = "absent"
    PAST = "past"
    HYPOTHETICAL = "hypothetical"
    QUESTION = "question"
    UNCERTAIN = "uncertain"
    OTHER = "other"  # somebody who is not the patient


class Experiencer(str, Enum):
    """Whose body a finding is about."""

    SELF = "self"
    RELATIVE = "relative"
    UNRELATED = "unrelated"
    UNKNOWN = "unknown"
    THING = "thing"  # no body at all: an engine, a bill, a film


@dataclass(frozen=True)
class Finding:
    """A concept of the knowledge files, found in a message.

    ``start`` and ``end`` are character offsets into the message as typed; ``text`` is that slice.
    ``kind`` is one of sign, emergency, crisis, unlisted, distress, worse. ``bare`` is true when
    the message is nothing but the concept's name.
    """

    concept: str
    kind: str
    text: str
    start: int
    end: int
    assertion: Assertion
    experiencer: Experiencer
    bare: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return a JSON-able copy, the enums as their values."""
        return {
            **asdict(self),
            "assertion": self.assertion.value,
            "experiencer": self.experiencer.value,
        }
