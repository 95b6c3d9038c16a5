"""Accounts, sessions and roles, as an attacker meets them."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from careteam.inbox import users
from careteam.inbox.invitations import invite_first
from careteam.inbox.roles import ROLES
from tests.services.inbox.site import PASSWORD, Site

COOKIE = "nia-session"


def test_the_first_account_is_made_by_a_link_that_works_once(site_on_each: Site) -> None:
    site = site_on_each
    old, token = (invite_first(site.store, site.clock()) for _ in range(2))
    browser = site.browser()
    assert browser.get(f"/start/{old}").status_code == 410
    start = f"/start/{token}"
    fields = {"name": "Ann", "password": PASSWORD, "again": PASSWORD}
    assert browser.send(start, start, **{**fields, "again": "x"}).status_code == 400
    short = browser.send(start, start, **{**fields, "password": "short", "again": "short"})
    assert "12 characters or more" in short.text
    assert browser.send(start, start, **fields).status_code == 303
    assert browser.get("/people").status_code == 200
    assert site.browser().get(start).status_code == 410
    assert invite_first(site.store, site.clock()) is None


def test_a_one_time_link_expires(site: Site) -> None:
    token = invite_first(site.store, site.clock())
    site.clock.forward(minutes=61)
    assert site.browser().get(f"/start/{token}").status_code == 410


def test_a_page_without_a_login_leads_to_the_login_and_back(site: Site) -> None:
    site.person("ann")
    answer = site.browser().get("/alerts/x?done=1")
    assert answer.headers["location"] == "/login?next=%2Falerts%2Fx%3Fdone%3D1"
    assert site.browser().log_in("ann", then="/people").headers["location"] == "/people"


def test_every_route_asks_for_a_role_or_is_meant_for_everybody(site: Site) -> None:
    needs = {
        (route.path, getattr(route, "needs", None))
        for route in site.app.routes
        if hasattr(route, "path")
    }
    open_to_all = {path for path, needed in needs if needed in (None, "nothing")}
    assert open_to_all == {
        "/login",
        "/start/{token}",
        "/ack/{token}",
        "/health/live",
        "/health/ready",
        "/metrics",
        "/static",
    }
    assert {needed for _, needed in needs} <= {*ROLES, "nothing", None}


def test_a_role_opens_what_it_may_and_nothing_more(site: Site) -> None:
    alert_id = site.alert()
    page = f"/alerts/{alert_id}"
    reader, nurse = site.person("reader", "sees"), site.person("nurse")
    assert reader.get(page).status_code == 200
    assert reader.send(f"{page}/acknowledge", "/", seen="1").status_code == 403
    assert site.state(alert_id).status == "open"
    for browser in (reader, nurse):
        assert browser.get("/people").status_code == 403
        assert browser.get("/audit").status_code == 403
        added = browser.send("/people", "/", name="eve", role="administers")
        assert added.status_code == 403
    assert {one.name for one in users.everybody(site.store)} == {"reader", "nurse"}
    assert "was refused" in {entry.did for entry in site.audit()}


def test_nobody_makes_herself_an_administrator(site: Site) -> None:
    nurse = site.person("nurse")
    (me,) = users.everybody(site.store)
    answer = nurse.send(f"/people/{me.id}/role", "/", role="administers")
    assert answer.status_code == 403
    assert users.everybody(site.store)[0].role == "acknowledges"


def test_the_last_administrator_stays(site: Site) -> None:
    ann = site.person("ann", "administers")
    (me,) = users.everybody(site.store)
    for change, fields in (("disable", {}), ("role", {"role": "sees"})):
        answer = ann.send(f"/people/{me.id}/{change}", "/people", **fields)
        assert answer.status_code == 400
        assert "Somebody must be left" in answer.text
    assert ann.get("/people").status_code == 200


def test_a_disabled_account_is_out_at_once(site: Site) -> None:
    ann, bob = site.person("ann", "administers"), site.person("bob")
    bobs = next(one for one in users.everybody(site.store) if one.name == "bob")
    assert ann.send(f"/people/{bobs.id}/disable", "/people").status_code == 303
    assert bob.get("/").status_code == 303
    assert bob.log_in("bob").status_code == 401


def test_a_session_from_before_the_login_is_not_taken_over(site: Site) -> None:
    site.person("ann")
    victim = site.browser()
    victim.client.cookies.set(COOKIE, "planted-by-somebody", domain="localhost.local", path="/")
    victim.log_in("ann")
    assert "planted-by-somebody" not in [
        cookie.value for cookie in victim.client.cookies.jar if cookie.path == "/login"
    ]
    attacker = site.browser()
    attacker.client.cookies.set(COOKIE, "planted-by-somebody")
    assert attacker.get("/").status_code == 303


def test_logging_in_again_and_out_ends_the_session_before(site: Site) -> None:
    ann = site.person("ann")
    first = ann.client.cookies[COOKIE]
    assert ann.send("/logout", "/").status_code == 303
    thief = site.browser()
    thief.client.cookies.set(COOKIE, first)
    assert thief.get("/").status_code == 303
    with site.store.reading() as connection:
        kept = connection.execute(text("SELECT id_hash FROM inbox_sessions")).scalars().all()
    assert first not in kept


@pytest.mark.parametrize(("steps", "minutes"), [(1, 61), (13, 58)])
def test_a_session_ends_after_idle_and_absolute_time(site: Site, steps: int, minutes: int) -> None:
    ann = site.person("ann")
    for _ in range(steps):
        assert ann.get("/").status_code == 200
        site.clock.forward(minutes=minutes)
    assert ann.get("/").status_code == 303


def test_an_open_list_keeps_no_session_alive(site: Site) -> None:
    ann = site.person("ann")
    for _ in range(3):
        site.clock.forward(minutes=25)
        last = ann.client.get("/rows", headers={"Nia-Live": "1"})
    assert last.status_code == 401
