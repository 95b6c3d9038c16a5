"""Cut a text into what is read in one go: sentences, and lists together with their heads."""

from __future__ import annotations

import re

ITEM = re.compile(r"^\s*-\s+")
SENTENCE_END = re.compile(r"(?<=[.?!:])\s+(?=[\"'A-Z{])")
PHONE_NUMBER = re.compile(r"\+?\d[\d() -]{5,}\d")
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'.,/-]*")


def sentences(text: str) -> list[str]:
    """Return the sentences of `text`; each line of a list begins a new one."""
    found: list[str] = []
    for line in text.splitlines():
        parts = SENTENCE_END.split(ITEM.sub("", line))
        found.extend(part.strip() for part in parts if part.strip())
    return found


def list_items(text: str) -> list[list[str]]:
    """Return the lists in `text`, each as its items."""
    lists: list[list[str]] = []
    inside = False
    for line in text.splitlines():
        if ITEM.match(line):
            if not inside:
                lists.append([])
            lists[-1].append(ITEM.sub("", line).strip())
            inside = True
        else:
            inside = False
    return lists


def passages(text: str) -> list[str]:
    """Return the sentences of `text`, where a list and the sentence before it are one passage."""
    found: list[str] = []
    for line in text.splitlines():
        if ITEM.match(line) and found:
            found[-1] += "\n" + line
        else:
            found.extend(part.strip() for part in SENTENCE_END.split(line) if part.strip())
    return found


def word_count(sentence: str) -> int:
    """Return how many words `sentence` has; a phone number counts as one."""
    return len(WORD.findall(PHONE_NUMBER.sub("number", sentence)))
