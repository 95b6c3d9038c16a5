"""Single sign-on in a real Chromium, from the clinic file to the list and out again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from careteam.clock import utc_now
from careteam.inbox import users
from tests.services.inbox.openid_provider import CLIENT_ID, CLIENT_SECRET, OpenIdProvider
from tests.services.inbox.served import axe, serving


@pytest.fixture
def real_time_provider() -> Iterator[OpenIdProvider]:
    person = {"sub": "1001", "email": "ann@clinic.example", "email_verified": True}
    made = OpenIdProvider(utc_now, person)
    yield made
    made.close()


def test_a_person_goes_to_the_provider_and_comes_back(
    browser: Browser, real_time_provider: OpenIdProvider, tmp_path: Path
) -> None:
    clinic = tmp_path / "clinic.yml"
    clinic.write_text(
        "inbox:\n"
        "  openid:\n"
        f"    issuer: {real_time_provider.issuer}\n"
        f"    client_id: {CLIENT_ID}\n"
        "    client_secret_env: INBOX_SECRET\n"
        "    label: Oak Street account\n"
    )
    settings = {"NIA_CLINIC_FILE": str(clinic), "INBOX_SECRET": CLIENT_SECRET}
    real_time_provider.ends_sessions = f"{real_time_provider.issuer}/log-out"
    with serving(tmp_path, **settings) as inbox:
        with inbox.store.writing() as connection:
            users.add(connection, "ann@clinic.example", "acknowledges", utc_now())
        page = browser.new_context().new_page()
        page.goto(f"{inbox.url}/?show=all")
        assert axe(page) == []
        page.get_by_role("link", name="Log in with Oak Street account").click()
        expect(page.get_by_text("ann@clinic.example")).to_be_visible()
        assert page.url == f"{inbox.url}/"
        page.get_by_role("button", name="Log out").click()
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()
        assert real_time_provider.ended == 1
        page.goto(inbox.url)
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()
        page.context.close()
        assert CLIENT_SECRET not in inbox.log.read_text()
