"""Puts the parts together: the agent, its actions, the inbox, the door and the reconciler."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.utils import AvailableEndpoints

from bot.action_answers import check_no_more
from bot.action_endpoint import ActionEndpoint, in_process, remote
from bot.conversations import lock_store, tracker_store
from bot.door import Door
from bot.inbox import Inbox
from bot.recent_tracker_store import RecentTrackerStore
from bot.reconciler import Reconciler
from bot.reply_time import reply_seconds
from bot.safety_texts import SafetyTexts
from bot.shown import Shown
from bot.told_reports import ToldReports
from clinic.environment import Environment

ROOT = Path(__file__).resolve().parent.parent
ACTIONS = "actions"


class ModelError(Exception):
    """The model cannot be loaded; the message says what to do."""


@dataclass(frozen=True)
class Assistant:
    """A loaded assistant; messages go through `agent.handle_message`, which is the door's."""

    agent: Agent
    inbox: Inbox
    reconciler: Reconciler
    trackers: RecentTrackerStore


def load_assistant(model: Path, environment: Environment, texts: SafetyTexts) -> Assistant:
    """Load the model and put the door before it. Raises ModelError."""
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    inbox = Inbox(environment.data_dir / "inbox.db")
    if environment.action_endpoint:
        call = remote(environment.action_endpoint, environment.action_timeout)
    else:
        call = in_process(ACTIONS)
    check_no_more()
    actions = ActionEndpoint(call, environment.action_timeout, inbox)
    trackers = tracker_store(environment.tracker_db_url, environment.database_timeout)
    agent = Agent(
        generator=endpoints.nlg,
        tracker_store=trackers,
        lock_store=lock_store(environment.redis_url, environment.database_timeout),
        action_endpoint=actions,
    )
    try:
        agent.load_model(model)
    except Exception as fault:
        raise ModelError(
            f"The model {model.name} cannot be loaded ({type(fault).__name__}: {fault}); "
            f"remove it and run `make train`."
        ) from fault
    if not getattr(agent.nlg, "responses", None):
        raise ModelError(f"The model {model.name} has no responses; run `make train`.")
    shown = Shown(actions)
    seconds = reply_seconds(environment.action_timeout)
    Door.install(agent, inbox, texts.safety, texts.long_message, shown, seconds)
    reconciler = Reconciler(agent, inbox, actions, shown, ToldReports(trackers))
    return Assistant(agent, inbox, reconciler, trackers)
