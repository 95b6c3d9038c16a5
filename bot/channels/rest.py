"""Rasa's REST channel for development and tests, without the callers' liberties.

The stock channel lets the caller choose the input channel and the metadata, puts everybody
without a sender into one conversation called `default`, and logs the message on a fault.
"""

from __future__ import annotations

import uuid
from typing import Any

from rasa.core.channels.rest import RestInput
from sanic.exceptions import InvalidUsage
from sanic.request import Request

MAX_SENDER = 255


class DevelopmentRest(RestInput):
    """`POST /webhooks/rest/webhook {"sender", "message"}`; a wrong body is refused with 400."""

    @classmethod
    def name(cls) -> str:
        """The channel's name, also in the address."""
        return "rest"

    async def _extract_sender(self, req: Request) -> str:
        sender = _body(req).get("sender")
        if sender is None:
            return uuid.uuid4().hex
        if not isinstance(sender, str) or not 0 < len(sender) <= MAX_SENDER:
            raise InvalidUsage(f"'sender' must be a text of 1 to {MAX_SENDER} characters.")
        return sender

    def _extract_message(self, req: Request) -> str:
        message = _body(req).get("message")
        if not isinstance(message, str):
            raise InvalidUsage("'message' must be a text.")
        return message

    def _extract_input_channel(self, req: Request) -> str:  # noqa: ARG002
        return self.name()

    def get_metadata(self, request: Request) -> dict[str, Any] | None:  # noqa: ARG002
        """No metadata from callers: it marks late reports."""
        return None


def _body(req: Request) -> dict[str, Any]:
    body = req.json
    if not isinstance(body, dict):
        raise InvalidUsage('The body must be a JSON object: {"sender": "…", "message": "…"}.')
    return body
