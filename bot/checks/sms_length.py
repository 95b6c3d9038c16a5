"""TXT-3: an urgent text fits into one text message, any other into a few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil
from typing import Any

from bot.checks.content import Content
from bot.checks.fault import Fault
from bot.checks.samples import render
from bot.checks.text import Text

SMS_CHANNEL = "twilio"


def faults(content: Content) -> Iterator[Fault]:
    """Yield the texts that are too long on a phone, filled with the longest sample values."""
    for text in sent_by_sms(content):
        length = max(len(render(text.words, values)) for values in content.samples.values())
        parts = message_parts(length, content.limits)
        most = 1 if text.name in content.limits["urgent"] else content.limits["sms_parts"]
        if parts > most:
            room = content.limits["sms_part"] if most == 1 else most * _several(content.limits)
            yield Fault(
                text.where,
                f"is {length} characters as a text message, and may be {room}; shorten it"
                f" or add a shorter one with channel: {SMS_CHANNEL}.",
            )


def sent_by_sms(content: Content) -> Iterator[Text]:
    """Yield what goes out by SMS: the variation for it, else the default."""
    special = {text.name for text in content.responses if text.channel == SMS_CHANNEL}
    for text in content.responses:
        if text.channel == SMS_CHANNEL or (text.channel is None and text.name not in special):
            yield text


def message_parts(length: int, limits: Mapping[str, Any]) -> int:
    """Return how many text messages `length` plain characters need."""
    return 1 if length <= limits["sms_part"] else ceil(length / _several(limits))


def _several(limits: Mapping[str, Any]) -> int:
    return int(limits["sms_part_of_several"])
