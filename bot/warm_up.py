"""Loads what is loaded once, before the first person waits for it (ESC-2)."""

from __future__ import annotations

import logging

import rasa
from rasa.core.agent import Agent

logger = logging.getLogger(__name__)

ASKING = "action_alert_status"
"""Of all actions the one that changes nothing; it opens what the others need."""

NOBODY = "nobody"


async def warm_up(agent: Agent) -> None:
    """Understand a word, and ask what is known of nobody and nobody's alert; never raises."""
    latest = {"text": "hello", "message_id": NOBODY}
    tracker = {"sender_id": NOBODY, "latest_message": latest, "events": [], "slots": {}}
    call = {"next_action": ASKING, "sender_id": NOBODY, "tracker": tracker}
    try:
        await agent.parse_message("hello")
        await agent.action_endpoint.request(json={**call, "version": rasa.__version__})
        await agent.tracker_store.retrieve(NOBODY)
    except Exception as fault:
        logger.warning("The first answer may take longer (%s).", type(fault).__name__)
