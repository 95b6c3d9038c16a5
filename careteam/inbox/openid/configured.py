"""From the clinic's settings to the provider, with its secret from the environment."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from careteam.inbox.openid.provider import Provider
from clinic.settings import Clinic

logger = logging.getLogger(__name__)

CALLBACK = "/openid/callback"


def provider(clinic: Clinic, environ: Mapping[str, str], base_url: str) -> Provider | None:
    """Return the provider, None where none is set.

    A secret that is missing is logged: people then log in with passwords, because the inbox must
    be there all the same.
    """
    given = clinic.inbox.openid
    if given is None:
        return None
    secret = environ.get(given.client_secret_env, "").strip() if given.client_secret_env else None
    if given.client_secret_env and not secret:
        logger.error("single sign-on is off: %s is not set", given.client_secret_env)
        return None
    return Provider(
        given.issuer,
        given.client_id,
        f"{base_url}{CALLBACK}",
        secret,
        given.label,
        given.new_accounts,
        given.timeout,
    )
