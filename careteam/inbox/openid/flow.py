"""What ties the provider's answer to the browser that asked: state, nonce and PKCE; pure.

Nothing is stored. The state is signed and names its browser; nonce and verifier are made again
from it, and only the server can. A login gives the browser a new name, which ends the state.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

from careteam.clock import from_text, to_text
from careteam.inbox.keys import hashed, new_token, same, tag

LASTS = timedelta(minutes=10)

_PURPOSE = "nia.openid-state.1"
_LONGEST = 2_000


class StateRefused(Exception):
    """The state is forged, too old, or of another browser."""


@dataclass(frozen=True)
class Flow:
    """One way to the provider and back. `then` is where the person wanted to go."""

    state: str
    nonce: str
    verifier: str
    then: str


def begin(key: bytes, browser: str, then: str, now: datetime) -> Flow:
    """Return a new flow for the browser with this token; `then` is one of our own addresses."""
    # The provider reads the state, and what somebody searched for is none of its business.
    path = then.partition("?")[0]
    given = [hashed(browser), path, to_text(now + LASTS), new_token()]
    token = _serializer(key).dumps(given)
    return _flow(key, browser, token if isinstance(token, str) else token.decode(), path)


def resume(key: bytes, browser: str, state: str, now: datetime) -> Flow:
    """Return the flow that `state` belongs to.

    Raises:
        StateRefused: if it is not one of this browser that still holds.
    """
    try:
        if len(state) > _LONGEST:
            raise BadData("too long")
        owner, then, expires, _ = _serializer(key).loads(state)
        holds = same(owner, hashed(browser)) and now < from_text(expires)
    except (BadData, ValueError, TypeError, AttributeError):
        raise StateRefused from None
    if not holds:
        raise StateRefused
    return _flow(key, browser, state, then)


def _flow(key: bytes, browser: str, state: str, then: str) -> Flow:
    bound = f"{browser}\x1f{state}"
    return Flow(
        state, tag(key, "openid nonce", bound), tag(key, "openid PKCE verifier", bound), then
    )


def _serializer(key: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt=_PURPOSE, signer_kwargs={"digest_method": hashlib.sha256})
