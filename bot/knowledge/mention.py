"""A name of the knowledge files as it stands in a message, and what kind of thing it names."""

from __future__ import annotations

from dataclasses import dataclass

from bot.knowledge.entities import (
    Brand,
    Cause,
    Drug,
    Entity,
    Group,
    Kind,
    Match,
    Measure,
    Outsider,
    Sign,
)

KINDS: dict[type[Entity], Kind] = {
    Group: "group",
    Cause: "cause",
    Drug: "drug",
    Brand: "brand",
    Measure: "measure",
    Sign: "sign",
    Outsider: "not_on_page",
}


def kind_of(entity: Entity) -> Kind:
    """Return what an entity is."""
    return KINDS[type(entity)]


@dataclass(frozen=True)
class Mention:
    """A name found in a text.

    Attributes:
        id: the entity's id in data/knowledge.
        name: the entity's own name; answers use it, never `text`.
        text: the words as they stand there, at start to end.
        match: "broader" or "narrower" when the words cover more or less than the entity.
        typo: true when the words were misspelt and the name is a reading of them.
    """

    id: str
    kind: Kind
    name: str
    text: str
    start: int
    end: int
    match: Match = "exact"
    typo: bool = False
