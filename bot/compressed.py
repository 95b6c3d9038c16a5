"""Sends a page or a file compressed to browsers that take it, so that it costs people less data.

Streams of events are never compressed: each event has to leave at once.
"""

from __future__ import annotations

import gzip
from functools import lru_cache

FILES_KEPT = 16
_LEVEL = 9


def takes_gzip(accepted: str | None) -> bool:
    """Tell whether the header Accept-Encoding allows gzip (RFC 9110, 12.5.3)."""
    allowed = {}
    for entry in (accepted or "").lower().split(","):
        coding, _, parameters = entry.partition(";")
        weight = parameters.replace(" ", "").removeprefix("q=") or "1"
        allowed[coding.strip()] = weight.strip("0.") != ""
    return allowed.get("gzip", allowed.get("*", False))


@lru_cache(maxsize=FILES_KEPT)
def compressed(content: bytes) -> bytes:
    """Return `content` as gzip, always the same bytes for the same content."""
    return gzip.compress(content, _LEVEL, mtime=0)
