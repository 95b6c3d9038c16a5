"""What was said while the conversations' database could not be written, until it is (ESC-2).

It is kept in memory only: what was written is on disk in the door's inbox, and the alert is in the
care team's store or owed there. This is Nia's memory of the conversation, and no more.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

logger = logging.getLogger(__name__)

MOST_ROWS = 5000

Row = dict[str, Any]


@dataclass
class Batch:
    """The rows of one turn, oldest first: all of them are stored, or none.

    `is_late`: it was tried to store them, or others may have been stored since.
    """

    rows: list[Row]
    is_late: bool = False


class UnsavedTurns:
    """The batches of each conversation in their order."""

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self._batches: dict[str, list[Batch]] = {}
        self._most_rows = most_rows

    def add(self, sender_id: str, rows: list[Row]) -> None:
        """Keep the rows of a turn; for those of very many turns there is no room."""
        self._batches.setdefault(sender_id, []).append(Batch(rows))
        while len(self._batches) > 1 and self._rows() > self._most_rows:
            self.forget(next(iter(self._batches)))
            logger.error("A conversation's latest turns are not kept; there are too many.")

    def of(self, sender_id: str) -> list[Batch]:
        """Return what is to be stored of a conversation."""
        return list(self._batches.get(sender_id, ()))

    def are_late(self, sender_id: str) -> None:
        """Take note that a conversation's turns could not be stored at once."""
        for batch in self.of(sender_id):
            batch.is_late = True

    def settle(self, sender_id: str, batches: Iterable[Batch]) -> None:
        """Let go of what was stored, or never can be."""
        gone = [id(batch) for batch in batches]
        left = [batch for batch in self.of(sender_id) if id(batch) not in gone]
        if left:
            self._batches[sender_id] = left
        else:
            self._batches.pop(sender_id, None)

    def forget(self, sender_id: str) -> None:
        """Let go of a whole conversation."""
        self._batches.pop(sender_id, None)

    def conversations(self) -> list[str]:
        """Return those of which something is to be stored."""
        return list(self._batches)

    def _rows(self) -> int:
        return sum(len(each.rows) for batches in self._batches.values() for each in batches)
