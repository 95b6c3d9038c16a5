"""Put variables into every text of a response. What is unknown or empty leaves no trace.

A variable that begins a sentence begins with a capital letter: "{your_doctor} may ..." reads
"Your doctor may ..." or "Their doctor may ...". Buttons and whatever else is no text keep the
letters that they have.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.answers.wording import VARIABLE

FILLED = ("text", "image", "custom", "buttons", "attachment", "quick_replies", "elements")
# Button payloads such as '/ask{"x": 1}' keep their braces; only variables are touched.
Resolve = Callable[[str], str]

# What stands before a sentence: the beginning of a line, the dash of a list item, or the end of the
# sentence before. A colon is no end.
BEFORE_A_SENTENCE = re.compile(r"(?:^|[.?!][\"')]?\s)\s*(?:-\s+)?\Z")
# A plain word in small letters; addresses ("https://...") and names ("iCare") stay as they are.
PLAIN_WORD = re.compile(r"[a-z][a-z'-]*[,.?!]*(?:\s|\Z)")


def fill_text(text: str, resolve: Resolve) -> str:
    """Fill one text and begin its sentences with capital letters.

    A line that holds nothing but empty variables is left out.
    """
    return _fill_lines(text, lambda line: _fill_sentences(line, resolve))


def fill_response(response: dict[str, Any], resolve: Resolve) -> dict[str, Any]:
    """Fill every text in a response (in place) and return it."""
    for key in FILLED:
        if key in response:
            value = response[key]
            spoken = key == "text" and isinstance(value, str)
            response[key] = fill_text(value, resolve) if spoken else _fill(value, resolve)
    return response


def _fill(value: Any, resolve: Resolve) -> Any:
    if isinstance(value, str):
        return _fill_lines(value, lambda line: VARIABLE.sub(lambda match: resolve(match[1]), line))
    if isinstance(value, list):
        return [_fill(item, resolve) for item in value]
    if isinstance(value, dict):
        return {key: _fill(item, resolve) for key, item in value.items()}
    return value


def _fill_lines(text: str, fill_line: Callable[[str], str]) -> str:
    lines = []
    for line in text.split("\n"):
        filled = fill_line(line)
        if filled != line:
            filled = re.sub(r" {2,}", " ", filled).strip(" ")
            if not filled:
                continue
        lines.append(filled)
    return "\n".join(lines)


def _fill_sentences(line: str, resolve: Resolve) -> str:
    """Fill one line; what was filled in so far tells where a sentence begins."""
    said, end = "", 0
    for variable in VARIABLE.finditer(line):
        said += line[end : variable.start()]
        value = resolve(variable[1])
        said += _capital(value) if BEFORE_A_SENTENCE.search(said) else value
        end = variable.end()
    return said + line[end:]


def _capital(value: str) -> str:
    return value[:1].upper() + value[1:] if PLAIN_WORD.match(value) else value
