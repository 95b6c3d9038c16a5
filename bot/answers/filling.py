"""Put variables into every text of a response. What is unknown or empty leaves no trace."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.answers.wording import VARIABLE

FILLED = ("text", "image", "custom", "buttons", "attachment", "quick_replies", "elements")
# Button payloads such as '/ask{"x": 1}' keep their braces; only variables are touched.
Resolve = Callable[[str], str]


def fill_text(text: str, resolve: Resolve) -> str:
    """Fill one text; a line that holds nothing but empty variables is left out."""
    lines = []
    for line in text.split("\n"):
        filled = VARIABLE.sub(lambda match: resolve(match[1]), line)
        if filled != line:
            filled = re.sub(r" {2,}", " ", filled).strip(" ")
            if not filled:
                continue
        lines.append(filled)
    return "\n".join(lines)


def fill_response(response: dict[str, Any], resolve: Resolve) -> dict[str, Any]:
    """Fill every text in a response (in place) and return it."""
    for key in FILLED:
        if key in response:
            response[key] = _fill(response[key], resolve)
    return response


def _fill(value: Any, resolve: Resolve) -> Any:
    if isinstance(value, str):
        return fill_text(value, resolve)
    if isinstance(value, list):
        return [_fill(item, resolve) for item in value]
    if isinstance(value, dict):
        return {key: _fill(item, resolve) for key, item in value.items()}
    return value
