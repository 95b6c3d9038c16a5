"""Rasa policy: follow-ups, several questions in one message, and what was already said.

Deterministic and without training: the table of bot/dialogue/plan.py decides. Where it has
nothing to say, the rules decide (RulePolicy has the lower priority).
"""

from __future__ import annotations

import logging
from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction, confidence_scores_for
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.plan import plan
from bot.dialogue.thread import thread_of
from bot.dialogue.topics import load_topics

logger = logging.getLogger(__name__)
PRIORITY = 10  # above RulePolicy's 6


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class ThreadPolicy(Policy):
    """Predicts the planned actions of the turn one after the other, then listens."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults."""
        return {"priority": PRIORITY}

    def train(
        self,
        training_trackers: list[TrackerWithCachedStates],  # noqa: ARG002
        domain: Domain,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> Resource:
        """Learn nothing; a policy has to have something in the model."""
        with self._model_storage.write_to(self._resource):
            return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,  # noqa: ARG003
    ) -> ThreadPolicy:
        """Create the policy and read its table; ValueError or OSError when that is broken."""
        load_topics()
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> PolicyPrediction:
        """Return the next planned action with confidence 1, else nothing. Never raises."""
        scores = self._default_predictions(domain)
        try:
            action = next_action(tracker)
            if action is not None and action not in domain.action_names_or_texts:
                logger.error("%s is planned and not in the domain: train again.", action)
            elif action is not None:
                scores = confidence_scores_for(action, 1.0, domain)
        except Exception as fault:  # the rules still know what to do
            logger.error("The thread could not be followed: %s.", type(fault).__name__)
        return self._prediction(scores)


def next_action(tracker: DialogueStateTracker) -> str | None:
    """Return what is planned next for this turn, None where the rules decide."""
    thread = thread_of(tracker.events)
    planned, done = plan(thread, load_topics()), thread.latest.actions
    if not planned or done != planned[: len(done)]:
        return None
    return planned[len(done)] if len(done) < len(planned) else ACTION_LISTEN_NAME
