"""One turn of a walk: what was said on both sides, and the alerts before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from careteam.records import Recorded
from careteam.state import Event
from tests.services.walks.conversation import Conversation
from tests.services.walks.messages import Message
from tests.services.walks.world import Reply, World


@dataclass(frozen=True)
class Turn:
    """`conversation` and `other` are as they were before it.

    `owed`: the message is a report, here and now; `may_report`: it may be taken for one.
    `alerts`: this conversation's, after the turn.
    """

    world: World
    conversation: Conversation
    other: Conversation
    message: Message
    owed: bool
    may_report: bool
    reply: Reply
    alerts: Sequence[Recorded]

    @property
    def open(self) -> Recorded | None:
        """The alert that no person has closed."""
        return next((one for one in self.alerts if one.state.status != "resolved"), None)

    @property
    def newest(self) -> Recorded | None:
        """The open alert, else the last one."""
        return self.open or (self.alerts[-1] if self.alerts else None)

    @property
    def reports(self) -> int:
        """How many reports the alerts hold."""
        return sum(one.state.reports for one in self.alerts)


def events(recorded: Recorded, kind: str) -> list[Event]:
    """Return an alert's events of one kind, oldest first."""
    return [event for event in recorded.events if event.kind == kind]
