"""Clean-up keeps every offset."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.finder import find
from bot.understanding.normalise import normalise
from bot.understanding.tokens import tokenise
from tests.unit.understanding.rule_files import verdict


@given(st.text(max_size=300))
def test_the_length_never_changes(text: str) -> None:
    assert len(normalise(text)) == len(text)


@given(st.text(max_size=300))
def test_tokens_lie_inside_the_text_in_order(text: str) -> None:
    at = 0
    for token in tokenise(text):
        assert at <= token.start < token.end <= len(text)
        at = token.end


@given(st.text(max_size=200))
def test_any_text_gets_a_verdict(text: str) -> None:
    find(text)
    assert verdict(text).route in {"escalate", "emergency", "crisis", "ask", "none"}


def test_look_alikes_become_plain() -> None:
    assert normalise("don\u2019t\u00a038,5\u00ba\uff21") == "don't 38,5\u00b0A"
