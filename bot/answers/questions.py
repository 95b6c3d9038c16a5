"""Is it a question that 'Yes.' answers?"""

from __future__ import annotations

import re

# "Can I take clozapine?" must never be answered "Yes.": only questions about causing, about
# being listed and about being a sign are, and none that holds a "not" or asks about doing.
BEGINS = re.compile(
    r"(?:^|[.!?,;:]\s*|\b(?:and|so|but|ok|hi|hello|hey|also|please)\s+)"
    r"(?:can|could|does|do|did|is|are|was|were|would|will|may|might)\b",
    re.IGNORECASE,
)
CAUSES = re.compile(
    r"\b(?:caus\w+|cuase\w*|lead(?:s|ing)? to|give (?:you|me|him|her|someone)|bring\w* on|"
    r"trigger\w*|result\w* in|responsible|to blame|bring\w* down|lower\w*|drop\w*|reduc\w+|"
    r"(?:on|in) (?:the|your|that|this) (?:list|page)|listed|one of the)\b",
    re.IGNORECASE,
)
# What is caused must be the low count: "can clozapine cause death?" gets no "Yes.".
THE_LOW_COUNT = re.compile(
    r"\b(?:it|this|that|low\w*|neutro\w*|nutro\w*|counts?|white|wbc|anc|list\w*|page|"
    r"(?:a|the|one of the|possible) causes?|responsible|to blame)\b",
    re.IGNORECASE,
)
SIGNS = re.compile(r"\b(?:sign|signs|symptom|symptoms|warning|count(?:s)? as)\b", re.IGNORECASE)
# What turns a question round, or narrows it.
TURNED = re.compile(
    r"\b(?:not|dont|doesnt|cant|isnt|arent|never|no|without|only|always|all|every)\b|n't\b",
    re.IGNORECASE,
)
# What makes it a question about doing something.
DOING = re.compile(
    r"\b(?:stop\w*|quit\w*|take|taking|safe|skip|change|treat\w*|cure\w*|help\w*|prevent\w*|"
    r"raise\w*)\b",
    re.IGNORECASE,
)


def asks_if_cause(text: str) -> bool:
    """Tell whether 'Yes.' is a true start for an answer about a listed cause."""
    asked = BEGINS.search(text) and CAUSES.search(text) and THE_LOW_COUNT.search(text)
    return bool(asked) and not TURNED.search(text) and not DOING.search(text)


def asks_if_sign(text: str) -> bool:
    """Tell whether 'Yes.' is a true start for an answer about a listed sign."""
    return bool(BEGINS.search(text) and SIGNS.search(text) and not TURNED.search(text))
