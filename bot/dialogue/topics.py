"""The table of topics, data/threads/topics.yml: families, parts, reasons, titles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.yaml_file import read_yaml_file

TOPICS_FILE = Path(__file__).resolve().parents[2] / "data" / "threads" / "topics.yml"
NAMED_OTHERWISE = {"ask_alert_status": "action_alert_status"}


@dataclass(frozen=True)
class Topics:
    """``family`` by topic; ``more`` the parts of a topic; ``why`` its reason, ``why_named``
    that of a name which was looked up.

    ``that`` by family what tells about belonging; ``look_up`` the look-up by kind of name;
    ``others`` the list that a kind of name stands in; ``titles`` how a topic is offered.
    """

    family: Mapping[str, str]
    more: Mapping[str, tuple[str, ...]]
    why: Mapping[str, str]
    why_named: Mapping[str, str]
    that: Mapping[str, str]
    look_up: Mapping[str, str]
    others: Mapping[str, str]
    titles: Mapping[str, str]

    def topic_of(self, action: str) -> str | None:
        """Return the topic that an action answers, None for any other action."""
        return self._by_action.get(action)

    @property
    def _by_action(self) -> Mapping[str, str]:
        return _actions(tuple({*self.family, *self.more, *self.why}))


def action_of(topic: str) -> str:
    """Return what answers a topic: ask_x -> utter_x, any other -> utter_<topic>."""
    return NAMED_OTHERWISE.get(topic, "utter_" + topic.removeprefix("ask_"))


@lru_cache(maxsize=4)
def _actions(topics: tuple[str, ...]) -> Mapping[str, str]:
    return {action_of(topic): topic for topic in topics}


@lru_cache(maxsize=1)
def load_topics() -> Topics:
    """Read the table once.

    Raises:
        ValueError: when it is no such table, naming the file and the remedy.
        OSError: when it cannot be read.
    """
    return topics_of(read_yaml_file(TOPICS_FILE))


def topics_of(given: Any) -> Topics:
    """Return the table that was read; raises ValueError when a part of it is missing or odd."""
    try:
        return Topics(
            family={topic: name for name, topics in given["families"].items() for topic in topics},
            more={topic: tuple(parts) for topic, parts in given["more"].items()},
            why=dict(given["why"]),
            why_named=dict(given["why_named"]),
            that=dict(given["that"]),
            look_up=dict(given["look_up"]),
            others=dict(given["others"]),
            titles=dict(given["titles"]),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(
            f"{TOPICS_FILE.name} cannot be used ({type(error).__name__}: {error}); it needs "
            "families, more, why, why_named, that, look_up, others and titles."
        ) from error
