"""What can be named: the things on the page, and the names that are known not to be on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["group", "cause", "drug", "brand", "measure", "sign", "not_on_page"]
Provenance = Literal["DOC", "BOT", "CLINIC"]
Match = Literal["exact", "broader", "narrower"]


@dataclass(frozen=True)
class Fact:
    """A fact of the inventory.

    Attributes:
        hedges: every inner tuple is one hedge; a restatement keeps it by any of its words.
    """

    id: str
    provenance: Provenance
    says: str
    hedges: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Brand:
    """A brand name of one drug."""

    id: str
    name: str
    drug: str


@dataclass(frozen=True)
class Drug:
    """A drug that the page names; `cause` is the id of the item it stands in."""

    id: str
    name: str
    cause: str
    brands: tuple[Brand, ...] = ()


@dataclass(frozen=True)
class Cause:
    """One of the 28 items. `phrase` is how an answer names it; `hedge` how far the page goes."""

    id: str
    fact: str
    name: str
    phrase: str
    plural: bool
    hedge: str
    group: str
    drugs: tuple[Drug, ...] = ()


@dataclass(frozen=True)
class Group:
    """One of the six groups of causes. `intent` asks for the whole group."""

    id: str
    fact: str
    name: str
    intent: str
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Measure:
    """One of the five measures. `phrase` reads on after 'your doctor may suggest'."""

    id: str
    fact: str
    name: str
    phrase: str
    intent: str


@dataclass(frozen=True)
class Sign:
    """One of the 13 signs, as far as answers need it."""

    id: str
    fact: str
    name: str


@dataclass(frozen=True)
class Outsider:
    """A name that the page does not list. Nothing may be claimed about it (GRD-5).

    Attributes:
        category: where it stands in not_on_page.yml, such as "medicines".
        near: ids of listed entries whose names come close.
        has_kinds: whether these are kinds of it, as hepatitis B is of hepatitis.
        used_for: id of the cause item (medicines) that the page names this condition for.
    """

    id: str
    name: str
    category: str
    near: tuple[str, ...] = ()
    has_kinds: bool = False
    used_for: str | None = None


Entity = Group | Cause | Drug | Brand | Measure | Sign | Outsider


@dataclass(frozen=True)
class Alias:
    """One way to write an entity's name.

    Attributes:
        match: "broader" words cover more than the entity, "narrower" ones name a part of it.
        as_written: matched only in exactly these capitals.
    """

    text: str
    entity: str
    kind: Kind
    match: Match = "exact"
    as_written: bool = False
