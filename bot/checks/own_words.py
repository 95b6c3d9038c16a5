"""GRD-9: no run of eight words is shared with the source documents.

The documents are copyrighted and not shipped. `source_shingles.txt` holds a hash of each run of
eight words in them, which is enough to recognise a copy and too little to restore the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b

from bot.checks.content import Content
from bot.checks.fault import Fault
from bot.checks.samples import render

RUN = 8
HASH_BYTES = 6
WORD = re.compile(r"[a-z0-9][a-z0-9.'-]*[a-z0-9]|[a-z0-9]")


def faults(content: Content) -> Iterator[Fault]:
    """Yield the runs of eight words that are also in the source documents."""
    for text in content.texts:
        copied: set[str] = set()
        for values in content.samples.values():
            copied |= set(copied_runs(render(text.spoken, values), content.shingles))
        for run in sorted(copied):
            yield Fault(text.where, f"repeats eight words of the source: '{run}'; say it anew.")


def copied_runs(text: str, shingles: frozenset[str]) -> Iterator[str]:
    """Yield each run of eight words of `text` whose hash is in `shingles`."""
    for run in runs(text):
        if fingerprint(run) in shingles:
            yield run


def runs(text: str) -> Iterator[str]:
    """Yield each run of eight words of `text`, in small letters, without punctuation."""
    words = WORD.findall(text.lower().replace("\u2019", "'"))
    for start in range(len(words) - RUN + 1):
        yield " ".join(words[start : start + RUN])


def fingerprint(run: str) -> str:
    """Return the hash of a run of words, 12 hexadecimal digits."""
    return blake2b(run.encode(), digest_size=HASH_BYTES).hexdigest()
