"""What a screen reader makes of the list and of an alert, and what it says by itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from careteam.alerts import raise_alert
from careteam.clock import utc_now
from careteam.handling import acknowledge
from careteam.inbox.live import standing
from tests.browser.screen_reader import announced, announces, listening, read_through, spoken
from tests.services.inbox.served import Served, first_account, opened, serving
from tests.services.reports import report

WORDS = "I feel hot & I shiver"
NEWS = re.compile(r"A new alert waits\. \d+ in all\.")


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Served]:
    """One of its own: what is read out is all that is in it."""
    with serving(tmp_path_factory.mktemp("read-out")) as served:
        first_account(browser, served).context.close()
        yield served


def raised(
    inbox: Served, conversation: str, words: str = WORDS, signs: tuple[str, ...] = ("fever",)
) -> str:
    given = report(
        conversation_id=conversation,
        message=words,
        signs=signs,
        temperature_c=Decimal("38.6"),
        contact="555-0100",
    )
    return raise_alert(inbox.store, given, now=utc_now() - timedelta(hours=3)).alert_id


def headings(phrases: list[str]) -> list[str]:
    return [phrase for phrase in phrases if phrase.startswith("heading, ")]


def beginning(phrases: list[str], kind: str) -> list[str]:
    return [phrase for phrase in phrases if phrase.startswith(f"{kind}, ")]


def keeps_silent(page: Page, since: int, alert_id: str) -> None:
    """Nothing was said about the list's being put in anew, nor is the place in it lost."""
    assert all(NEWS.search(phrase) for phrase in spoken(page)[since:]), spoken(page)[since:]
    expect(page.locator(f"#alert-{alert_id} h3 a")).to_be_focused()


def test_the_list_reads_each_alert_with_its_age_its_words_and_its_number(
    browser: Browser, inbox: Served
) -> None:
    raised(inbox, "list", "I shake & cough", ("chills", "cough"))
    page = opened(browser, inbox, listening)
    phrases = read_through(page)
    assert headings(phrases)[:2] == ["heading, Open alerts, level 1", "heading, Patients, level 2"]
    # Who goes from link to link hears how long each waits, too.
    (link,) = beginning(phrases, "link, Chills")
    assert re.fullmatch(r"link, Chills, cough, Far too long: waiting 3 hours.*", link)
    own = phrases[phrases.index("heading, Chills, cough, level 3") :]
    for words in ("38.6 °C (101.5 °F)", "link, 555-0100", "I shake & cough"):
        assert words in own[: own.index("end of blockquote")]
    assert phrases.count("I shake & cough") == 1
    assert beginning(phrases, "button") == [
        "button, Log out",
        "button, Search",
        "button, Export as CSV",
    ]
    assert announced(page) == []
    page.context.close()


def test_an_alert_reads_its_age_its_words_and_a_name_for_all_that_can_be_done(
    browser: Browser, inbox: Served
) -> None:
    alert_id = raised(inbox, "one")
    page = opened(browser, inbox, listening)
    page.goto(f"{inbox.url}/alerts/{alert_id}")
    phrases = read_through(page)
    assert headings(phrases) == [
        "heading, Fever, level 1",
        "heading, In their words, level 2",
        "heading, What you do, level 2",
        "heading, What was understood, level 2",
        "heading, What Nia showed them, level 2",
        "heading, Messages to the care team, level 2",
        "heading, Everything that happened, level 2",
    ]
    age = next(phrase for phrase in phrases if phrase.startswith("Far too long: waiting 3 hours"))
    assert phrases.index(age) < phrases.index("heading, Fever, level 1")
    said = phrases.index("heading, In their words, level 2")
    assert phrases[said + 1 : said + 3] == ["blockquote", WORDS]
    assert "link, Call 555-0100" in phrases
    assert beginning(phrases, "button") == [
        "button, Log out",
        "button, I have it: acknowledge",
        "button, Resolve",
        "button, Keep the note",
        "button, Keep the mark",
    ]
    assert beginning(phrases, "textbox") == [
        "textbox, What was done (needed), required",
        "textbox, Note, required",
        "textbox, What happened (needed), required",
    ]
    page.context.close()


def test_a_new_alert_is_said_once_and_the_list_is_not_read_again(
    browser: Browser, inbox: Served
) -> None:
    before = raised(inbox, "before")
    page = opened(browser, inbox, listening)
    expect(page).to_have_title(re.compile(r"^\(\d+\) "))  # the list follows from here on
    page.locator(f"#alert-{before} h3 a").focus()
    since = len(spoken(page))
    second = raised(inbox, "second", "words of the second")
    ((kind, said),) = announces(page, 1)
    assert kind == "polite"
    assert NEWS.fullmatch(said)
    expect(page.locator(f"#alert-{second}")).to_be_visible()
    keeps_silent(page, since, before)
    acknowledge(inbox.store, second, "bob")
    expect(page.locator(f"#alert-{second}")).to_have_count(0)
    keeps_silent(page, since, before)
    raised(inbox, "third", "words of the third")
    assert [kind for kind, _ in announces(page, 2)] == ["polite", "polite"]
    keeps_silent(page, since, before)
    assert read_through(page).count("words of the third") == 1
    page.context.close()


def test_what_came_while_the_line_was_broken_is_said_too(browser: Browser, inbox: Served) -> None:
    asked: list[Route] = []

    def break_off_once(route: Route) -> None:
        asked.append(route)
        if len(asked) == 2:
            raised(inbox, "meanwhile")
        if len(asked) > 1:
            route.continue_()
            return
        waits = json.dumps({"waiting": standing(inbox.store).waiting})
        body = f"retry: 1000\nevent: alerts\ndata: {waits}\n\n"
        route.fulfill(body=body, content_type="text/event-stream")

    page = opened(browser, inbox, listening)
    page.route("**/live", break_off_once)
    page.reload()
    ((kind, said),) = announces(page, 1)
    assert kind == "polite"
    assert NEWS.fullmatch(said)
    page.context.close()


@pytest.mark.parametrize(
    ("typed", "role", "words"),
    [("called her", "status", "This alert is resolved."), (" ", "alert", "Write what was done")],
)
def test_what_came_of_it_is_where_a_reader_begins(
    browser: Browser, inbox: Served, typed: str, role: Any, words: str
) -> None:
    # A page that is new says nothing by itself, except what has the focus.
    page = opened(browser, inbox)
    page.goto(f"{inbox.url}/alerts/{raised(inbox, f'done {role}')}")
    page.get_by_label("What was done (needed)").fill(typed)
    page.get_by_role("button", name="Resolve").press("Enter")
    expect(page.get_by_role(role)).to_be_focused()
    expect(page.get_by_role(role)).to_contain_text(words)
    page.context.close()


def test_that_the_list_is_old_is_said_at_once_and_once(browser: Browser, inbox: Served) -> None:
    page = opened(browser, inbox, listening)
    other = page.context.new_page()
    other.goto(inbox.url)
    other.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("alert")).to_contain_text("You are logged out")
    ((kind, said),) = announces(page, 1)
    assert kind == "assertive"
    assert said.startswith("You are logged out, and this list is old.")
    page.context.close()
