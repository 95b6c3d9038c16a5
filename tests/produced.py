"""Everything that the tests of one run said to Nia, and everything that came out of her (ESC-11).

What people say and are is noted where it goes in; the bodies that receivers got and what processes
and loggers wrote, where it comes out. Nothing of the first may stand in the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SHORTEST = 8
"""Shorter texts stand in others by chance."""

PLANTED = ("Marisol", "Thaddeus", "words of mine", "person-77", "555-0199", "marked-as-personal")
"""What several tests say as a part of something longer."""

WITH_DETAILS = '"details":'
"""In the body of a route for which a clinic has switched the words on."""

_CONVERSATION = re.compile(r"test-[0-9a-f]{32}")


@dataclass
class Produced:
    """`said`: what people said and are. `out`: (where it came out, what)."""

    said: set[str] = field(default_factory=lambda: set(PLANTED))
    out: list[tuple[str, str]] = field(default_factory=list)

    def say(self, *texts: str | None) -> None:
        """Note what goes in."""
        self.said.update(text for text in texts if text and len(text.strip()) >= SHORTEST)

    def come_out(self, where: str, text: str | bytes) -> None:
        """Note what came out."""
        words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        if words.strip():
            self.out.append((where, words))

    def come_out_in_files(self, folder: Path) -> None:
        """Note what processes wrote into `*.log` below a folder."""
        for path in sorted(folder.rglob("*.log")):
            if path.is_file():
                self.come_out(path.name, path.read_bytes())

    def leaks(self) -> list[str]:
        """Return a line for each text that came out and holds something that was said."""
        return list(_leaks(self.said, self.out))


def _leaks(said: Iterable[str], out: Iterable[tuple[str, str]]) -> Iterator[str]:
    texts = [(where, words) for where, words in out if WITH_DETAILS not in words]
    # Most of what was said is in none of them, which one look into all of them shows.
    together = "\n".join(words for _, words in texts)
    found = {text for text in said if text in together} | set(_CONVERSATION.findall(together))
    for where, words in texts:
        for text in found:
            if text in words:
                place = words.index(text)
                around = words[max(place - 80, 0) : place + len(text) + 40]
                yield f"{where}: {text!r} in {around!r}"


RUN = Produced()
"""Of this run of the tests."""
