"""Whether an ID token says what it must: who signed it, for whom, when, and in which flow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signed by the provider's private key: "none" and shared secrets prove nothing here."""

_LEEWAY_SECONDS = 60


class IdTokenRefused(Exception):
    """The token does not hold; the text is a kind of fault and nothing of its content."""


def verified(
    token: str,
    keys: Mapping[str, Any],
    issuer: str,
    client_id: str,
    nonce: str,
    access_token: str,
    now: datetime,
) -> dict[str, Any]:
    """Return the claims of `token`. `keys`: the provider's JSON Web Key Set.

    Raises:
        IdTokenRefused: if it is not the provider's, not for this client, flow and time.
    """
    registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
    options: dict[str, Any] = {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": client_id},
        "sub": {"essential": True},
        "exp": {"essential": True},
        "iat": {"essential": True},
        "nonce": {"essential": True, "value": nonce},
    }
    given = {"nonce": nonce, "client_id": client_id, "access_token": access_token}
    try:
        decoded = jwt.decode(token, KeySet.import_key_set(dict(keys)), registry=registry)  # type: ignore[arg-type]
        claims = CodeIDToken(decoded.claims, decoded.header, options, given)
        claims.validate(now=int(now.timestamp()), leeway=_LEEWAY_SECONDS)
        subject = claims["sub"]
    except Exception as error:  # whatever a forged token makes of the parsers
        raise IdTokenRefused(type(error).__name__) from None
    if not isinstance(subject, str) or not 1 <= len(subject) <= 255:
        raise IdTokenRefused("subject")
    return dict(claims)
