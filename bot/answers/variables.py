"""Find the value of a response's variable: clinic, look-up answer, slot, or nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from bot.answers.lookup_answers import QUESTIONS, lookup_answer
from bot.answers.message import LatestMessage
from bot.answers.near_topics import near_topics
from bot.answers.phrases import load_phrases
from bot.answers.wording import Values, phrases, piece
from bot.knowledge.entities import Entity
from bot.knowledge.knowledge import load_knowledge
from bot.knowledge.lookup import look_up
from bot.knowledge.mention import Mention, kind_of
from clinic.settings import Clinic

logger = logging.getLogger(__name__)


class ResponseVariables:
    """The variables of every response, for one clinic."""

    def __init__(self, clinic: Clinic) -> None:
        """Keep the clinic; texts and knowledge are read when first needed."""
        self._clinic = clinic

    def for_message(self, message: LatestMessage, given: Mapping[str, Any]) -> Callable[[str], str]:
        """Return a function from a variable's name to its text; it never raises.

        Args:
            message: the latest message.
            given: slots, and what an action passed along. The clinic's variables win over them.
        """
        values = {**self._clinic_values(message), "near_topics": _near(message)}

        def resolve(name: str) -> str:
            if name in values:
                return values[name]
            if name in QUESTIONS:
                return self._answer(name, message, values)
            if name.startswith("extra:"):
                return ""
            value = given.get(name)
            if value is None:
                logger.warning("The variable {%s} has no value.", name)
                return ""
            return str(value)

        return resolve

    def safety(self, message: LatestMessage) -> str:
        """Return the fixed safety text."""
        return load_phrases().say("safety", self._clinic, message.reporter)

    def _clinic_values(self, message: LatestMessage) -> Values:
        try:
            return load_phrases().variables(self._clinic, message.reporter)
        except Exception as fault:
            logger.error("The clinic's settings were left out: %s.", type(fault).__name__)
            return load_phrases().variables(Clinic())

    def _answer(self, name: str, message: LatestMessage, values: Values) -> str:
        """Return a look-up answer; the general one when something goes wrong on the way."""
        knowledge = load_knowledge()
        try:
            mentions = look_up(message.text)
            if not mentions:
                entities = map(knowledge.by_id.get, message.entity_ids)
                mentions = [_mention(entity) for entity in entities if entity is not None]
            return lookup_answer(name, message.text, mentions, message.findings, knowledge, values)
        except Exception as fault:
            logger.error("The variable {%s} failed: %s.", name, type(fault).__name__)
            return lookup_answer(name, "", [], [], knowledge, values)


def _near(message: LatestMessage) -> str:
    """Return the sentence that offers what is near; nothing where nothing is, or on a fault."""
    try:
        titles = near_topics(message.ranking, message.intent)
        return piece(phrases()["near_topics"], {"titles": " ".join(titles) or None})
    except Exception as fault:
        logger.error("Near topics were left out: %s.", type(fault).__name__)
        return ""


def _mention(entity: Entity) -> Mention:
    """Turn an entity that understanding found into a mention without a place in the text."""
    return Mention(entity.id, kind_of(entity), entity.name, entity.name, 0, 0)
