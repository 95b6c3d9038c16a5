"""Answer 'is X a sign?': listed or not, always with the call line (W0, GRD-5, DET-9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.answers.questions import asks_if_sign
from bot.answers.wording import Values, fill, listed, lookups, sentence
from bot.knowledge.entities import Sign
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.mention import Mention

FEVER = "fever"
# A headache is found as new pain, but the page does not name headaches: no "Yes.".
ONLY_BY_NAME = {"new_pain": "pain"}


def answer_signs(
    text: str,
    mentions: Sequence[Mention],
    findings: Iterable[Mapping[str, Any]],
    knowledge: Knowledge,
    words: Values,
) -> str:
    """Return the whole answer.

    Args:
        text: the message; only whether 'Yes.' fits is read from it.
        mentions: what `look_up` found in it.
        findings: the findings of the message's verdict (concept, kind, ...).
        words: `clinic_variables`, for the call line.
    """
    pieces = lookups()["sign"]
    found = list(findings)
    signs = _signs(mentions, found, knowledge)
    emergency = any(finding.get("kind") == "emergency" for finding in found)
    outside = _outside(mentions) if not signs else []
    lines: list[str] = []
    if signs:
        plain = len(signs) == 1 and _is_called(signs[0], text) and asks_if_sign(text)
        begin = f"{lookups()['yes']} " if plain else ""
        most = int(lookups()["most_answered"])
        name = listed(sign.name for sign in signs[:most])
        template = pieces["listed" if len(signs) == 1 else "listed_many"]
        lines.append(begin + sentence(template, {"name": name}))
        if any(sign.id == FEVER for sign in signs):
            level = {"page_level": lookups()["page_fever_level"]}
            lines.append(fill(pieces["level"], level))
    elif outside:
        lines.append(fill(pieces["not_listed"], {"names": listed(outside, last="or")}))
        lines.append(pieces["not_listed_tail"])
    else:
        lines.append(pieces["unrecognised"])
    if emergency:
        lines.append(fill(pieces["emergency"], words))
    return " ".join([*lines, words["if_now"]])


def _is_called(sign: Sign, text: str) -> bool:
    return ONLY_BY_NAME.get(sign.id, "") in text.lower()


def _signs(
    mentions: Iterable[Mention], findings: Iterable[Mapping[str, Any]], knowledge: Knowledge
) -> list[Sign]:
    ids = [str(finding.get("concept")) for finding in findings if finding.get("kind") == "sign"]
    ids += [mention.id for mention in mentions if mention.kind == "sign"]
    entities = (knowledge.by_id.get(sign_id) for sign_id in dict.fromkeys(ids))
    return [entity for entity in entities if isinstance(entity, Sign)]


def _outside(mentions: Iterable[Mention]) -> list[str]:
    """Return the names that are no sign of the page; groups and measures are no complaint."""
    return [m.name for m in mentions if m.kind not in {"group", "measure", "sign"}]
