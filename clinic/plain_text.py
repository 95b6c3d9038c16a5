"""What may stand in a text that a clinic adds: plain characters that every phone can show."""

from __future__ import annotations

LONGEST = 300
# The GSM 7-bit alphabet without its accented, Greek and escape characters: what a text message
# carries at 160 characters a part. Braces are left out, because they mark variables.
PLAIN = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \n.,;:!?'\"()-+*/%&@#$=<>_"
)


def plain_text(text: str) -> str:
    """Return `text` trimmed. Raises ValueError when it cannot be sent as it stands."""
    text = text.strip()
    strange = sorted({character for character in text if character not in PLAIN})
    if strange:
        raise ValueError(
            f"it holds characters that text messages cannot carry: {' '.join(strange)}"
        )
    if "\n\n" in text:
        raise ValueError("it holds a blank line, which would split the message")
    if len(text) > LONGEST:
        raise ValueError(f"it is longer than {LONGEST} characters")
    return text
