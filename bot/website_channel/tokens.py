"""The token of a conversation: begun by the server, signed, bound to the site it was begun from."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

from bot.conversation_events.clock import from_text, to_text

ID_PREFIX = "website-"
_ID_BYTES = 16
_PURPOSE = "nia.website-conversation.1"
_LONGEST = 1_000


class TokenRefused(Exception):
    """The token is forged, expired or of another site."""


@dataclass(frozen=True)
class Token:
    """A token as the page keeps it. `expires_at` is RFC 3339 in UTC."""

    text: str
    conversation_id: str
    expires_at: str


class Tokens:
    """Makes and reads tokens; nothing is stored for one until it is spoken with.

    Args:
        key: 32 bytes or more, the same in every server process.
        lasts: how long a conversation can be returned to.
    """

    def __init__(self, key: bytes, lasts: timedelta) -> None:
        # The expiry stands in the signed words and not in the signer's own clock.
        self._signer = URLSafeSerializer(
            key, salt=_PURPOSE, signer_kwargs={"digest_method": hashlib.sha256}
        )
        self._lasts = lasts

    def begin(self, origin: str, now: datetime) -> Token:
        """Return the token of a new conversation with 128 random bits in its id."""
        conversation_id = f"{ID_PREFIX}{secrets.token_hex(_ID_BYTES)}"
        expires_at = to_text(now + self._lasts)
        text = self._signer.dumps([conversation_id, origin, expires_at])
        return Token(text if isinstance(text, str) else text.decode(), conversation_id, expires_at)

    def read(self, text: str, origin: str, now: datetime) -> str:
        """Return the id of the conversation that a token opens. Raises TokenRefused."""
        try:
            if len(text) > _LONGEST:
                raise BadData("too long")
            conversation_id, bound_to, expires_at = self._signer.loads(text)
            is_over = from_text(expires_at) <= now
        except (BadData, ValueError, TypeError):
            raise TokenRefused("forged") from None
        if is_over:
            raise TokenRefused("expired")
        if bound_to != origin:
            raise TokenRefused("of another site")
        return str(conversation_id)


def bearer(header: str | None) -> str:
    """Return the token in an Authorization header, "" if there is none."""
    scheme, _, token = (header or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
