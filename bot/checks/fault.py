"""What a content rule found wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One finding of one rule.

    Attributes:
        where: the file and the name of the text.
        says: what is wrong and what would be right, in one sentence for a person.
    """

    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.where}: {self.says}"
