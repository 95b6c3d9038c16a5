"""Which questions stand on the page of questions and answers: data/website/faq.yml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.dialogue.topics import action_of
from bot.pages.words import FOLDER
from clinic.plain_yaml import read_plain_yaml


@dataclass(frozen=True)
class Question:
    """One question: `topic` is the intent that asks it, `anchor` its place on the page."""

    topic: str
    title: str

    @property
    def anchor(self) -> str:
        """The part of the address after '#'."""
        return self.topic.removeprefix("ask_").replace("_", "-")

    @property
    def response(self) -> str:
        """The name of the response that answers it."""
        return action_of(self.topic)


@dataclass(frozen=True)
class Section:
    """Questions under one heading."""

    anchor: str
    title: str
    questions: tuple[Question, ...]


@lru_cache(maxsize=1)
def sections() -> tuple[Section, ...]:
    """Return the sections in their order on the page."""
    return tuple(
        Section(
            str(given["id"]),
            str(given["title"]),
            tuple(Question(topic, str(title)) for topic, title in given["questions"].items()),
        )
        for given in read_plain_yaml(FOLDER / "faq.yml")["sections"]
    )


@lru_cache(maxsize=1)
def left_out() -> frozenset[str]:
    """Return the topics whose answers lean on a message, and so stand on no page."""
    return frozenset(map(str, read_plain_yaml(FOLDER / "faq.yml")["left_out"]))
