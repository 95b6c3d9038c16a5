"""All that the page names, in one immutable object, checked when it loads.

`load_knowledge()` reads data/knowledge once per process. Files: causes.yml, measures.yml,
not_on_page.yml, facts.yml, and of signs.yml the id, name and fact of each sign.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from bot.knowledge.entities import (
    Alias,
    Brand,
    Cause,
    Drug,
    Entity,
    Fact,
    Group,
    Measure,
    Outsider,
    Sign,
)
from bot.knowledge.errors import KnowledgeError
from bot.knowledge.reader import (
    read_facts,
    read_groups,
    read_measures,
    read_outsiders,
    read_signs,
)
from bot.knowledge.writing import alias_key

FOLDER = Path(__file__).parents[2] / "data" / "knowledge"
# How many of each the page has (facts.md sections 5 to 7). A lost line must not go unnoticed.
COUNTS = {"groups": 6, "causes": 28, "drugs": 13, "brands": 7, "measures": 5, "signs": 13}


@dataclass(frozen=True)
class Knowledge:
    """The entities, the facts they rest on, and every way to write them."""

    groups: tuple[Group, ...]
    measures: tuple[Measure, ...]
    signs: tuple[Sign, ...]
    outsiders: tuple[Outsider, ...]
    facts: tuple[Fact, ...]
    aliases: tuple[Alias, ...]

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """The 28 items."""
        return tuple(cause for group in self.groups for cause in group.causes)

    @cached_property
    def drugs(self) -> tuple[Drug, ...]:
        """The 13 drugs."""
        return tuple(drug for cause in self.causes for drug in cause.drugs)

    @cached_property
    def brands(self) -> tuple[Brand, ...]:
        """The 7 brands."""
        return tuple(brand for drug in self.drugs for brand in drug.brands)

    @cached_property
    def by_id(self) -> dict[str, Entity]:
        """Every entity by its id."""
        return {entity.id: entity for entity in self.entities()}

    def entities(self) -> Iterator[Entity]:
        """Yield every entity."""
        yield from self.groups
        yield from self.causes
        yield from self.drugs
        yield from self.brands
        yield from self.measures
        yield from self.signs
        yield from self.outsiders

    def cause_of(self, entity_id: str) -> Cause | None:
        """Return the cause item that a cause, drug or brand belongs to, else None."""
        drug = self.drug_of(entity_id)
        entity = self.by_id.get(drug.cause if drug else entity_id)
        return entity if isinstance(entity, Cause) else None

    def drug_of(self, entity_id: str) -> Drug | None:
        """Return the drug that a drug's or a brand's id means, else None."""
        entity = self.by_id.get(entity_id)
        if isinstance(entity, Brand):
            entity = self.by_id[entity.drug]
        return entity if isinstance(entity, Drug) else None


@lru_cache(maxsize=4)
def load_knowledge(folder: Path = FOLDER) -> Knowledge:
    """Read and check data/knowledge.

    Raises:
        KnowledgeError: one sentence per contradiction, with the file or id it is in.
    """
    groups, of_causes = read_groups(folder / "causes.yml")
    measures, of_measures = read_measures(folder / "measures.yml")
    outsiders, of_outsiders = read_outsiders(folder / "not_on_page.yml")
    signs, of_signs = read_signs(folder / "signs.yml")
    knowledge = Knowledge(
        groups=groups,
        measures=measures,
        signs=signs,
        outsiders=outsiders,
        facts=read_facts(folder / "facts.yml"),
        aliases=(*of_causes, *of_measures, *of_outsiders, *of_signs),
    )
    faults = [*_count_faults(knowledge), *_id_faults(knowledge), *_alias_faults(knowledge)]
    if faults:
        raise KnowledgeError(faults)
    return knowledge


def _count_faults(knowledge: Knowledge) -> Iterator[str]:
    for what, expected in COUNTS.items():
        found = len(getattr(knowledge, what))
        if found != expected:
            yield f"data/knowledge: there are {found} {what}, but the page has {expected}."


def _twice(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _id_faults(knowledge: Knowledge) -> Iterator[str]:
    for entity_id in _twice(entity.id for entity in knowledge.entities()):
        yield f"data/knowledge: the id {entity_id} stands twice; rename one."
    for fact_id in _twice(fact.id for fact in knowledge.facts):
        yield f"facts.yml: the id {fact_id} stands twice; remove one."
    facts = {fact.id for fact in knowledge.facts}
    for entity in knowledge.entities():
        if not isinstance(entity, Drug | Brand | Outsider) and entity.fact not in facts:
            yield f"data/knowledge: {entity.id} rests on {entity.fact}, which facts.yml lacks."
    for outsider in knowledge.outsiders:
        for other in (*outsider.near, *filter(None, [outsider.used_for])):
            if other not in knowledge.by_id:
                yield f"not_on_page.yml: {outsider.name} names {other}, which does not exist."


def _alias_faults(knowledge: Knowledge) -> Iterator[str]:
    owners: dict[tuple[str, bool], str] = {}
    for alias in knowledge.aliases:
        key = alias.text if alias.as_written else alias_key(alias.text)
        owner = owners.setdefault((key, alias.as_written), alias.entity)
        if owner != alias.entity:
            yield f"data/knowledge: '{alias.text}' stands at {owner} and at {alias.entity}."
