"""Rasa's response generator, with the clinic's settings and look-up answers as variables.

Loaded by endpoints.yml (`nlg: type: bot.answers.response_generator.ClinicResponseGenerator`).
It runs inside the Rasa server and needs nothing else, so that an answer never waits.

Variables of a response (data/responses/README.md shows their wordings):

    call_doctor  call_now  if_now  if_sign_starts  phone_sentence  phone
                           the call advice, with the clinic's number for this hour if set
    emergency_call  emergency_number  crisis_line
                           the numbers of clinic.yml or of its region, else general words
    clinic_name  clinic_contact  privacy_notice  retention_days  fever_level
                           what the clinic has set
    you  you_object  your  yours  you_have  your_doctor  the_doctor
                           "you", or "they" when a caregiver speaks of the patient
    extra:<id>             a line of clinic.yml's extra_lines; nothing when it has none
    cause_answer  sign_answer  measure_answer
                           answers made from the names in the latest message
    near_topics            up to two covered questions that are near the message, or nothing
    last_answer            what Nia said last, without what it said about an alert
    any slot, and any value that an action passes along

It never raises and never stays silent: on any fault the general wordings stand in, and a response
that is unknown or empty becomes the fixed safety text (rasa-notes: missing responses are silent).
What a person typed is never put into a response, except what a slot or an action holds.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Mapping
from typing import Any

from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.answers.filling import fill_response
from bot.answers.last_answer import last_answer
from bot.answers.message import LatestMessage
from bot.answers.variables import ResponseVariables
from bot.safety_texts import LAST_RESORT
from clinic.environment import Environment
from clinic.settings import Clinic, load_clinic

logger = logging.getLogger(__name__)

FIXED = {"fixed": "safety"}
"""Marks the fixed safety text, whatever response it stands in for."""


class ClinicResponseGenerator(TemplatedNaturalLanguageGenerator):
    """Renders the responses of the domain for one clinic.

    When a model is loaded, Rasa hands its responses only to this base class.
    """

    def __init__(
        self,
        endpoint_config: EndpointConfig | None = None,
        domain: Domain | None = None,
        clinic: Clinic | None = None,
    ) -> None:
        """Take the domain's responses; read the clinic file unless a clinic is given."""
        del endpoint_config  # Rasa passes it; nothing is set there
        super().__init__(domain.responses if domain else {})
        self.variables = ResponseVariables(clinic or _clinic_of_environment())

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """Return the filled response; the safety text when there is none. Never raises."""
        slots: Mapping[str, Any] = {}
        message = LatestMessage()
        try:
            slots = tracker.current_slot_values()
            message = LatestMessage.in_conversation(tracker.events)
            response = self._chosen(utter_action, output_channel, slots)
            if response is None:
                logger.error("No response %s for channel %s.", utter_action, output_channel)
                return self._safety(message)
            given = {**slots, "last_answer": last_answer(tracker.events), **kwargs}
            filled = fill_response(response, self.variables.for_message(message, given))
            return filled if _says_something(filled) else self._safety(message)
        except Exception as fault:
            # The name only: its message could hold what the person said.
            logger.error("Rendering %s failed: %s.", utter_action, type(fault).__name__)
            return self._safety(message)

    def _chosen(
        self, utter_action: str, output_channel: str, slots: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        """Return a copy of the one variation that fits; the first, never a random one."""
        if utter_action not in self.responses:
            return None
        suitable = ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, dict(slots)
        )
        return copy.deepcopy(suitable[0]) if suitable else None

    def _safety(self, message: LatestMessage) -> dict[str, Any]:
        try:
            text = self.variables.safety(message)
        except Exception:
            text = LAST_RESORT
        return {"text": text, "metadata": dict(FIXED)}


def _says_something(response: Mapping[str, Any]) -> bool:
    if str(response.get("text") or "").strip():
        return True
    return any(response.get(key) for key in ("custom", "image", "attachment"))


def _clinic_of_environment() -> Clinic:
    """Read the clinic file; whoever started the server has already refused a wrong one."""
    try:
        return load_clinic(Environment.from_environ().clinic_file)
    except ValueError as fault:
        logger.error("The settings are wrong, so the safe defaults are used. %s", fault)
        return Clinic()
