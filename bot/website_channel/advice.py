"""What a person reads when a request cannot be carried out: the call comes first (TXT-6)."""

from __future__ import annotations

from bot.answers.phrases import load_phrases
from bot.safety_texts import LAST_RESORT
from clinic.settings import Clinic


def advice(clinic: Clinic) -> str:
    """Return the fixed safety text with the number for this hour (TXT-6)."""
    try:
        return load_phrases().say("safety", clinic)
    except Exception:
        return LAST_RESORT
