"""The forms of short questions that lean on the answer before, data/threads/leaning.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.dialogue.topics import TOPICS_FILE
from bot.yaml_file import read_yaml_file

FORMS_FILE = TOPICS_FILE.with_name("leaning.yml")
SAME, MORE, NO_MORE = "same", "more", "no_more"


@dataclass(frozen=True)
class Form:
    """One way to ask: ``words`` match a whole message, ``after`` gives the topic by what was told.

    ``after`` is keyed by topic or family, a topic before its family. ``names`` whether such a
    message may name a topic of its own.
    """

    name: str
    words: re.Pattern[str]
    after: Mapping[str, str]
    names: bool

    def answer(self, told: str, family: str) -> str | None:
        """Return a topic, ``MORE`` or ``NO_MORE`` after a topic of a family; None: no answer."""
        found = self.after.get(told, self.after.get(family))
        return told if found == SAME else found


@lru_cache(maxsize=1)
def load_forms() -> tuple[Form, ...]:
    """Read the forms once.

    Raises:
        ValueError: naming the form and the remedy.
        OSError: when the file cannot be read.
    """
    return forms_of(read_yaml_file(FORMS_FILE))


def forms_of(given: Any) -> tuple[Form, ...]:
    """Return the forms that were read; raises ValueError where one is odd."""
    found = []
    try:
        fill = {"it": f"(?:{given['it']})"}
        opened = rf"^\W*(?:(?:{given['openers']})\b\W*)*"
        ended = rf"(?:\W*\b(?:{given['endings']}))*\W*$"
        for name, form in given["forms"].items():
            words = str(form["words"]).replace("{it}", fill["it"])
            pattern = re.compile(f"{opened}(?:{words}){ended}", re.IGNORECASE)
            found.append(Form(name, pattern, dict(form["after"]), bool(form.get("names"))))
    except (KeyError, TypeError, AttributeError, re.error) as error:
        where = f"form {name!r}" if found or "name" in locals() else "it"
        raise ValueError(
            f"{FORMS_FILE.name}: {where} cannot be used ({type(error).__name__}: {error}); a form "
            "needs words, a regular expression, and after, topics by what was told before."
        ) from error
    return tuple(found)


def form_of(text: str) -> Form | None:
    """Return the first form that a whole message has."""
    plain = " ".join(text.replace("\u2019", "'").split())
    return next((form for form in load_forms() if form.words.match(plain)), None)
