"""What is said about one name as a cause, by itself."""

from __future__ import annotations

from bot.answers.wording import Values, fill, listed, lookups, sentence
from bot.knowledge.entities import Cause, Drug, Entity, Group, Measure, Outsider, Sign
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.mention import Mention

NAMED_OF_A_GROUP = 4
# "It does not say which kinds" instead of "which ones".
HAVE_KINDS = {"leukemia", "radiation", "sepsis"}


def cause_line(mention: Mention, knowledge: Knowledge, words: Values) -> str:
    """Return one to three sentences about a mention that is on the page, or close to it."""
    entity = knowledge.by_id[mention.id]
    drug = knowledge.drug_of(mention.id)
    if drug is not None:
        return _brand(entity, drug) + _drug(drug, mention, knowledge, words)
    if isinstance(entity, Group):
        return _group(entity)
    if isinstance(entity, Outsider):
        return _outsider(entity, knowledge)
    if isinstance(entity, Sign):
        return fill(lookups()["cause"]["sign_not_cause"], {"name": entity.name})
    if isinstance(entity, Measure):
        return fill(lookups()["cause"]["measure_not_cause"], {"name": entity.name})
    if isinstance(entity, Cause):
        return _cause(entity, mention, words)
    raise TypeError(f"{mention.id} is neither a cause nor near one")


def is_plain(mention: Mention, knowledge: Knowledge) -> bool:
    """Tell whether a mention is a cause of which no more is said than that it is listed."""
    cause = knowledge.by_id[mention.id]
    if not isinstance(cause, Cause) or cause.drugs or cause.id in lookups()["cause"]["own"]:
        return False
    return mention.match == "exact"


def near_causes(outsider: Outsider, knowledge: Knowledge) -> list[str]:
    """Return the listed causes and groups whose names come close to an outsider's."""
    near = [knowledge.by_id[entity_id] for entity_id in outsider.near]
    return [
        entity.phrase if isinstance(entity, Cause) else entity.name
        for entity in near
        if not isinstance(entity, Measure)
    ]


def _group(group: Group) -> str:
    pieces = lookups()["cause"]
    items = listed(cause.phrase for cause in group.causes[:NAMED_OF_A_GROUP])
    values = {"group": group.name, "items": items}
    text = fill(pieces["own"].get(group.id, pieces["group"]), values)
    more = len(group.causes) > NAMED_OF_A_GROUP
    return f"{text} {fill(pieces['more'], values)}" if more else text


def _outsider(outsider: Outsider, knowledge: Knowledge) -> str:
    pieces = lookups()["cause"]
    if outsider.used_for:
        return fill(pieces["indication"], {"name": outsider.name})
    near = listed(near_causes(outsider, knowledge))
    if outsider.has_kinds:
        one = len(outsider.near) == 1
        return sentence(pieces["kinds"], {"kinds": near, "is": "is" if one else "are"})
    not_listed = fill(pieces["not_listed"], {"names": outsider.name})
    return f"{not_listed} {fill(pieces['near'], {'near': near})}"


def _brand(entity: Entity, drug: Drug) -> str:
    """Return 'X is a brand name of Y. ', or nothing when the drug itself was named."""
    if entity is drug:
        return ""
    values = {"brand": entity.name, "name": drug.name}
    return fill(lookups()["cause"]["brand"], values) + " "


def _drug(drug: Drug, mention: Mention, knowledge: Knowledge, words: Values) -> str:
    pieces = lookups()["cause"]
    cause = knowledge.cause_of(drug.id)
    if drug.id in pieces["own"] or cause is None:
        return fill(pieces["own"][drug.id], words)
    template = pieces["drug_broader" if mention.match == "broader" else "drug_listed"]
    return sentence(template, {**_of(cause), "name": drug.name})


def _cause(cause: Cause, mention: Mention, words: Values) -> str:
    pieces = lookups()["cause"]
    if mention.match == "narrower":
        return fill(pieces["which_kinds" if cause.id in HAVE_KINDS else "which_ones"], _of(cause))
    if cause.id in pieces["own"]:
        return fill(pieces["own"][cause.id], words)
    if cause.drugs:
        template = pieces["class_broader" if mention.match == "broader" else "class_listed"]
        return sentence(template, {**_of(cause), "drugs": listed(d.name for d in cause.drugs)})
    return sentence(pieces["listed"], _of(cause))


def _of(cause: Cause) -> dict[str, str]:
    return {"phrase": cause.phrase, "is": "are" if cause.plural else "is"}
