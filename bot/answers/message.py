"""What an answer needs of the person's latest message, and of what they said before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from rasa.shared.core.events import SessionStarted, UserUttered

from bot.answers.phrases import Reporter

REPORTERS = {"self", "caregiver", "unknown"}
FOR_ANOTHER = frozenset({"follow_up_person", "correct_person"})
# These speak of others who are ill beside the patient.
OF_OTHERS_ILL = frozenset({"ask_prevention_sick_visitors", "report_contact"})
OPEN = frozenset({"present", "uncertain"})
# These speak of a name that was said before.
ANSWERS = frozenset({"affirm", "deny"})
OF_BEFORE = frozenset({"follow_up_that", "follow_up_person", "follow_up_back"})


@dataclass(frozen=True)
class LatestMessage:
    """The text, who is speaking, the findings of the verdict, and the ids of the entities.

    ``patient``: who is told to be it, the writer or another; ``ranking``: the classifier's
    probability by intent.
    """

    text: str = ""
    reporter: Reporter = "unknown"
    patient: str = "unknown"
    findings: Sequence[Mapping[str, Any]] = ()
    entity_ids: Sequence[str] = ()
    intent: str = ""
    ranking: Mapping[str, float] = field(default_factory=dict)

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
            patient=str(verdict.get("patient") or "unknown"),
            findings=[f for f in _list(findings) if isinstance(f, Mapping)],
            entity_ids=[
                entity["value"]
                for entity in _list(entities)
                if isinstance(entity, Mapping) and isinstance(entity.get("value"), str)
            ],
            intent=str(getattr(uttered, "intent_name", None) or ""),
            ranking=_ranking(parse_data),
        )

    def mentions_another(self) -> bool:
        """Say whether somebody else is mentioned, and not said to be ill or the patient."""
        theirs = any(
            one.get("experiencer") == "relative" and one.get("assertion") in OPEN
            for one in self.findings
        )
        return self.reporter == "caregiver" and not theirs and self.patient != "other"

    @classmethod
    def in_conversation(cls, events: Iterable[Any]) -> LatestMessage:
        """Read the latest message of a session, with what it takes from those before.

        For whom somebody writes is remembered until they say otherwise (TXT-12); "is that one
        too?" speaks of the names that were said last.
        """
        said: list[LatestMessage] = []
        for event in events:
            if isinstance(event, SessionStarted):
                said.clear()
            elif isinstance(event, UserUttered):
                said.append(cls.of(event))
        if not said:
            return cls()
        latest = replace(said[-1], reporter=_speaker(said))
        if latest.intent in OF_BEFORE and not latest.entity_ids:
            named = next((one for one in reversed(said) if one.entity_ids), None)
            if named is not None:
                latest = replace(latest, entity_ids=named.entity_ids, findings=named.findings)
        if latest.intent in ANSWERS and len(said) > 1:
            # "No, it did not help": near is what is near the question before.
            latest = replace(latest, ranking=said[-2].ranking, intent=said[-2].intent)
        return latest


def _speaker(said: Sequence[LatestMessage]) -> Reporter:
    """Return who was last said to be spoken of.

    Whoever has said to be the patient stays it while "my grandson" is only mentioned.
    """
    speaker: Reporter = "unknown"
    claimed = False
    for message in said:
        if message.reporter == "caregiver" and not message.mentions_another():
            speaker, claimed = "caregiver", False
        elif message.patient == "writer":
            speaker, claimed = "self", True
        elif message.reporter == "self":
            speaker = "self"
        elif message.reporter == "caregiver" or message.intent in FOR_ANOTHER:
            ill = message.intent in OF_OTHERS_ILL
            speaker = (
                speaker if (claimed and message.intent not in FOR_ANOTHER) or ill else "caregiver"
            )
    return speaker


def _ranking(parse_data: Any) -> dict[str, float]:
    ranked = parse_data.get("intent_ranking") if isinstance(parse_data, Mapping) else None
    return {
        str(one.get("name")): float(one.get("confidence") or 0.0)
        for one in _list(ranked)
        if isinstance(one, Mapping)
    }


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()
