"""The patterns of `data/content_rules`: `a|b` is either, `...` is anything between."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=2048)
def pattern(written: str) -> re.Pattern[str]:
    """Compile a written pattern; it matches whole words, in capitals or not, across lines."""
    choices = []
    for choice in written.split("|"):
        parts = [
            r"\s+".join(re.escape(word) for word in part.split()) for part in choice.split("...")
        ]
        choices.append(r"\b.{0,60}?\b".join(part for part in parts if part))
    return re.compile(rf"(?<!\w)(?:{'|'.join(choices)})(?!\w)", re.IGNORECASE | re.DOTALL)
