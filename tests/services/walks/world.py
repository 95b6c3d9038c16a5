"""Nia inside the tests' own process, with a clinic that has a webhook, and its nurse."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import SessionConfig
from rasa.shared.core.events import BotUttered, UserUttered
from sqlalchemy import select
from sqlalchemy.engine import Connection

from actions.team import team
from bot.assistant import Assistant, load_assistant
from bot.chat import reply
from bot.dialogue.thread import Thread, thread_of
from bot.quiet import hush_rasa
from bot.safety_texts import load_safety_texts
from careteam.delivery import deliver_due
from careteam.handling import acknowledge, resolve
from careteam.records import Recorded, read_alerts
from careteam.report import conversation_key
from careteam.revival import revive
from careteam.schema import alerts
from careteam.service import CareTeam
from careteam.store import Store
from clinic.environment import Environment
from clinic.settings import load_clinic
from tests.services.walks.sink import PATIENCE, Sink

NURSE = "nurse"
CLINIC = """\
name: Oak Street Clinic
region: US
phone: {{daytime: 555-0100}}
alerts:
  routes:
    - {{kind: webhook, name: desk, url: "{url}", timeout: {patience}}}
"""


@dataclass(frozen=True)
class Reply:
    """What came of one message: the texts as sent, and the tracker's record of the turn."""

    texts: Sequence[str]
    said: Sequence[tuple[str, str]]
    """Each text with the response that it is of."""
    thread: Thread
    sign_question: bool | None

    @property
    def actions(self) -> Sequence[str]:
        """What Nia did, in order."""
        return self.thread.latest.actions


@dataclass
class World:
    """`seen`: the alerts that the nurse acknowledged or resolved."""

    assistant: Assistant
    sink: Sink
    loop: asyncio.AbstractEventLoop
    seen: set[str] = field(default_factory=set)
    _trackers: dict[str, Any] = field(default_factory=dict)

    _reading: Connection | None = None

    def __post_init__(self) -> None:
        self.store.prepare()
        trackers = self.assistant.agent.tracker_store
        save = trackers.save

        async def saved(tracker: Any) -> None:
            # Reading it back from the database would take longer than the turn.
            self._trackers[tracker.sender_id] = tracker
            await save(tracker)

        trackers.save = saved

    @property
    def team(self) -> CareTeam:
        """The care team that the actions tell."""
        return team().care_team

    @property
    def store(self) -> Store:
        """The alert store of the actions."""
        return self.team.store

    def say(self, *messages: tuple[str, str], after_a_pause: bool = False) -> list[Reply]:
        """Return the replies to messages (conversation, text) that are sent at the same time."""
        domain = self.assistant.agent.processor.domain
        usual = domain.session_config
        try:
            if after_a_pause:
                domain.session_config = SessionConfig(1e-9, usual.carry_over_slots)
            sent = self.loop.run_until_complete(self._all(messages))
        finally:
            domain.session_config = usual
        return [
            self._reply(sender, texts) for (sender, _), texts in zip(messages, sent, strict=True)
        ]

    async def _all(self, messages: Sequence[tuple[str, str]]) -> list[list[str]]:
        sent = await asyncio.gather(*(reply(self.assistant, *message) for message in messages))
        return [[str(response.get("text") or "") for response in one] for one in sent]

    def _reply(self, sender: str, texts: Sequence[str]) -> Reply:
        tracker = self._trackers[sender]
        said: list[tuple[str, str]] = []
        for event in reversed(tracker.events):
            if isinstance(event, UserUttered):
                break
            if isinstance(event, BotUttered):
                said.insert(0, (str(event.metadata.get("utter_action")), str(event.text)))
        return Reply(texts, said, thread_of(tracker.events), tracker.get_slot("sign_question"))

    def alerts(self, conversation: str) -> list[Recorded]:
        """Return a conversation's alerts as the store has them, oldest first."""
        own = (
            select(alerts.c.id)
            .where(alerts.c.conversation_key == conversation_key(conversation))
            .order_by(alerts.c.created_at)
        )
        # One connection for all turns: opening one takes longer than reading.
        self._reading = self._reading or self.store.engine.connect()
        with self._reading.begin():
            ids = list(self._reading.execute(own).scalars())
            return [read_alerts(self._reading, alert_id)[0] for alert_id in ids]

    def acknowledge(self, alert_id: str) -> None:
        """Let the nurse see an alert."""
        self.seen.add(alert_id)
        acknowledge(self.store, alert_id, NURSE)

    def resolve(self, alert_id: str) -> None:
        """Let the nurse close an alert."""
        self.seen.add(alert_id)
        resolve(self.store, alert_id, NURSE, "spoke to the patient")

    def repair(self) -> None:
        """Let the operator repair the route: what was refused is delivered again."""
        revive(self.store)
        deliver_due(self.store, tuple(self.team.routes.values()), limit=4, seconds=PATIENCE)


@contextmanager
def world(model: Path, folder: Path) -> Iterator[World]:
    """Yield Nia with a data folder and an alert store of her own."""
    sink = Sink()
    clinic = folder / "clinic.yml"
    clinic.write_text(CLINIC.format(url=sink.url, patience=PATIENCE))
    loop = asyncio.new_event_loop()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIA_DATA_DIR", str(folder))
        patch.setenv("NIA_CLINIC_FILE", str(clinic))
        team.cache_clear()
        hush_rasa()  # its log of every step takes as long as the step
        texts = load_safety_texts(load_clinic(clinic))
        try:
            yield World(load_assistant(model, Environment.from_environ(), texts), sink, loop)
        finally:
            team.cache_clear()
            sink.close()
            loop.close()
