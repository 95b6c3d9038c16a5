"""The inbox in a real Chromium, served by the real command: what happens in it."""

from __future__ import annotations

import re
import signal
from pathlib import Path

from playwright.sync_api import Browser, expect

from careteam.alerts import raise_alert
from careteam.handling import acknowledge
from tests.services.inbox.served import Served, first_account, opened, serving
from tests.services.reports import report

DANGEROUS = (
    "<img src=x onerror=\"document.title='stolen'\"><script>document.title='stolen'</script>"
)


def test_a_new_alert_appears_by_itself_is_said_and_leaves_the_focus(
    browser: Browser, served: Served
) -> None:
    first = raise_alert(served.store, report(conversation_id="live-1")).alert_id
    page = opened(browser, served)
    link = page.locator(f"#alert-{first} h3 a")
    link.focus()
    expect(page).to_have_title(re.compile(r"^\(\d+\) "))
    second = raise_alert(served.store, report(conversation_id="live-2")).alert_id
    expect(page.locator(f"#alert-{second}")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("A new alert waits")
    expect(link).to_be_focused()
    acknowledge(served.store, second, "bob")
    expect(page.locator(f"#alert-{second}")).to_have_count(0)
    page.context.close()


def test_a_session_that_ends_says_that_the_list_is_old(browser: Browser, served: Served) -> None:
    page = opened(browser, served)
    other = page.context.new_page()
    other.goto(served.url)
    other.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("alert")).to_contain_text("You are logged out")
    page.context.close()


def test_everything_works_without_scripts_on_a_phone_by_keyboard(
    browser: Browser, served: Served
) -> None:
    alert_id = raise_alert(served.store, report(conversation_id="phone")).alert_id
    size = {"width": 320, "height": 640}
    page = opened(browser, served, java_script_enabled=False, viewport=size)
    link = page.locator(f"#alert-{alert_id} h3 a")
    link.focus()
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="I have it: acknowledge")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("You have acknowledged this alert.")).to_be_visible()
    page.get_by_label("What was done (needed)").fill("called her")
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_text("This alert is resolved.")).to_be_visible()
    page.context.close()


def test_what_a_patient_typed_never_runs(browser: Browser, served: Served) -> None:
    alert_id = raise_alert(
        served.store, report(conversation_id="script", message=DANGEROUS)
    ).alert_id
    page = opened(browser, served)
    expect(page.locator(f"#alert-{alert_id}")).to_be_visible()
    page.goto(f"{served.url}/alerts/{alert_id}")
    expect(page.locator(".verbatim").first).to_have_text(DANGEROUS)
    assert "stolen" not in page.title()
    page.context.close()


def test_the_server_stops_at_once_with_lists_open(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path) as inbox:
        page = first_account(browser, inbox)
        expect(page).to_have_title(re.compile("^Open alerts"))
        inbox.process.send_signal(signal.SIGTERM)
        assert inbox.process.wait(timeout=60) in {0, -signal.SIGTERM}
        expect(page.get_by_role("alert")).to_contain_text("not kept up to date")
        page.context.close()
