"""Rasa graph component, last in the pipeline: the decision on a message, made explicit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from bot.knowledge.lookup import look_up
from bot.understanding import failures
from bot.understanding.beside_a_question import more_urgent, of_a_passage
from bot.understanding.case import ALERTING, Classified
from bot.understanding.decision import decide
from bot.understanding.evidence_weights import shared_weights
from bot.understanding.fever_policy import FeverPolicy
from bot.understanding.findings_extractor import FINDINGS, MENTIONS, READINGS
from bot.understanding.intent_classifier import BESIDE, FAMILIARITY, PASSAGES
from bot.understanding.intent_model import RANKING_LENGTH, Prediction
from bot.understanding.intent_reader import FALLBACK
from bot.understanding.number_answer import as_answer, fever_if_asked
from bot.understanding.spacy_pipeline import find_spans as find
from bot.understanding.temperature import read_temperatures
from bot.understanding.topic_refiner import refine, refined
from bot.understanding.verdict import Verdict
from clinic.environment import Environment
from clinic.settings import load_clinic

VERDICT = "verdict"
CLASSIFIER_INTENT = "classifier_intent"
NO_TOPIC = "not_understood"  # what the verdict is without any topic


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class VerdictDecider(GraphComponent, RasaIntentClassifier):
    """Sets `verdict`, and the intent that follows from it.

    The classifier's own choice stays beside it as `classifier_intent`. Knows the clinic's fever
    level from the start of the server on: a change of clinic.yml needs no training.
    """

    def __init__(self, policy: FeverPolicy) -> None:
        self._policy = policy

    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> VerdictDecider:
        """Create the component.

        Raises:
            RasaException: when the clinic's settings or the weights are wrong; the text names the
                remedy.
        """
        try:
            shared_weights()
            fever = load_clinic(Environment.from_environ().clinic_file).fever
        except (OSError, ValueError) as error:
            raise RasaException(str(error)) from error
        return cls(
            FeverPolicy(
                threshold_c=fever.threshold_c,
                threshold_f=fever.threshold_f,
                inclusive=fever.inclusive,
                lower_alert_c=fever.lower_alert_c,
                low_c=fever.low_c,
            ),
        )

    def process(self, messages: list[Message]) -> list[Message]:
        """Decide on every message; an error of any component leads to advice and a question."""
        for message in messages:
            classified = message.get(INTENT) or {INTENT_NAME_KEY: FALLBACK}
            try:
                verdict = self._decide(message, classified)
            except Exception as error:  # never let a message through unread
                failures.note(message, type(self).__name__, error)
                verdict = Verdict("ask", "report_unclear", reason="error: VerdictDecider failed")
            message.set(CLASSIFIER_INTENT, classified, add_to_output=True)
            message.set(VERDICT, verdict.as_dict(), add_to_output=True)
            _replace_intent(message, verdict.intent)
        return messages

    def _decide(self, message: Message, classified: dict[str, Any]) -> Verdict:
        found = self._of_the_whole(message, classified)
        if (beside := message.get(BESIDE)) is not None:
            found = more_urgent(found, self._alone(*beside))
        for passage, seen in message.get(PASSAGES) or []:
            if found.route in ALERTING:
                break
            found = of_a_passage(found, self._alone(passage.text, seen), torn=passage.torn)
        return found

    def _alone(self, text: str, seen: Prediction) -> Verdict:
        """Return the verdict on a part of a message, as if it stood alone."""
        classified = refined(text, seen, look_up(text))
        return decide(text, find(text), read_temperatures(text), classified, policy=self._policy)

    def _of_the_whole(self, message: Message, classified: dict[str, Any]) -> Verdict:
        text = message.get(TEXT) or ""
        findings, readings = message.get(FINDINGS) or [], message.get(READINGS) or []
        mentions = message.get(MENTIONS) or []
        ranking = {
            one[INTENT_NAME_KEY]: one[PREDICTED_CONFIDENCE_KEY]
            for one in message.get(INTENT_RANKING_KEY) or []
            if one[INTENT_NAME_KEY] != FALLBACK
        }
        named = str(classified[INTENT_NAME_KEY])
        topic = refine(text, None if named == FALLBACK else named, ranking, mentions)
        verdict = decide(
            text,
            findings,
            readings,
            Classified.of(topic, ranking, message.get(FAMILIARITY, 0.0)),
            policy=self._policy,
            failed=bool(failures.noted(message)),
        )
        if verdict.route == "none" and verdict.intent == NO_TOPIC:
            verdict = replace(verdict, intent=FALLBACK)
        asked = fever_if_asked(text, readings, self._policy)
        verdict = replace(verdict, fever_if_asked=asked)
        return as_answer(text, verdict, findings, readings, self._policy)


def _replace_intent(message: Message, intent: str) -> None:
    """Put the verdict's intent first; a confidence of 1 says that a rule chose it."""
    if intent == (message.get(INTENT) or {}).get(INTENT_NAME_KEY):
        return
    chosen = {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: 1.0}
    others = [
        one for one in message.get(INTENT_RANKING_KEY) or [] if one[INTENT_NAME_KEY] != intent
    ]
    message.set(INTENT, chosen, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [chosen, *others][:RANKING_LENGTH], add_to_output=True)
