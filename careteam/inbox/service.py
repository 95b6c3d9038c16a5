"""What every page of one inbox has in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from careteam.clock import utc_now
from careteam.inbox.passwords import Passwords
from careteam.inbox.settings import InboxSettings
from careteam.store import Store


@dataclass(frozen=True)
class Inbox:
    """One inbox. `now` is a clock, so that tests need not wait."""

    store: Store
    settings: InboxSettings
    passwords: Passwords = field(default_factory=Passwords)
    now: Callable[[], datetime] = utc_now
