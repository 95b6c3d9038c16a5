"""Forms, guesses, scripts and headers, as an attacker meets them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from careteam.inbox import invitations, users
from careteam.inbox.headers import HEADERS
from careteam.inbox.login_attempts import PER_ACCOUNT
from careteam.store import Store, StoreUnavailable
from tests.services.inbox.site import PASSWORD, Site


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/e.x"],
)
def test_nobody_is_sent_elsewhere_after_a_login(site: Site, elsewhere: str) -> None:
    site.person("ann")
    assert site.browser().log_in("ann", then=elsewhere).headers["location"] == "/"
    assert (
        'name="next" value="/"'
        in site.browser().client.get("/login", params={"next": elsewhere}).text
    )


@pytest.mark.parametrize("token", [None, "", "0" * 64])
def test_a_form_without_the_right_token_changes_nothing(site: Site, token: str | None) -> None:
    ann, alert_id = site.person("ann"), site.alert()
    fields = {"seen": "1"} | ({} if token is None else {"form_token": token})
    assert ann.client.post(f"/alerts/{alert_id}/acknowledge", data=fields).status_code == 403
    assert site.state(alert_id).status == "open"


def test_a_form_of_another_session_or_place_changes_nothing(site: Site) -> None:
    ann, bob, alert_id = site.person("ann"), site.person("bob"), site.alert()
    address = f"/alerts/{alert_id}/acknowledge"
    fields = {"seen": "1", "form_token": bob.token("/")}
    assert ann.client.post(address, data=fields).status_code == 403
    fields["form_token"] = ann.token("/")
    for origin in ("https://evil.example", "null"):
        answer = ann.client.post(address, data=fields, headers={"Origin": origin})
        assert answer.status_code == 403
    assert site.state(alert_id).status == "open"


def test_passwords_cannot_be_tried_for_long_nor_many_at_once(site: Site) -> None:
    site.person("ann")
    answers = [site.browser().log_in("ann", f"guess {n}").status_code for n in range(PER_ACCOUNT)]
    assert answers == [401] * PER_ACCOUNT
    assert site.browser().log_in("ann").status_code == 429  # although it is right
    site.clock.forward(minutes=16)
    assert site.browser().log_in("ann").status_code == 303


def test_a_login_does_not_tell_which_accounts_exist(site: Site) -> None:
    site.person("ann")

    def tried(name: str) -> list[tuple[int, str]]:
        browser, told = site.browser(), []
        for _ in range(PER_ACCOUNT + 1):
            answer = browser.log_in(name, "a wrong password")
            told.append((answer.status_code, answer.text.replace(browser.token("/login"), "")))
        return told

    assert tried("ann") == [(code, page.replace("eve", "ann")) for code, page in tried("eve")]


def test_a_missing_account_costs_a_hash_as_well(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str | None] = []
    real = type(site.inbox.passwords).match

    def counting(self: Any, kept: str | None, password: str) -> Any:
        looked.append(kept)
        return real(self, kept, password)

    monkeypatch.setattr(type(site.inbox.passwords), "match", counting)
    site.browser().log_in("nobody")
    assert looked == [None]


def test_a_stored_script_stays_text(site: Site) -> None:
    script = '"><script src="https://evil.example/x.js"></script><img src=x onerror=alert(1)>'
    alert_id = site.alert(message=script, contact=script, reason=script, temperature_text=script)
    ann = site.person("ann")
    page = f"/alerts/{alert_id}"
    ann.send(f"{page}/note", page, text=script)
    for address in ("/", page, "/?q=" + script):
        shown = ann.get(address)
        assert '<script src="https' not in shown.text
        assert "<img" not in shown.text
        assert "script-src 'self'" in shown.headers["content-security-policy"]


def test_every_answer_carries_the_safe_headers_and_foreign_names_are_refused(site: Site) -> None:
    browser = site.browser()
    for address in (
        "/",
        "/login",
        "/static/inbox.css",
        "/health/live",
        "/health/ready",
        "/metrics",
        "/no-such-page",
    ):
        answer = browser.get(address)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert "unsafe" not in answer.headers["content-security-policy"]
    assert browser.client.get("/login", headers={"Host": "evil.example"}).status_code == 421


def test_cookies_are_hidden_from_scripts_and_kept_to_https(sqlite_store: Store) -> None:
    site = Site(sqlite_store, base_url="https://nia.example.org")
    with site.store.writing() as connection:
        user = users.add(connection, "ann", "sees", site.clock())
        token = invitations.invite(connection, user.id, site.clock())
    start = f"/start/{token}"
    answer = site.browser().send(start, start, password=PASSWORD, again=PASSWORD)
    for cookie in answer.headers.get_list("set-cookie"):
        assert cookie.startswith("__Host-nia-")
        assert {"HttpOnly", "SameSite=lax", "Secure", "Path=/"} <= set(cookie.split("; "))


def test_the_audit_trail_names_who_saw_what_and_cannot_be_changed(site_on_each: Site) -> None:
    site = site_on_each
    alert_id = site.alert()
    site.person("ann", "administers").get(f"/alerts/{alert_id}")
    assert ("ann", "saw alert") in {(one.who, one.did) for one in site.audit()}
    for change in ("UPDATE inbox_audit SET who = 'eve'", "DELETE FROM inbox_audit"):
        with pytest.raises(StoreUnavailable), site.store.writing() as connection:
            connection.execute(text(change))
    assert ("ann", "saw alert") in {(one.who, one.did) for one in site.audit()}


def test_too_much_is_refused(site: Site) -> None:
    ann = site.person("ann")
    assert ann.client.post("/logout", data={"x": "y" * 100_000}).status_code == 413
    assert ann.client.post("/logout", content=b"&".join([b"a=1"] * 1000)).status_code == 413
