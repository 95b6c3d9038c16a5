"""A route that cannot send because something in the operator's environment is missing."""

from __future__ import annotations

from dataclasses import dataclass

from careteam.routes import Attempt, Notice, Result


@dataclass(frozen=True)
class NotReady:
    """Stands for a configured route, so that its deliveries wait for the repair and a restart."""

    name: str
    why: str

    def send(self, _notice: Notice, _seconds: float) -> Attempt:
        """Return a definite no that is tried again."""
        return Attempt(Result.UNREACHED, self.why)
