"""The way to the provider, and the way back."""

from __future__ import annotations

import logging

from starlette.responses import RedirectResponse, Response

from careteam.inbox.letting_in import let_in, own_address
from careteam.inbox.openid import flow as flows
from careteam.inbox.openid.accounts import NoAccount, Why, account_of
from careteam.inbox.openid.flow import StateRefused
from careteam.inbox.openid.id_token import IdTokenRefused
from careteam.inbox.openid.provider import Provider, ProviderFailed
from careteam.inbox.visit import Visit

logger = logging.getLogger(__name__)

_LONGEST_CODE = 4_000
_ASK = "Ask somebody who administers the inbox."
_WORDS: dict[Why, str] = {
    "unverified e-mail": "The provider has not verified your e-mail address.",
    "no account": "There is no account here under your e-mail address.",
    "disabled account": "Your account here is shut.",
    "another person's account": "The account under your e-mail address belongs to somebody else.",
}


def provider_of(visit: Visit) -> Provider:
    """Return the provider; only pages that exist with one may ask."""
    if visit.inbox.openid is None:
        raise LookupError("single sign-on is not set")
    return visit.inbox.openid


def depart(visit: Visit) -> Response:
    """Send the browser to the provider."""
    then = own_address(visit.query.get("next", "/"))
    if visit.session is not None:
        return visit.go(then)
    inbox = visit.inbox
    flow = flows.begin(inbox.settings.key, visit.browser, then, inbox.now())
    try:
        address = provider_of(visit).address_for(flow)
    except ProviderFailed as error:
        return _failed(visit, error)
    return visit.keep_browser(RedirectResponse(address, 303))


def come_back(visit: Visit) -> Response:
    """Begin a session for who the provider says has come, if everything holds."""
    inbox, query, provider = visit.inbox, visit.query, provider_of(visit)
    code = query.get("code", "")
    try:
        flow = flows.resume(inbox.settings.key, visit.browser, query.get("state", ""), inbox.now())
        if query.get("iss", provider.issuer) != provider.issuer:
            raise StateRefused  # another provider's answer (RFC 9207)
    except StateRefused:
        return _refused(visit, "state", "This login took too long, or was not begun here.")
    if not code or len(code) > _LONGEST_CODE or "error" in query:
        return _refused(visit, "no code", "The provider did not let you in.")
    try:
        who = provider.identify(code, flow, inbox.now())
        user = account_of(inbox.store, who, provider.new_accounts, inbox.now())
    except ProviderFailed as error:
        return _failed(visit, error)
    except IdTokenRefused as refused:
        logger.warning("an ID token was refused: %s", refused)
        return _refused(visit, "ID token", "The provider's answer does not hold.")
    except NoAccount as none:
        visit.record("single sign-on refused", about=none.name or none.why)
        return visit.sorry(403, "You are not let in", _WORDS[none.why], _ASK)
    return let_in(visit, user, flow.then, by_openid=True)


def _refused(visit: Visit, about: str, sentence: str) -> Response:
    visit.record("single sign-on refused", about=about)
    return visit.sorry(400, "You are not logged in", sentence, "Go back, and log in once more.")


def _failed(visit: Visit, error: ProviderFailed) -> Response:
    logger.error("single sign-on: the provider cannot be used: %s", error)
    visit.record("single sign-on failed")
    return visit.sorry(
        502,
        "Single sign-on does not work now",
        "The provider of your account does not answer as it should.",
        "Try again, or log in with a name and a password if you have one.",
        "If you cannot log in, call the clinic and say that an alert may be waiting.",
    )
