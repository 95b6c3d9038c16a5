"""One text that Nia can send, or a piece that a variable is filled with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

VARIABLE = re.compile(r"\{([a-z_]+(?::[a-z0-9_]+)?)\}")


@dataclass(frozen=True, eq=False)
class Text:
    """One variation of a response, or one piece of `phrases.yml`, `lookups.yml`, `clinic.yml`.

    Attributes:
        name: such as `utter_definition`, or the path of keys to a piece.
        file: the file below the project's root.
        words: the text as it stands in the file, with its variables.
        channel: the only channel it is for; None is the plain default.
        condition: the slot condition as YAML holds it; None is none.
        metadata: `facts` (ids) or `provenance`.
        buttons: title and payload of each button.
        piece: it is part of a text and not a text by itself.
    """

    name: str
    file: str
    words: str
    channel: str | None = None
    condition: Any = None
    metadata: dict[str, Any] = field(default_factory=dict)
    buttons: tuple[tuple[str, str], ...] = ()
    piece: bool = False

    @property
    def where(self) -> str:
        """Where a person finds it: file, name and channel."""
        return f"{self.file} {self.name}" + (f" ({self.channel})" if self.channel else "")

    @property
    def facts(self) -> tuple[str, ...]:
        """The fact ids that it claims to say."""
        return tuple(str(fact) for fact in self.metadata.get("facts", ()))

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables in it, in their order."""
        return tuple(VARIABLE.findall(self.words))

    @property
    def spoken(self) -> str:
        """All that the person reads: the words and the titles and payloads of the buttons."""
        return "\n".join([self.words, *(part for button in self.buttons for part in button)])
