"""A conversation as Rasa stores it, without a model, and what the next answer depends on."""

from __future__ import annotations

import json
import random
import time
import uuid
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import create_engine

from bot.answers.message import LatestMessage
from bot.conversations import SECONDS, tracker_store
from bot.dialogue.going_back import back
from bot.dialogue.plans.reluctance import RELUCTANT
from bot.dialogue.thread import thread_of
from bot.dialogue.topics import action_of, load_topics
from tests.server import ROOT

TOPICS = load_topics()
DONE_EARLY = ("action_escalate", "utter_did_this_help", "utter_call_yes", *RELUCTANT[:2])


class StoredConversation:
    """`saved` is every event that was to be stored, `stores` all that were opened for it.

    `seconds` is how long a store waits for its database; a busy machine is no outage.
    """

    def __init__(self, address: str, seconds: float = SECONDS) -> None:
        self.address, self.seconds = address, seconds
        self.stores: list[TrackerStore] = []
        self.sender = uuid.uuid4().hex
        self.saved: list[Event] = []
        self.store = self.restarted()

    def restarted(self) -> TrackerStore:
        """A new store on the same database, as another process has it."""
        self.store = tracker_store(self.address, self.seconds)
        self.store.domain = Domain.load(ROOT / "domain.yml")
        self.stores.append(self.store)
        return self.store

    async def loaded(self, store: TrackerStore | None = None) -> DialogueStateTracker:
        return await (store or self.store).get_or_create_tracker(
            self.sender, append_action_listen=False
        )

    async def add(self, events: list[Event], store: TrackerStore | None = None) -> None:
        tracker = await self.loaded(store)
        await self.append(tracker, events, store)

    async def append(
        self, tracker: DialogueStateTracker, events: list[Event], store: TrackerStore | None = None
    ) -> None:
        for event in events:
            event.timestamp = time.time()
            tracker.update(event)
        await (store or self.store).save(tracker)
        self.saved += events

    def close(self) -> None:
        for store in self.stores:
            store.engine.dispose()

    def as_meant(self) -> list[dict[str, Any]]:
        """What `stored` should be."""
        return [event.as_dict() for event in self.saved]

    def forget(self) -> None:
        """Delete all rows, as an operator may."""
        with self.store.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM events")
        self.saved.clear()

    def whole(self) -> DialogueStateTracker:
        """The tracker that nothing was cut off from."""
        return DialogueStateTracker.from_events("x", self.saved, self.store.domain.slots)

    def stored(self) -> list[dict[str, Any]]:
        """Every row of the conversation, as it is in the database."""
        engine = create_engine(self.address)
        with engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT data FROM events ORDER BY id").all()
        engine.dispose()
        return [json.loads(data) for (data,) in rows]


def session() -> list[Event]:
    listen = ActionExecuted("action_listen")
    return [ActionExecuted("action_session_start"), SessionStarted(), listen]


def turn(intent: str, *done: str, reporter: str = "unknown", named: str = "") -> list[Event]:
    """What one message leads to; the actions are `done`."""
    entities = [{"entity": "sign", "value": named}] if named else []
    verdict = {"route": "none", "reporter": reporter, "findings": []}
    parsed = {"intent": {"name": intent}, "entities": entities, "verdict": verdict}
    events = [
        UserUttered(intent, parsed["intent"], entities, parsed, message_id=uuid.uuid4().hex),
        SlotSet("sign_question", intent == "report_unclear"),
    ]
    for action in done:
        events += [ActionExecuted(action), BotUttered(action)]
    return [*events, ActionExecuted("action_listen")]


def early() -> list[Event]:
    """Turns at the beginning, of which much must be known for the whole session."""
    return [
        *turn("report_sign", *DONE_EARLY, reporter="caregiver", named="fever"),
        *(SlotSet("alert_state", "raised"), SlotSet("contact_state", "taken")),
        SlotSet("alert_note", "reluctant"),
    ]


def at_random(chance: random.Random) -> list[Event]:
    """A turn of any kind, about any of a few topics."""
    topic = chance.choice(list(TOPICS.family)[:8])
    done = chance.choices([action_of(topic), *DONE_EARLY], [20, 1, 1, 1, 1, 1])
    intent = chance.choice([topic, topic, "follow_up_more", "report_unclear", "follow_up_that"])
    reporter = chance.choices(["unknown", "self", "caregiver"], [30, 1, 1])[0]
    return turn(intent, *done, reporter=reporter, named=chance.choices(["", "fever"], [15, 1])[0])


def remembered(tracker: DialogueStateTracker) -> dict[str, Any]:
    """All that the next answer may depend on."""
    thread, message = thread_of(tracker.events), LatestMessage.in_conversation(tracker.events)
    return {
        "slots": tracker.current_slot_values(),
        "done": thread.done,
        "persuaded": min(sum(map(thread.times, RELUCTANT)), 2),
        "asked": thread.asked,
        "latest": thread.latest,
        "topics": set(thread.answered(TOPICS)),
        "last topic": thread.answered(TOPICS)[-1:],
        "back": back(thread, TOPICS) if thread.answered(TOPICS) else None,
        "kinds": thread.last_kinds(),
        "speaker": message.reporter,
        "spoken of": message.entity_ids,
        "listens": tracker.latest_action_name,
    }
