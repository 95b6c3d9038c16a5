"""Single sign-on against a real provider on loopback, as people meet it."""

from __future__ import annotations

import re
import threading
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from careteam.inbox import users
from careteam.inbox.openid.configured import provider as provider_of
from careteam.store import Store
from clinic.settings import Clinic
from tests.services.inbox.openid_provider import OpenIdProvider, new_key
from tests.services.inbox.single_sign_on import (
    add,
    departed,
    inbox_of,
    is_out,
    sent_back,
    signed_in,
)
from tests.services.inbox.site import PASSWORD, Clock, Site
from tests.services.receiver import refusing_url


def test_a_person_comes_in_by_her_verified_address_and_goes_out(
    trusting: Site, provider: OpenIdProvider
) -> None:
    add(trusting, "ann@clinic.example")
    browser = trusting.browser()
    assert "Log in with single sign-on" in browser.get("/login").text
    answer = signed_in(browser, "/alerts/x?q=her+name")
    assert (answer.status_code, answer.headers["location"]) == (303, "/alerts/x")
    page = browser.get("/")
    assert "ann@clinic.example" in page.text
    assert browser.get("/people").status_code == 403  # her role, no more
    entries = {(one.who, one.did, one.about) for one in trusting.audit()}
    assert ("nobody", "logged in by single sign-on", "ann@clinic.example") in entries
    (asked,) = provider.asked
    assert asked["scope"] == "openid email"
    assert "her" not in str(asked)
    assert browser.send("/logout", "/").status_code == 303
    assert is_out(browser)
    assert provider.bad_requests == []


def test_who_logs_out_is_logged_out_at_the_provider_too(
    site_on_each_trusting: Site, provider: OpenIdProvider
) -> None:
    site = site_on_each_trusting
    provider.ends_sessions = f"{provider.issuer}/log-out?theme=calm"
    add(site, "ann@clinic.example")
    browser = site.browser()
    signed_in(browser)
    answer = browser.send("/logout", "/")
    assert "logged out of single sign-on, too" in answer.text
    (address,) = set(re.findall(r'href="(http[^"]+)"', answer.text))
    query = parse_qs(urlsplit(unescape(address)).query)
    assert query["post_logout_redirect_uri"] == ["http://localhost/login"]
    assert query["theme"] == ["calm"]
    assert is_out(browser)
    assert httpx.get(unescape(address)).headers["location"] == "http://localhost/login"
    assert provider.bad_requests == []


def test_who_came_by_password_stays_logged_in_at_the_provider(
    trusting: Site, provider: OpenIdProvider
) -> None:
    provider.ends_sessions = f"{provider.issuer}/log-out"
    bob = trusting.person("bob")
    assert bob.send("/logout", "/").headers["location"] == "/login"


@pytest.mark.parametrize("says", [None, "", "javascript:alert(1)", "http://evil.example/out"])
def test_a_provider_that_ends_no_sessions_keeps_nobody_logged_in_here(
    trusting: Site, provider: OpenIdProvider, says: str | None
) -> None:
    provider.ends_sessions = says
    add(trusting, "ann@clinic.example")
    browser = trusting.browser()
    signed_in(browser)
    answer = browser.send("/logout", "/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert is_out(browser)


def test_a_provider_that_is_gone_keeps_nobody_logged_in_here(
    trusting: Site, provider: OpenIdProvider
) -> None:
    add(trusting, "ann@clinic.example")
    browser = trusting.browser()
    signed_in(browser)
    openid = trusting.inbox.openid
    assert openid is not None
    openid._known_at, openid.issuer = -9999.0, refusing_url().removesuffix("/alerts")
    assert browser.send("/logout", "/").headers["location"] == "/login"
    assert is_out(browser)


def test_single_sign_on_works_on_both_databases(
    store: Store, provider: OpenIdProvider, clock: Clock
) -> None:
    site = inbox_of(store, provider, clock, new_accounts="sees")
    for _ in range(2):
        browser = site.browser()
        assert signed_in(browser).status_code == 303
        assert not is_out(browser)
    (made,) = users.everybody(site.store)
    assert (made.name, made.role, made.has_password) == ("ann@clinic.example", "sees", False)


def test_a_password_still_opens_the_inbox(trusting: Site) -> None:
    trusting.person("bob")
    assert trusting.browser().log_in("bob", PASSWORD).status_code == 303


def test_without_the_setting_there_is_no_way_in_by_it(sqlite_store: Store) -> None:
    browser = Site(sqlite_store).browser()
    assert "/openid" not in browser.get("/login").text
    assert browser.get("/openid/login").status_code == 404
    assert browser.get("/openid/callback").status_code == 404


def test_an_address_that_only_userinfo_tells_is_taken_too(
    trusting: Site, provider: OpenIdProvider
) -> None:
    add(trusting, "ann@clinic.example")
    provider.email_in_token = False
    assert signed_in(trusting.browser()).status_code == 303


def test_a_provider_may_change_its_keys(trusting: Site, provider: OpenIdProvider) -> None:
    add(trusting, "ann@clinic.example")
    assert signed_in(trusting.browser()).status_code == 303
    provider.key = new_key("two")
    assert signed_in(trusting.browser()).status_code == 303


def test_a_no_of_the_provider_is_said(trusting: Site) -> None:
    browser = trusting.browser()
    state = parse_qs(urlsplit(departed(browser)).query)["state"][0]
    query = {"error": "access_denied", "error_description": "<script>", "state": state}
    answer = browser.client.get("/openid/callback", params=query)
    assert answer.status_code == 400
    assert "did not let you in" in answer.text
    assert "<script>" not in answer.text


def test_who_has_no_account_gets_none_unless_the_clinic_says_so(trusting: Site) -> None:
    answer = signed_in(trusting.browser())
    assert answer.status_code == 403
    assert "There is no account here" in answer.text
    assert users.everybody(trusting.store) == []


def test_a_disabled_person_stays_out(trusting: Site) -> None:
    user_id = add(trusting, "ann@clinic.example")
    trusting.person("boss", "administers")
    browser = trusting.browser()
    assert signed_in(browser).status_code == 303
    with trusting.store.writing() as connection:
        users.set_disabled(connection, user_id, True)
    assert is_out(browser)
    assert signed_in(trusting.browser()).status_code == 403
    assert "Your account here is shut" in signed_in(trusting.browser()).text


@pytest.mark.parametrize("trouble", ["nobody there", "too slow", "another name"])
def test_a_provider_that_fails_leaves_the_password(
    sqlite_store: Store, provider: OpenIdProvider, clock: Clock, trouble: str
) -> None:
    site = inbox_of(sqlite_store, provider, clock, timeout_seconds=0.3)
    assert site.inbox.openid is not None
    if trouble == "nobody there":
        site.inbox.openid.issuer = refusing_url().removesuffix("/alerts")
    elif trouble == "too slow":
        provider.slow_seconds = 1.0
    else:
        provider.names_itself = "https://evil.example"
    answer = site.browser().get("/openid/login")
    assert answer.status_code == 502
    assert "log in with a name and a password" in answer.text


@pytest.mark.parametrize(
    ("secret_env", "environ", "expected"),
    [
        (None, {}, ""),
        ("INBOX_SECRET", {"INBOX_SECRET": "hush"}, "hush"),
        ("INBOX_SECRET", {}, None),
    ],
)
def test_the_provider_is_the_one_of_the_settings(
    secret_env: str | None,
    environ: dict[str, str],
    expected: str | None,
    caplog: pytest.LogCaptureFixture,
) -> None:
    openid = {"issuer": "https://login.example.org", "client_id": "nia"}
    clinic = Clinic(inbox={"openid": {**openid, "client_secret_env": secret_env}})
    made = provider_of(clinic, environ, "https://nia.example.org")
    if expected is None:
        assert made is None
        assert "single sign-on is off: INBOX_SECRET is not set" in caplog.text
    else:
        assert made is not None
        assert (made.client_secret or "") == expected
        assert made.redirect_uri == "https://nia.example.org/openid/callback"
        assert "hush" not in repr(made)
    assert provider_of(Clinic(), environ, "https://nia.example.org") is None


def test_a_provider_that_hangs_is_left_alone_for_a_while(
    sqlite_store: Store, provider: OpenIdProvider, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = inbox_of(sqlite_store, provider, clock, timeout_seconds=0.3)
    provider.slow_seconds = 1.0
    assert [site.browser().get("/openid/login").status_code for _ in range(3)] == [502] * 3
    assert provider.discovered == 1
    provider.slow_seconds = 0
    monkeypatch.setattr("careteam.inbox.openid.provider._LEFT_ALONE_SECONDS", 0)
    assert site.browser().get("/openid/login").status_code == 303


def test_only_so_many_logins_wait_for_the_provider_at_once(
    sqlite_store: Store, provider: OpenIdProvider, clock: Clock
) -> None:
    site = inbox_of(sqlite_store, provider, clock)
    add(site, "ann@clinic.example")
    browser = site.browser()
    back = sent_back(departed(browser))
    assert site.inbox.openid is not None
    site.inbox.openid._slots = threading.Semaphore(0)
    assert browser.get(back).status_code == 502
    site.inbox.openid._slots = threading.Semaphore(1)
    assert browser.get(back).status_code == 303  # the code was not used up
