"""Single sign-on against a real provider on loopback, as attackers meet it."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import OctKey

from tests.services.inbox.openid_provider import CLIENT_ID, CLIENT_SECRET, OpenIdProvider, new_key
from tests.services.inbox.single_sign_on import (
    add,
    departed,
    is_out,
    sent_back,
    signed_in,
)
from tests.services.inbox.site import Clock, Site


def test_nobody_is_sent_elsewhere_after_a_login(trusting: Site) -> None:
    add(trusting, "ann@clinic.example")
    for elsewhere in ("https://evil.example", "//evil.example", "/\\evil.example"):
        assert signed_in(trusting.browser(), elsewhere).headers["location"] == "/"


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": ["another-client", "a-third"]},
        {"aud": [CLIENT_ID, "another-client"], "azp": "another-client"},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"exp": None},
        {"iat": None},
        {"sub": ""},
        {"sub": None},
        {"sub": 1001},
    ],
    ids=str,
)
def test_an_id_token_that_says_something_else_is_refused(
    trusting: Site, provider: OpenIdProvider, claims: dict[str, Any]
) -> None:
    add(trusting, "ann@clinic.example")
    provider.claims = claims
    browser = trusting.browser()
    assert signed_in(browser).status_code == 400
    assert is_out(browser)
    refused = [(one.did, one.about) for one in trusting.audit()]
    assert ("single sign-on refused", "ID token") in refused


@pytest.mark.parametrize("forgery", ["another key", "no signature", "the client's secret", "junk"])
def test_a_forged_id_token_is_refused(
    trusting: Site, provider: OpenIdProvider, forgery: str, caplog: pytest.LogCaptureFixture
) -> None:
    add(trusting, "ann@clinic.example")
    if forgery == "another key":
        provider.signs_with = new_key("one", "attacker")
    elif forgery == "no signature":
        provider.unsigned = True
    elif forgery == "the client's secret":
        provider.signs_with = OctKey.import_key(CLIENT_SECRET)  # type: ignore[assignment]
        provider.header = {"alg": "HS256"}
    else:
        provider._id_token = lambda nonce: "not.a.token"  # type: ignore[method-assign]
    browser = trusting.browser()
    with caplog.at_level(logging.DEBUG, "careteam"):
        assert signed_in(browser).status_code == 400
    assert is_out(browser)
    assert "ann" not in caplog.text.lower()


def test_an_answer_to_another_browser_is_refused(trusting: Site, provider: OpenIdProvider) -> None:
    add(trusting, "ann@clinic.example")
    attacker, victim = trusting.browser(), trusting.browser()
    victim.get("/login")
    planted = sent_back(departed(attacker))  # the attacker's own login, sent to the victim
    assert victim.get(planted).status_code == 400
    assert is_out(victim)
    assert provider.tokens == {}  # the code was not even tried


@pytest.mark.parametrize("state", ["", "x", "x.y", "é"])
def test_a_state_that_is_none_of_ours_is_refused(trusting: Site, state: str) -> None:
    browser = trusting.browser()
    departed(browser)
    answer = browser.client.get("/openid/callback", params={"code": "x", "state": state})
    assert answer.status_code == 400


def test_a_state_does_not_hold_for_long(trusting: Site, clock: Clock) -> None:
    add(trusting, "ann@clinic.example")
    browser = trusting.browser()
    back = sent_back(departed(browser))
    clock.forward(minutes=11)
    assert browser.get(back).status_code == 400


def test_an_answer_works_once(trusting: Site, provider: OpenIdProvider) -> None:
    add(trusting, "ann@clinic.example")
    browser = trusting.browser()
    back = sent_back(departed(browser))
    cookies = dict(browser.client.cookies)
    assert browser.get(back).status_code == 303
    assert browser.get(back).status_code == 400  # the browser has another name now
    thief = trusting.browser()
    for name, value in cookies.items():
        thief.client.cookies.set(name, value)
    assert thief.get(back).status_code == 502  # and the provider takes no code twice
    assert provider.bad_requests == ["code"]
    assert is_out(thief)


def test_a_code_of_another_login_does_not_fit(trusting: Site, provider: OpenIdProvider) -> None:
    add(trusting, "ann@clinic.example")
    stolen = parse_qs(urlsplit(sent_back(departed(trusting.browser()))).query)["code"][0]
    attacker = trusting.browser()
    own = parse_qs(urlsplit(sent_back(departed(attacker))).query)["state"][0]
    answer = attacker.client.get("/openid/callback", params={"code": stolen, "state": own})
    assert answer.status_code == 502
    assert provider.bad_requests == ["verifier"]
    assert is_out(attacker)


def test_an_answer_that_names_another_provider_is_refused(trusting: Site) -> None:
    browser = trusting.browser()
    back = urlsplit(sent_back(departed(browser)))
    query = {name: found[0] for name, found in parse_qs(back.query).items()}
    query["iss"] = "https://evil.example"
    assert browser.client.get("/openid/callback", params=query).status_code == 400


@pytest.mark.parametrize(
    "person",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "true"},
        {"email": None},
        {"email": "ann\uff20clinic.example"},  # becomes an @ when names are made alike
        {"email": " ann@clinic.example"},
    ],
    ids=str,
)
def test_an_address_that_is_not_verified_opens_nothing(
    trusting: Site, provider: OpenIdProvider, person: dict[str, Any]
) -> None:
    add(trusting, "ann@clinic.example", "administers")
    provider.person |= person
    browser = trusting.browser()
    answer = signed_in(browser)
    assert answer.status_code == 403
    assert "has not verified your e-mail" in answer.text
    assert is_out(browser)


def test_an_address_given_to_somebody_else_does_not_open_the_account(
    trusting: Site, provider: OpenIdProvider
) -> None:
    add(trusting, "ann@clinic.example")
    assert signed_in(trusting.browser()).status_code == 303
    provider.person |= {"sub": "2002"}  # another person, who now has Ann's old address
    assert signed_in(trusting.browser()).status_code == 403
    provider.person |= {"sub": "1001", "email": "ann.new@clinic.example"}
    assert signed_in(trusting.browser()).status_code == 303  # Ann is still Ann


def test_a_session_from_before_is_not_taken_over(trusting: Site) -> None:
    add(trusting, "ann@clinic.example")
    victim = trusting.browser()
    victim.client.cookies.set("nia-session", "planted", domain="localhost.local", path="/")
    signed_in(victim)
    attacker = trusting.browser()
    attacker.client.cookies.set("nia-session", "planted")
    assert is_out(attacker)
