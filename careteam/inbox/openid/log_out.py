"""Logging out at the provider, too (OpenID Connect RP-Initiated Logout 1.0).

The inbox's own session has ended before. The provider is told which client asks, and keeps the
right to ask the person: no token of hers is kept here that would make it do without.
"""

from __future__ import annotations

import logging

from authlib.common.urls import add_params_to_uri

from careteam.inbox.openid.provider import Provider, ProviderFailed
from clinic.route_checks import safe_url

logger = logging.getLogger(__name__)

ENDPOINT = "end_session_endpoint"


def log_out_address(provider: Provider, back: str) -> str | None:
    """Return the provider's page that ends its session and then sends the person to `back`.

    None where it has none, or cannot be asked now: then the inbox's session alone has ended.
    """
    try:
        address = provider.metadata().get(ENDPOINT)
        if not address:
            return None
        params = [("client_id", provider.client_id), ("post_logout_redirect_uri", back)]
        return str(add_params_to_uri(safe_url(str(address)), params))
    except (ProviderFailed, ValueError) as error:
        logger.warning("single sign-on: nobody is logged out there: %s", type(error).__name__)
        return None
