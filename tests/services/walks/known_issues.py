"""Where Nia is known to fall short of an invariant; each is named, and as narrow as it can be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.services.walks.turn import Turn


@dataclass(frozen=True)
class KnownIssue:
    """`invariant` does not hold where `met` says so of a turn."""

    name: str
    invariant: str
    met: Callable[[Turn], bool]


KNOWN_ISSUES: tuple[KnownIssue, ...] = ()


def known_issue(turn: Turn, invariant: str) -> str | None:
    """Return the name of the known issue that a fault is, None when it is news."""
    return next(
        (one.name for one in KNOWN_ISSUES if one.invariant == invariant and one.met(turn)), None
    )
