"""TXT-4, TXT-10, TXT-14, GRD-5, GRD-12: what Nia never says, in any state."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checks.content import Content
from bot.checks.fault import Fault
from bot.checks.patterns import pattern
from bot.checks.samples import as_said_to

WHY = {
    "promises": "it promises what nobody knows",
    "soothing": "it soothes where a call may be needed",
    "all_clear": "it sounds like an all-clear",
    "claims_from_absence": "it claims more than the page says",
    "medicine_advice": "it gives advice on taking a medicine",
    "sms_keywords": "a phone company takes that word for itself",
}


def faults(content: Content) -> Iterator[Fault]:
    """Yield every forbidden phrase in any text or piece, as a patient and a caregiver read it."""
    for text in content.texts:
        found = {
            said: kind
            for words in (as_said_to("self", text.spoken), as_said_to("caregiver", text.spoken))
            for said, kind in _found(words, content)
        }
        for said, kind in found.items():
            why = WHY.get(kind, kind)
            yield Fault(text.where, f"says '{said}': {why}; say it another way.")


def _found(words: str, content: Content) -> Iterator[tuple[str, str]]:
    """Yield what is said of the forbidden phrases, and their kind."""
    for allowed in content.forbidden.get("allowed", ()):
        words = pattern(allowed).sub(" ", words)
    for kind, phrases in content.forbidden.items():
        for phrase in phrases if kind != "allowed" else ():
            match = pattern(phrase).search(words)
            if match:
                yield " ".join(match[0].split()), kind
