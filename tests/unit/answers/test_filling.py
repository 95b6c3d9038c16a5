"""Variables are put in, and what is empty leaves no trace."""

from __future__ import annotations

import pytest

from bot.answers.filling import fill_response, fill_text

VALUES = {"a": "one", "extra:card": "Show it."}


def resolve(name: str) -> str:
    return VALUES.get(name, "")


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{a} and {a}", "one and one"),
        ("First.\n{extra:card}\nLast.", "First.\nShow it.\nLast."),
        ("First.\n{none}\nLast.", "First.\nLast."),
        ("Call now. {none} Do it.", "Call now. Do it."),
        ("Call now. {none}", "Call now."),
        ("{none}", ""),
    ],
)
def test_a_text_is_filled(text, filled):
    assert fill_text(text, resolve) == filled


def test_every_part_of_a_response_is_filled():
    response = {
        "text": "{a}",
        "buttons": [{"title": "{a}?", "payload": '/ask{"x": 1}'}],
        "custom": {"deep": ["{a}", 3]},
        "metadata": {"facts": ["{a}"]},
    }
    assert fill_response(response, resolve) == {
        "text": "one",
        "buttons": [{"title": "one?", "payload": '/ask{"x": 1}'}],
        "custom": {"deep": ["one", 3]},
        "metadata": {"facts": ["{a}"]},
    }
