"""Every one of the thirteen signs escalates, in the page's words and in people's own (DET-2).

The same sentences in capitals, misspelt and inside a question stay reports (DET-7).
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.yaml_file import read_yaml_file

FOLDER = Path(__file__).parent
KNOWN = FOLDER.parents[1] / "data" / "knowledge" / "signs.yml"
SIGNS: dict[str, dict[str, Any]] = read_yaml_file(FOLDER / "every_sign.yml")["signs"]
REPORTED = {"escalate", "emergency", "crisis"}


def misspelt(text: str) -> str:
    """Swap two unlike neighbours inside the longest word; its first and last letter stay."""
    for word in sorted(re.finditer(r"[^\W\d_]+", text), key=lambda word: -len(word.group())):
        middle = (word.start() + word.end() - 2) // 2
        inner = range(word.start() + 1, word.end() - 2)
        for i in sorted(inner, key=lambda i: abs(i - middle)):
            # Equal letters ("feel") would change nothing.
            if text[i] != text[i + 1]:
                return text[:i] + text[i + 1] + text[i] + text[i + 2 :]
    return text


def in_a_question(text: str) -> str:
    """Put the sentence between two questions that are no report."""
    return f"what causes it? {text}, and can I eat sushi?"


CHANGES: dict[str, Callable[[str], str]] = {
    "as written": str,
    "in capitals": str.upper,
    "misspelt": misspelt,
    "in a question": in_a_question,
}


def sentences(sign: str) -> list[str]:
    """All sentences of a sign."""
    said = SIGNS[sign]
    return [said["listed"], *said["said"], *said["of_a_relative"]]


def test_every_sign_of_the_page_has_its_sentences() -> None:
    known = [sign["id"] for sign in read_yaml_file(KNOWN)["signs"]]
    assert list(SIGNS) == known
    for sign in SIGNS:
        assert len(SIGNS[sign]["said"]) == 20
        assert len(SIGNS[sign]["of_a_relative"]) == 5
        assert len(set(sentences(sign))) == 26


def test_a_misspelling_swaps_two_letters_of_the_longest_word() -> None:
    assert misspelt("I have a fever") == "I have a fveer"
    assert misspelt("my mother's neck") == "my mohter's neck"
    unchanged = [text for sign in SIGNS for text in sentences(sign) if misspelt(text) == text]
    assert unchanged == ["I can't pee", "I've got a UTI"]  # No word has two inner letters.


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("sign", SIGNS)
def test_every_sentence_of_a_sign_is_a_report(assistant: Assistant, sign: str, change: str) -> None:
    async def missed() -> list[str]:
        found = []
        for text in map(CHANGES[change], sentences(sign)):
            verdict = (await assistant.agent.parse_message(text)).get("verdict") or {}
            if verdict.get("route") not in REPORTED:
                found.append(f"{text!r}: {verdict.get('route')}, {verdict.get('reason')}")
        return found

    failures = asyncio.run(missed())
    words = f"{len(failures)} of {sign} {change}:\n" + "\n".join(failures)
    assert not failures, words
