"""TXT-4, TXT-10, TXT-14, GRD-5, GRD-12: what Nia never says, in any state."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checks.content import Content
from bot.checks.fault import Fault
from bot.checks.patterns import pattern

WHY = {
    "promises": "it promises what nobody knows",
    "soothing": "it soothes where a call may be needed",
    "all_clear": "it sounds like an all-clear",
    "claims_from_absence": "it claims more than the page says",
    "medicine_advice": "it gives advice on taking a medicine",
    "sms_keywords": "a phone company takes that word for itself",
}


def faults(content: Content) -> Iterator[Fault]:
    """Yield every forbidden phrase in any text or piece."""
    for text in content.texts:
        words = text.spoken
        for allowed in content.forbidden.get("allowed", ()):
            words = pattern(allowed).sub(" ", words)
        for kind, phrases in content.forbidden.items():
            for phrase in phrases if kind != "allowed" else ():
                found = pattern(phrase).search(words)
                if found:
                    said = " ".join(found[0].split())
                    why = WHY.get(kind, kind)
                    yield Fault(text.where, f"says '{said}': {why}; say it another way.")
