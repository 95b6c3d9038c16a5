"""Rasa graph component: what a message names, as entities, and what it says of the patient."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.knowledge.lookup import look_up
from bot.understanding import failures
from bot.understanding.entities import (
    mention_entities,
    phone_entities,
    reading_entities,
    sign_entities,
)
from bot.understanding.spacy_pipeline import find_spans as find
from bot.understanding.temperature import read_temperatures

FINDINGS = "findings"  # list[Finding], for the verdict; not part of the output
READINGS = "readings"  # list[Reading], likewise
MENTIONS = "mentions"  # list[Mention], likewise


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FindingsExtractor(GraphComponent, EntityExtractorMixin):
    """Sets `entities`, and leaves findings, readings and mentions on the message for the verdict.

    The three readers fail apart: an error in one is noted, and the others still count.
    """

    @staticmethod
    def required_packages() -> list[str]:
        """Return what must be installed to run the component."""
        return ["rapidfuzz", "spacy"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> FindingsExtractor:
        """Create the component and load all rule files, so that the first message is not slow."""
        for reader in (find, read_temperatures, look_up):
            reader("a fever of 101.5 from methimazole")
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add entities to every message; an error leaves none of its kind and a note of it."""
        for message in messages:
            text = message.get(TEXT) or ""
            message.set(FINDINGS, self._read(find, text, message))
            message.set(READINGS, self._read(read_temperatures, text, message))
            message.set(MENTIONS, self._read(look_up, text, message))
            entities = [
                *sign_entities(message.get(FINDINGS)),
                *reading_entities(message.get(READINGS)),
                *mention_entities(message.get(MENTIONS), message.get(FINDINGS)),
                *self._read(phone_entities, text, message),
            ]
            entities.sort(key=lambda entity: (entity["start"], entity["end"]))
            present = message.get(ENTITIES) or []
            extracted = present + self.add_extractor_name(entities)
            message.set(ENTITIES, extracted, add_to_output=True)
        return messages

    def _read(self, reader: Callable[[str], list[Any]], text: str, message: Message) -> list[Any]:
        try:
            return reader(text)
        except Exception as error:  # never let a message through unread
            failures.note(message, f"{self.name}.{reader.__name__}", error)
            return []
