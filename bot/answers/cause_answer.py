"""Answer 'can X cause it?' for every name in a message, listed or not (GRD-5, GRD-6, GRD-12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answers.cause_lines import cause_line, is_plain, near_causes
from bot.answers.questions import asks_if_cause
from bot.answers.wording import Values, fill, listed, lookups, sentence
from bot.knowledge.entities import Outsider
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.mention import Mention

MEDICINES = "medicines"
OTHER = "other"
# Nobody is treated with cocaine, so its answer leaves out the line on stopping a medicine.
NO_TREATMENT = "levamisole_in_cocaine"


def answer_causes(
    text: str, mentions: Sequence[Mention], knowledge: Knowledge, words: Values
) -> str:
    """Return the whole answer.

    Args:
        text: the message; only whether 'Yes.' fits is read from it.
        mentions: what `look_up` found in it.
        knowledge: the knowledge that the mentions are of.
        words: the variables of `Phrases.variables`.
    """
    pieces = lookups()["cause"]
    chosen = _most_specific(mentions, knowledge)
    if not chosen:
        return fill(pieces["unrecognised"], words)
    most = int(lookups()["most_answered"])
    outside = [mention for mention in chosen if _nothing_to_add(mention, knowledge)][:most]
    named = [mention for mention in chosen if not _nothing_to_add(mention, knowledge)][:most]
    lines = _lines(named, knowledge, words)
    if outside:
        names = listed((mention.name for mention in outside), last="or")
        lines.append(fill(pieces["not_listed"], {"names": names}))
    if len(chosen) == 1:
        alone = len({mention.id for mention in mentions}) == 1
        lines = [_beginning(text, chosen[0], alone, knowledge) + lines[0]]
    tail = _tail(chosen, knowledge, words)
    if len(chosen) > len(named) + len(outside):
        tail.append(lookups()["too_many"])
    between = " " if len(lines) == 1 else "\n"
    return between.join(filter(None, ["\n".join(lines), " ".join(tail)]))


def _lines(named: Sequence[Mention], knowledge: Knowledge, words: Values) -> list[str]:
    """Return what is said of each; those of which the same is said share a line."""
    alike = [mention for mention in named if is_plain(mention, knowledge)]
    if len(alike) < 2:
        return [cause_line(mention, knowledge, words) for mention in named]
    causes = [knowledge.cause_of(mention.id) for mention in alike]
    names = listed(cause.phrase for cause in causes if cause)
    shared = sentence(lookups()["cause"]["listed_many"], {"names": names})
    others = [cause_line(mention, knowledge, words) for mention in named if mention not in alike]
    return [shared, *others]


def _most_specific(mentions: Iterable[Mention], knowledge: Knowledge) -> list[Mention]:
    """Drop repeats, the drug beside its brand, the class beside its drug; and measures, groups
    and signs beside anything more telling."""
    unique = {mention.id: mention for mention in reversed(list(mentions))}
    covered: set[str] = set()
    for mention_id in unique:
        drug = knowledge.drug_of(mention_id)
        if drug is not None:
            covered |= {drug.id, drug.cause} - {mention_id}
    left = [mention for mention in unique.values() if mention.id not in covered]
    left.sort(key=lambda mention: mention.start)
    for passed_over in ("measure", "group", "sign"):
        left = [mention for mention in left if mention.kind != passed_over] or left
    return left


def _nothing_to_add(mention: Mention, knowledge: Knowledge) -> bool:
    """Tell whether no more can be said than that the page does not list it."""
    entity = knowledge.by_id[mention.id]
    if not isinstance(entity, Outsider):
        return False
    return entity.used_for is None and not near_causes(entity, knowledge)


def _beginning(text: str, mention: Mention, alone: bool, knowledge: Knowledge) -> str:
    """Begin with how a misspelt name was read, or with 'Yes.' where that is true.

    Not where a second name was passed over: 'can lupus cause infections?' asks something else.
    """
    if mention.typo:
        return fill(lookups()["read_as"], {"name": mention.name}) + " "
    is_listed = mention.match == "exact" and knowledge.cause_of(mention.id) is not None
    return f"{lookups()['yes']} " if alone and is_listed and asks_if_cause(text) else ""


def _tail(chosen: Sequence[Mention], knowledge: Knowledge, words: Values) -> list[str]:
    """Return the sentences that stand once, at the end."""
    pieces = lookups()["cause"]
    kinds = {mention.kind for mention in chosen}
    outside = bool(kinds & {"not_on_page", "sign", "measure"})
    tail: list[str] = []
    if len(chosen) == 1:
        tail.extend(_group_sentence(chosen[0], knowledge))
    if "group" in kinds:
        tail.append(pieces["not_all"])
    if outside:
        if not all(_has_kinds(mention, knowledge) for mention in chosen):
            tail.append(pieces["not_listed_tail"])
        tail.append(fill(pieces["ask_doctor"], words))
    if "sign" in kinds:
        tail.append(words["if_now"])
    if any(_is_medicine(mention, knowledge) for mention in chosen):
        tail.append(fill(lookups()["medicine"], words))
    elif not outside and chosen[0].id != NO_TREATMENT:
        tail.append(sentence(pieces["find_cause"], words))
    return tail


def _has_kinds(mention: Mention, knowledge: Knowledge) -> bool:
    entity = knowledge.by_id[mention.id]
    return isinstance(entity, Outsider) and entity.has_kinds


def _group_sentence(mention: Mention, knowledge: Knowledge) -> list[str]:
    cause = knowledge.cause_of(mention.id)
    if cause is None or cause.group in {MEDICINES, OTHER} or mention.match != "exact":
        return []
    group = knowledge.by_id[cause.group]
    return [fill(lookups()["cause"]["in_group"], {"group": group.name})]


def _is_medicine(mention: Mention, knowledge: Knowledge) -> bool:
    """Tell whether somebody might stop taking it over the answer (GRD-12)."""
    entity = knowledge.by_id[mention.id]
    if isinstance(entity, Outsider):
        return entity.category == MEDICINES or entity.used_for is not None
    cause = knowledge.cause_of(mention.id)
    in_medicines = cause is not None and cause.group == MEDICINES
    return mention.id == MEDICINES or (in_medicines and mention.id != NO_TREATMENT)
