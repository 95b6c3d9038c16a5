"""Every answer that names a sign of infection says to call the doctor right away."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checks.content import Content
from bot.checks.fact_words import where_said
from bot.checks.fault import Fault
from bot.checks.patterns import pattern

CALL = pattern(
    "call ... right away|{call_doctor}|{if_now}|{if_sign_starts}|{sign_answer}|{call_now}"
)


def faults(content: Content) -> Iterator[Fault]:
    """Yield responses that name a sign, or speak of infection signs, without the call line."""
    signs = [sign.fact for sign in content.knowledge.signs if sign.fact in content.said_as]
    for text in content.responses:
        named = any(where_said(text, content.said_as[sign]) for sign in signs)
        if (named or "sign of infection" in text.words) and not CALL.search(text.words):
            yield Fault(
                text.where,
                "speaks of a sign of infection and does not say to call the doctor right away.",
            )
