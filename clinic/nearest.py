"""Suggest the name that somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

LIKELY = 60.0


def nearest(name: str, known: Iterable[str], at_least: float = LIKELY) -> str | None:
    """Return the known name that is most like `name` (0-100 similarity), or None."""
    found = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=at_least)
    return found[0] if found else None
