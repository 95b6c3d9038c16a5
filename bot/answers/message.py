"""What an answer needs of the person's latest message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from bot.answers.phrases import Reporter

REPORTERS = {"self", "caregiver", "unknown"}


@dataclass(frozen=True)
class LatestMessage:
    """The text, who is speaking, the findings of the verdict, and the ids of the entities."""

    text: str = ""
    reporter: Reporter = "unknown"
    findings: Sequence[Mapping[str, Any]] = ()
    entity_ids: Sequence[str] = ()

    @classmethod
    def of(cls, uttered: Any) -> LatestMessage:
        """Read a Rasa `UserUttered`; whatever is missing or odd counts as not there."""
        parse_data = getattr(uttered, "parse_data", None)
        verdict = parse_data.get("verdict") if isinstance(parse_data, Mapping) else None
        verdict = verdict if isinstance(verdict, Mapping) else {}
        reporter = verdict.get("reporter")
        findings = verdict.get("findings")
        entities = getattr(uttered, "entities", None)
        return cls(
            text=str(getattr(uttered, "text", None) or ""),
            reporter=cast(Reporter, reporter if reporter in REPORTERS else "unknown"),
            findings=[f for f in _list(findings) if isinstance(f, Mapping)],
            entity_ids=[
                entity["value"]
                for entity in _list(entities)
                if isinstance(entity, Mapping) and isinstance(entity.get("value"), str)
            ],
        )


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()
