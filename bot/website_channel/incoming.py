"""A message as the page sends it: checked, before anything is done with it."""

from __future__ import annotations

import re
from typing import Any

from bot.message_text import MAX_PIECE, MAX_PIECES
from bot.website_channel.refusal import Refused

MOST_CHARACTERS = MAX_PIECE * MAX_PIECES
"""As much as the door reads of one message."""

_MESSAGE_ID = re.compile(r"[0-9a-f]{32}")


def message_in(body: dict[str, Any]) -> tuple[str, str | None, str | None]:
    """Return id, text and choice of a message. Raises Refused."""
    message_id, text, choice = body.get("id"), body.get("text"), body.get("choice")
    if not (isinstance(message_id, str) and _MESSAGE_ID.fullmatch(message_id)):
        raise Refused("bad_request", "id has 32 hexadecimal digits in small letters")
    if (text is None) == (choice is None):
        raise Refused("bad_request", "there is either a text or a choice")
    for value in (text, choice):
        if value is not None and not isinstance(value, str):
            raise Refused("bad_request", "text and choice are texts")
    if text is not None:
        if len(text) > MOST_CHARACTERS:
            raise Refused("too_large", f"a text has at most {MOST_CHARACTERS} characters")
        text = storable(text)
        if not text:
            raise Refused("bad_request", "the text is empty")
    return message_id, text, choice


def storable(text: str) -> str:
    """Return a text without what no database and no page can show; its lines stay."""
    kept = (one for one in text if one in "\n\t" or (one >= " " and one != "\x7f"))
    return "".join(kept).encode("utf-8", "ignore").decode("utf-8").strip()
