"""Whether somebody writes about another person's body, where no sign says so (TXT-12)."""

from __future__ import annotations

from bot.understanding.analysis import Analysis
from bot.understanding.patient import writer_is_patient


def speaks_for_another(a: Analysis) -> bool:
    """Say whether a message is about a relative or somebody in care, and not about the writer.

    "Should my husband wear a mask?", "my mum is on chemo, can she have visitors?"; but not
    "can my husband visit me?" nor "my mum says no. Why are crowds bad?".
    """
    others = list(a.cues.get("relative", ()))
    speaking = a.cues.get("relative_speaks", ())
    if not a.cues.get("third_person") and not a.cues.get("other_is_patient"):
        others = [one for one in others if not any(s.start <= one.start < s.end for s in speaking)]
    if not others or writer_is_patient(a):
        return False
    if a.cues.get("other_is_patient") or a.cues.get("third_person"):
        return True
    # The "my" of "my husband" says nothing about the writer.
    return not [
        own
        for own in a.cues.get("self", ())
        if not any(other.start - 1 <= own.start < other.end for other in others)
    ]
