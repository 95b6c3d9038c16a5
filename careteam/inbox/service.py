"""What every page of one inbox has in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from careteam.clock import utc_now
from careteam.inbox.openid.provider import Provider
from careteam.inbox.passwords import Passwords
from careteam.inbox.settings import InboxSettings
from careteam.service import CareTeam
from careteam.store import Store


@dataclass(frozen=True)
class Inbox:
    """One inbox. `openid`: single sign-on, None without. `now` is a clock for tests."""

    team: CareTeam
    settings: InboxSettings
    passwords: Passwords = field(default_factory=Passwords)
    now: Callable[[], datetime] = utc_now
    openid: Provider | None = None

    @property
    def store(self) -> Store:
        """Where alerts, people and the audit trail are kept."""
        return self.team.store
