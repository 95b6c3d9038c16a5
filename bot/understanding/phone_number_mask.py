"""Hides phone numbers from the classifier: their digits say nothing of how somebody is."""

from __future__ import annotations

from clinic.phone_number import phone_numbers

INSTEAD = "my number"


def mask_phone_numbers(text: str) -> str:
    """Return the text with "my number" for each phone number, so that all read alike (ESC-13)."""
    for number in phone_numbers(text):
        text = text.replace(number.typed, INSTEAD)
    return text
