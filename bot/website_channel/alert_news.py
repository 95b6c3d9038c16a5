"""Tells people on the website later what became of their alert: seen, or not seen in time.

Clinical-spec section 3 rule 6. What is true is asked of the action, which reads the alert's record
at that moment; each piece of news has a key, under which the log says it once, however often it is
found, and by however many processes. A page that is closed shows it at the next visit. The words
are handed on into the alert's record, for the care team (ESC-12).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from typing import Any

import rasa
from rasa.core.agent import Agent
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from bot.answers.response_generator import FIXED
from bot.conversation_events.clock import utc_now
from bot.conversation_events.database import Database
from bot.conversation_events.event import Said
from bot.conversation_events.log import EventLog
from bot.conversation_events.rows import ConversationGone
from bot.shown import Shown
from bot.website_channel.call_cards import clinic_number
from bot.website_channel.hub import Hub
from bot.website_channel.output import NAME
from clinic.settings import Clinic

logger = logging.getLogger(__name__)

NEWS_SECONDS = 5.0
WATCHED = timedelta(days=7)
"""How long after a report its conversation is looked at, if nobody resolves the alert before."""

LONGEST_PAUSE = timedelta(minutes=1)

ACTION = "action_tell_alert_news"
STATE, OVER = "alert_news", "over"
SEEN, NOT_SEEN = "utter_alert_acknowledged", "utter_alert_not_acknowledged"


@dataclass(frozen=True)
class News:
    """One answer of the action: what to say, if anything, and whether more can come."""

    response: str | None
    key: str
    variables: Mapping[str, Any]
    is_over: bool


def news_in(answer: Mapping[str, Any]) -> News:
    """Read the action's answer; whatever is no news of an alert is none."""
    states = [event.get("value") for event in answer["events"] if event.get("name") == STATE]
    is_over = states[-1:] == [OVER]
    for said in answer["responses"]:
        response, key = said.get("response"), said.get("key")
        if response in {SEEN, NOT_SEEN} and isinstance(key, str) and key:
            variables = {"time": said["time"]} if said.get("time") else {}
            return News(response, key, variables, is_over)
    return News(None, "", {}, is_over)


def pause(age: timedelta) -> timedelta:
    """Return how long to wait between two questions about a report of this age.

    Most is heard in the first minutes; many old alerts must not cost what new ones do.
    """
    return min(max(age / 20, timedelta(0)), LONGEST_PAUSE)


class AlertNews:
    """Looks after the conversations with an urgent text: an alert may be behind it."""

    def __init__(self, agent: Agent, database: Database, hub: Hub, clinic: Clinic) -> None:
        self._agent, self._database, self._hub, self._clinic = agent, database, hub, clinic
        self._log = EventLog(database)
        self._finished: dict[str, datetime] = {}
        self._asked: dict[str, float] = {}
        self._shown = Shown(agent.action_endpoint)
        self._recorded: dict[str, str] = {}

    async def look(self) -> int:
        """Tell whatever is news; returns how many people were told something.

        Raises:
            StoreUnavailable: what was not told is told the next time.
        """
        now = utc_now()
        latest = await self._database.run(self._log.urgent, now - WATCHED)
        self._finished = dict(self._finished.items() & latest.items())
        self._asked = {each: self._asked[each] for each in latest.keys() & self._asked.keys()}
        self._recorded = {each: key for each, key in self._recorded.items() if each in latest}
        told, found = 0, []
        for conversation_id in latest.keys() - self._finished.keys():
            waited = time.monotonic() - self._asked.get(conversation_id, -inf)
            if waited < pause(now - latest[conversation_id]).total_seconds():
                continue
            self._asked[conversation_id] = time.monotonic()
            news = await self._ask(conversation_id)
            told += await self._tell(conversation_id, news)
            found.append((conversation_id, news))
        # Only when everybody is told: nobody waits for somebody else's record.
        for conversation_id, news in found:
            if await self._record(conversation_id, news) and news.is_over:
                self._finished[conversation_id] = latest[conversation_id]
        return told

    async def _record(self, conversation_id: str, news: News) -> bool:
        """Hand on what stands in the conversation, whoever wrote it; returns whether it is done."""
        if news.response is None or self._recorded.get(conversation_id) == news.key:
            return True
        event = await self._database.run(self._log.said, conversation_id, news.key)
        if event is None:
            return True
        done = await self._shown.hand_on_news(conversation_id, news.key, event.text, event.at)
        if done:
            self._recorded[conversation_id] = news.key
        return done

    async def _ask(self, conversation_id: str) -> News:
        nothing_said = DialogueStateTracker(conversation_id, [])
        call = {
            "next_action": ACTION,
            "sender_id": conversation_id,
            "tracker": nothing_said.current_state(EventVerbosity.ALL),
            "version": rasa.__version__,
        }
        return news_in(await self._agent.action_endpoint.request(json=call))

    async def _tell(self, conversation_id: str, news: News) -> bool:
        if news.response is None:
            return False
        tracker = await self._agent.tracker_store.retrieve(conversation_id)
        tracker = tracker or DialogueStateTracker(conversation_id, [])
        filled = await self._agent.nlg.generate(news.response, tracker, NAME, **news.variables)
        if filled.get("metadata") == FIXED:
            return False  # it could not be rendered, and nobody asked: nothing is said
        text = str(filled["text"])
        # Nobody has seen it: the call is what matters, as it was when the sign was reported.
        said = Said(text)
        if news.response == NOT_SEEN:
            said = Said(text, kind="urgent", call=clinic_number(self._clinic, utc_now()))
        try:
            event = await self._database.run(self._log.append, conversation_id, said, news.key)
        except ConversationGone:
            return False
        if event is not None:
            self._hub.publish(conversation_id, event)
        return event is not None
