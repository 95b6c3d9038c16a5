"""Read the files of data/knowledge into entities and aliases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast, get_args

from bot.knowledge.entities import (
    Alias,
    Brand,
    Cause,
    Drug,
    Fact,
    Group,
    Kind,
    Match,
    Measure,
    Outsider,
    Provenance,
    Sign,
)
from bot.knowledge.reading import entries, flag, read_section, refuse_unknown, slug, text, texts

WORDS = {"aliases": "exact", "broader": "broader", "narrower": "narrower"}
NAMED = {"id", "name", "as_written", *WORDS}


def aliases_of(entry: Mapping[str, Any], entity: str, kind: Kind, where: str) -> Iterator[Alias]:
    """Yield every way to write an entry: its name first, then what its lists hold."""
    yield Alias(text(entry, "name", where), entity, kind)
    for key, match in WORDS.items():
        for words in texts(entry, key, where):
            yield Alias(words, entity, kind, cast(Match, match))
    for words in texts(entry, "as_written", where):
        yield Alias(words, entity, kind, "exact", as_written=True)


def read_groups(path: Path) -> tuple[tuple[Group, ...], tuple[Alias, ...]]:
    """Read causes.yml."""
    groups: list[Group] = []
    aliases: list[Alias] = []
    for entry in entries(read_section(path, "causes"), str(path)):
        group = text(entry, "id", str(path))
        where = f"{path}: {group}"
        refuse_unknown(entry, NAMED | {"fact", "intent", "items"}, where)
        aliases.extend(aliases_of(entry, group, "group", where))
        causes = [_cause(item, group, aliases, where) for item in entries(entry["items"], where)]
        groups.append(
            Group(
                group,
                text(entry, "fact", where),
                text(entry, "name", where),
                text(entry, "intent", where),
                tuple(causes),
            )
        )
    return tuple(groups), tuple(aliases)


def _cause(item: Mapping[str, Any], group: str, aliases: list[Alias], where: str) -> Cause:
    cause = text(item, "id", where)
    where = f"{where}: {cause}"
    refuse_unknown(item, NAMED | {"fact", "phrase", "plural", "hedge", "drugs"}, where)
    aliases.extend(aliases_of(item, cause, "cause", where))
    drugs = tuple(_drug(drug, cause, aliases, where) for drug in entries(item.get("drugs"), where))
    return Cause(
        id=cause,
        fact=text(item, "fact", where),
        name=text(item, "name", where),
        phrase=text(item, "phrase", where),
        plural=flag(item, "plural"),
        hedge=text(item, "hedge", where),
        group=group,
        drugs=drugs,
    )


def _drug(entry: Mapping[str, Any], cause: str, aliases: list[Alias], where: str) -> Drug:
    drug = text(entry, "id", where)
    where = f"{where}: {drug}"
    refuse_unknown(entry, NAMED | {"brands"}, where)
    aliases.extend(aliases_of(entry, drug, "drug", where))
    brands = []
    for brand in entries(entry.get("brands"), where):
        refuse_unknown(brand, NAMED, where)
        brand_id = text(brand, "id", where)
        aliases.extend(aliases_of(brand, brand_id, "brand", where))
        brands.append(Brand(brand_id, text(brand, "name", where), drug))
    return Drug(drug, text(entry, "name", where), cause, tuple(brands))


def read_measures(path: Path) -> tuple[tuple[Measure, ...], tuple[Alias, ...]]:
    """Read measures.yml."""
    measures: list[Measure] = []
    aliases: list[Alias] = []
    keys = ("id", "fact", "name", "phrase", "intent")
    for entry in entries(read_section(path, "measures"), str(path)):
        where = f"{path}: {entry.get('id')}"
        refuse_unknown(entry, NAMED | set(keys), where)
        measures.append(Measure(*(text(entry, key, where) for key in keys)))
        aliases.extend(aliases_of(entry, measures[-1].id, "measure", where))
    return tuple(measures), tuple(aliases)


def read_signs(path: Path) -> tuple[tuple[Sign, ...], tuple[Alias, ...]]:
    """Read id, name and fact_id of signs.yml; its other keys belong to the finder."""
    signs = tuple(
        Sign(text(entry, "id", str(path)), text(entry, "fact_id", str(path)), name)
        for entry in entries(read_section(path, "signs"), str(path))
        if (name := text(entry, "name", str(path)))
    )
    return signs, tuple(Alias(_bare(sign.name), sign.id, "sign") for sign in signs)


def _bare(name: str) -> str:
    """Take the article and 'new' off a name: people ask about 'vaginal discharge'."""
    return re.sub(r"^(a|an|any)?\s*(new )?(or )?", "", name)


def read_outsiders(path: Path) -> tuple[tuple[Outsider, ...], tuple[Alias, ...]]:
    """Read not_on_page.yml. An entry without an id gets one from its name."""
    outsiders: list[Outsider] = []
    aliases: list[Alias] = []
    for category, listed in read_section(path, "not_on_page").items():
        for entry in entries(listed, f"{path}: {category}"):
            name = text(entry, "name", f"{path}: {category}")
            where = f"{path}: {name}"
            refuse_unknown(entry, NAMED | {"near", "kinds", "used_for"}, where)
            outsider = Outsider(
                id=entry.get("id") or slug(name),
                name=name,
                category=category,
                near=texts(entry, "near", where) + texts(entry, "kinds", where),
                has_kinds="kinds" in entry,
                used_for=entry.get("used_for"),
            )
            outsiders.append(outsider)
            aliases.extend(aliases_of(entry, outsider.id, "not_on_page", where))
    return tuple(outsiders), tuple(aliases)


def read_facts(path: Path) -> tuple[Fact, ...]:
    """Read facts.yml."""
    facts = []
    for entry in entries(read_section(path, "facts"), str(path)):
        where = f"{path}: {entry.get('id')}"
        refuse_unknown(entry, {"id", "provenance", "says", "hedges"}, where)
        provenance = text(entry, "provenance", where)
        refuse_unknown({provenance: None}, set(get_args(Provenance)), where)
        hedges = tuple(tuple(words) for words in entry.get("hedges") or [])
        facts.append(
            Fact(
                text(entry, "id", where),
                cast(Provenance, provenance),
                text(entry, "says", where),
                hedges,
            )
        )
    return tuple(facts)
