"""The fixed texts that need no model, no database and no action: read once at the start.

Requirements TXT-1 (the call instruction comes first), TXT-4, TXT-6. The words stand in
data/responses/phrases.yml, under `safety` and `long_message`, with and without a number.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.phrases import load_phrases
from clinic.settings import Clinic

# Used only when the file of phrases itself cannot be read.
LAST_RESORT = (
    "Please call your doctor right away if you have a fever or feel unwell. "
    "I could not work on your message. No one may have seen it."
)


@dataclass(frozen=True)
class SafetyTexts:
    """What is said when nothing else can be, and what is added to the answer to a long message."""

    safety: str
    long_message: str


def load_safety_texts(clinic: Clinic) -> SafetyTexts:
    """Both texts with the clinic's number in them."""
    try:
        phrases = load_phrases()
        return SafetyTexts(phrases.say("safety", clinic), phrases.say("long_message", clinic))
    except Exception:
        return SafetyTexts(LAST_RESORT, LAST_RESORT)
