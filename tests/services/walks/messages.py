"""What people write in the random walks, and what each message may and must lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.dialogue.topics import load_topics
from bot.yaml_file import read_yaml_file

LABELLED = Path(__file__).parents[2] / "labelled"
OF_ANOTHER = re.compile(
    r"^\{name\}|\b(he|she|his|her|husband|wife|mother|dad|son|sister|patient)\b", re.IGNORECASE
)
ONES_OWN = re.compile(r"\b(i|my|me)\b", re.IGNORECASE)
ALWAYS, NEVER = "always", "never"
SIGNS = frozenset({"signs"})
IF_ASKED, IF_ASKED_OR_REPORTED = "if_asked", "if_asked_or_reported"


@dataclass(frozen=True, repr=False)
class Message:
    """One message; see messages.yml for `raises`, `kind` (there: as), `leans`, `about`, `mentions`.

    `group` names its list there; `sign` is what a plain report has to be recorded as;
    `gives_number`: the person's phone number is in it.
    """

    text: str
    group: str
    raises: str = NEVER
    kind: str = "sign"
    leans: bool = False
    about: frozenset[str] = field(default_factory=frozenset)
    mentions: frozenset[str] = field(default_factory=frozenset)
    sign: str | None = None
    gives_number: bool = False

    def __repr__(self) -> str:
        return repr(self.text)

    def of(self, own: Mapping[str, str]) -> Message:
        """Return the message as the person of one conversation writes it."""
        return replace(self, text=self.text.format(**own))


def read() -> dict[str, list[Message]]:
    """Return all messages by group: those of messages.yml, every sign and every question."""
    given = yaml.safe_load((Path(__file__).parent / "messages.yml").read_text(encoding="utf-8"))
    groups = {name: list(_group(name, content)) for name, content in given.items()}
    groups["questions"] += _questions()
    groups["reports"] += _signs()
    return groups


def _group(name: str, content: Mapping[str, Any]) -> Iterable[Message]:
    for entry in content["texts"]:
        one = entry if isinstance(entry, dict) else {"text": entry}
        yield Message(
            str(one["text"]),
            name,
            raises=content.get("raises", NEVER),
            kind=content.get("as", "sign"),
            leans=content.get("leans", False),
            about=frozenset(one.get("about", content.get("about", ()))),
            mentions=frozenset(content.get("mentions", ())),
            gives_number="{number}" in one["text"],
        )


def _questions() -> list[Message]:
    content = read_yaml_file(LABELLED / "every_question.yml")
    family = load_topics().family
    return [
        Message(one["text"], "questions", about=frozenset(map(family.__getitem__, intents)))
        for one in content["sentences"]
        if (intents := [i for i in (one["intent"], *one.get("accept_intents", ())) if i in family])
    ]


def _signs() -> list[Message]:
    content = read_yaml_file(LABELLED / "every_sign.yml")["signs"]
    return [
        Message(text, "reports", raises=ALWAYS, mentions=SIGNS, sign=sign)
        for sign, said in content.items()
        for text in (said["listed"], *said["said"], *said["of_a_relative"])
    ]


def fits(question: Message, report: Message) -> bool:
    """Whether one person can say both at once without a doubt who is ill.

    A report of a relative counts while the writer may not be the patient (clinical-spec section 2,
    "Whose body"), so no question of the writer's own stands beside it.
    """
    return not (ONES_OWN.search(question.text) and OF_ANOTHER.search(report.text))


def joined(first: Message, second: Message) -> Message:
    """Return two things in one message; what must be reported of either must be reported."""
    report = first if first.raises == ALWAYS else second
    end = "" if first.text.endswith((".", "?", "!")) else "."
    return replace(
        report,
        text=f"{first.text}{end} {second.text}",
        group="two_things",
        about=first.about | second.about,
        gives_number=first.gives_number or second.gives_number,
    )


# The answer about stopping a medicine offers to look the medicine up.
OFFERED = {"ask_medicine_change": "ask_cause_lookup"}


@cache
def reachable(topic: str) -> frozenset[str]:
    """Return the families that "more", "why?" and "is mine that?" lead to, with the topic's own."""
    topics = load_topics()
    that = topics.that.get(topics.family.get(topic, ""), topic)
    offered = OFFERED.get(topic, topic)
    near = (topic, *topics.more.get(topic, ()), topics.why.get(topic, topic), that, offered)
    return frozenset(topics.family[one] for one in near if one in topics.family)
