"""GRD-2: no number, drug, illness or name stands in a text that is not in the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.checks.content import Content
from bot.checks.fault import Fault
from bot.checks.passages import sentences
from bot.checks.patterns import pattern
from bot.checks.samples import as_said_to
from bot.checks.text import VARIABLE, Text

NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")
NAME = re.compile(r"(?<![\w'-])[A-Z][\w'-]*")
ARTICLE = re.compile(r"^(?:an?|the) ")
WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")


def faults(content: Content) -> Iterator[Fault]:
    """Yield numbers, proper names and medical words that no list allows."""
    known = set(page_words(content))
    proper = known | {part for name in content.names.get("proper", ()) for part in name.split()}
    medical = {word.lower() for word in (*proper, *content.names.get("medical", ()))}
    outside = [*content.names.get("outside", ()), *names_outside(content)]
    endings = tuple(content.names.get("endings", ()))
    for text in content.texts:
        words = _plain(text)
        for number in sorted(set(NUMBER.findall(words))):
            if number not in content.names.get("numbers", ()):
                yield Fault(text.where, f"holds the number {number}, which is in no fact.")
        for name in sorted(_names(text) - proper):
            yield Fault(text.where, f"holds the name {name}, which is in no fact.")
        for word in sorted({word.lower() for word in WORD.findall(words)}):
            if word.endswith(endings) and word not in medical:
                yield Fault(text.where, f"holds '{word}', which looks medical and is in no fact.")
        for name in outside:
            if pattern(name).search(words):
                yield Fault(text.where, f"holds '{name}', which the document does not hold.")


def page_words(content: Content) -> Iterator[str]:
    """Yield each word of the names of causes, drugs, brands and signs that the page holds."""
    knowledge = content.knowledge
    for cause in knowledge.causes:
        yield from WORD.findall(f"{cause.name} {cause.phrase}")
    for drug in knowledge.drugs:
        yield from WORD.findall(drug.name)
    for brand in knowledge.brands:
        yield from WORD.findall(brand.name)
    for sign in knowledge.signs:
        yield from WORD.findall(sign.name)


def names_outside(content: Content) -> Iterator[str]:
    """Yield the names that the page does not hold; what a listed drug is for is on the page."""
    for outsider in content.knowledge.outsiders:
        if outsider.used_for is None:
            yield ARTICLE.sub("", outsider.name)


def _plain(text: Text) -> str:
    """Return what is read, without the variables that hold no words about the patient."""
    return VARIABLE.sub(" ", as_said_to("self", text.spoken))


def _names(text: Text) -> set[str]:
    """Return the words with a capital letter that do not just begin a sentence."""
    found: set[str] = set()
    for sentence in sentences(_plain(text)):
        first = re.match(r"\W*[\w'-]+", sentence)
        found.update(NAME.findall(sentence, first.end() if first else 0))
    return found
