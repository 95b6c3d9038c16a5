"""What was said so far, as far as the next answer depends on it.

Only the present session counts: what was said before a pause colours nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, SessionStarted, UserUttered

from bot.dialogue.topics import Topics

ALERTING = frozenset({"escalate", "emergency", "crisis"})
ESCALATED = "action_escalate"
PHONE = "phone_number"
ASKED_BACK = frozenset({"utter_report_unclear", "utter_report_implausible", "utter_still_unclear"})
ASKED_FOR_SIGNS = ASKED_BACK | {
    "utter_report_unlisted",
    "utter_report_below_level",
    "utter_follow_up_now",
}
_ROUTES = {
    "report_sign": "escalate",
    "report_emergency": "emergency",
    "report_crisis": "crisis",
    "report_unclear": "ask",
    "report_unlisted": "ask",
}
_UNHEARD = frozenset({ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME})


@dataclass(frozen=True)
class Turn:
    """What a person wrote, as it was understood, and what Nia did then.

    ``route`` the verdict's, ``findings`` their kinds with the assertion ("worse present");
    ``signs`` those that an alert is for; ``ranking`` probability by intent;
    ``names`` in it by id and their ``kinds`` (cause, drug, sign ...); ``chance``, 0 to 1, that an
    alert is due, ``doubt`` that something may be wrong, ``perhaps`` graver routes that it may be,
    too; ``questions`` the topics of its sentences; ``reading`` and ``phone_number`` whether it
    holds one, ``implausible`` whether a temperature that no body has, ``fever_if_asked`` whether
    a number in it is a fever where Nia had asked for one; ``patient`` (writer, other) and
    ``reporter`` (self, caregiver) as
    in the verdict; ``actions`` by name, in order.
    """

    intent: str = ""
    text: str = ""
    route: str = "none"
    ranking: Mapping[str, float] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    findings: frozenset[str] = frozenset()
    signs: tuple[str, ...] = ()
    chance: float = 1.0
    doubt: float = 1.0
    questions: tuple[str, ...] = ()
    reading: bool = False
    implausible: bool = False
    fever_if_asked: bool = False
    phone_number: bool = False
    perhaps: tuple[str, ...] = ()
    patient: str = "unknown"
    reporter: str = "unknown"
    actions: tuple[str, ...] = ()

    @property
    def alerting(self) -> bool:
        """Whether the message reports something that the care team is told."""
        return self.route in ALERTING


@dataclass(frozen=True)
class Thread:
    """The turns before the latest message, oldest first, and ``latest`` with what Nia did so far.

    ``asked``: what Nia did last before the message, where her question stands.
    """

    turns: Sequence[Turn]
    latest: Turn

    @property
    def asked(self) -> str:
        """Return Nia's last action before the latest message, "" at the beginning.

        Where she asked for signs and then answered something, her question is what stands.
        """
        last = self.turns[-1].actions if self.turns else ()
        for_signs = [action for action in last if action in ASKED_FOR_SIGNS]
        return (for_signs or list(last) or [""])[-1]

    @cached_property
    def done(self) -> frozenset[str]:
        """Return everything that Nia did before the latest message."""
        return frozenset(action for turn in self.turns for action in turn.actions)

    @property
    def reported(self) -> bool:
        """Whether something was reported to the care team in this session."""
        return ESCALATED in self.done

    def times(self, action: str) -> int:
        """Return how often Nia did something before the latest message."""
        return sum(turn.actions.count(action) for turn in self.turns)

    def answered(self, topics: Topics) -> list[str]:
        """Return the topics that were answered before the latest message, oldest first."""
        found = (topics.topic_of(action) for turn in self.turns for action in turn.actions)
        return [topic for topic in found if topic is not None]

    def last_names(self) -> tuple[str, ...]:
        """Return the names that were said last, this message left out."""
        return next((turn.names for turn in reversed(self.turns) if turn.names), ())

    def last_kinds(self) -> tuple[str, ...]:
        """Return the kinds of the names that were said last, this message left out."""
        return next((turn.kinds for turn in reversed(self.turns) if turn.kinds), ())


def thread_of(events: Iterable[Any]) -> Thread:
    """Return the thread of a conversation's events (Rasa's)."""
    turns: list[Turn] = []
    actions: list[str] = []

    def close() -> None:
        if turns and actions:
            turns[-1] = replace(turns[-1], actions=tuple(actions))
        actions.clear()

    for event in events:
        if isinstance(event, SessionStarted):
            turns.clear()
            actions.clear()
        elif isinstance(event, UserUttered):
            close()
            turns.append(turn_of(event))
        elif isinstance(event, ActionExecuted) and event.action_name not in {None, *_UNHEARD}:
            actions.append(str(event.action_name))
    close()
    return Thread(turns[:-1], turns[-1]) if turns else Thread((), Turn())


def turn_of(heard: UserUttered) -> Turn:
    """Return a message as it was understood; what is missing or odd counts as not there."""
    parsed = _mapping(heard.parse_data)
    verdict = _mapping(parsed.get("verdict"))
    intent = str(_mapping(heard.intent).get("name") or heard.intent_name or "")
    return Turn(
        intent=intent,
        text=str(heard.text or ""),
        route=str(verdict.get("route") or _route_of(intent)),
        ranking={
            str(one.get("name")): float(one.get("confidence") or 0.0)
            for one in map(_mapping, _list(parsed.get("intent_ranking")))
        },
        kinds=tuple(str(_mapping(one).get("entity")) for one in _list(heard.entities)),
        names=tuple(str(_mapping(one).get("value")) for one in _list(heard.entities)),
        findings=frozenset(
            f"{one.get('kind')} {one.get('assertion')}"
            for one in map(_mapping, _list(verdict.get("findings")))
        ),
        signs=tuple(str(one) for one in _list(verdict.get("signs"))),
        chance=_weighed(verdict.get("chance")),
        doubt=_weighed(verdict.get("doubt")),
        questions=tuple(str(one) for one in _list(parsed.get("questions"))),
        reading=verdict.get("temperature_c") is not None,
        implausible=verdict.get("implausible") is True,
        fever_if_asked=verdict.get("fever_if_asked") is True,
        perhaps=tuple(str(one) for one in _list(verdict.get("perhaps")) if one in ALERTING),
        patient=str(verdict.get("patient") or "unknown"),
        reporter=str(verdict.get("reporter") or "unknown"),
        phone_number=any(_mapping(one).get("entity") == PHONE for one in _list(heard.entities)),
    )


def _route_of(intent: str) -> str:
    """Say where a message without a verdict leads, as in stories: its intent tells."""
    return _ROUTES.get(intent, "none")


def _weighed(value: Any) -> float:
    """Return a chance, the greatest where nothing was weighed."""
    return value if isinstance(value, float) else 1.0


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()
