"""A list that stays open shows what one loaded anew does, and nobody in it loses their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from careteam.alerts import raise_alert
from careteam.clock import utc_now
from careteam.handling import acknowledge, mark, reopen, resolve
from careteam.heartbeat import beat
from careteam.remarks import Remark, add_remark
from tests.browser import wait_until
from tests.services.inbox.served import Served, first_account, serving
from tests.services.reports import NOON, report

# Times go on while two pages are compared, and space between elements is not seen.
SHOWN = """rows => {
  const copy = rows.cloneNode(true);
  copy.querySelectorAll("time, .age strong").forEach((one) => one.remove());
  return copy.innerHTML.replace(/\\s+/g, " ").replace(/> </g, "><").trim();
}"""


def shown(page: Page) -> str:
    return str(page.locator("#rows").evaluate(SHOWN))


def shows(page: Page, expected: str) -> bool:
    return shown(page) == expected


def raised(inbox: Served, conversation: str, **fields: Any) -> str:
    given = report(conversation_id=conversation, **fields)
    return raise_alert(inbox.store, given, now=utc_now() - timedelta(hours=3)).alert_id


def test_after_every_change_it_is_as_if_loaded_anew_and_the_focus_stays(
    browser: Browser, tmp_path: Path
) -> None:
    with serving(tmp_path) as inbox:
        open_list = first_account(browser, inbox)
        anew = open_list.context.new_page()
        first = raised(inbox, "1")
        place = open_list.locator(f"#alert-{first} h3 a")
        place.focus()
        place.evaluate("link => { window.place = link; }")
        for change in _changes(inbox, first):
            change()
            anew.goto(inbox.url)
            wait_until(open_list, partial(shows, open_list, shown(anew)))
            expect(place).to_be_focused()
            assert place.evaluate("link => link === window.place")
        open_list.context.close()


def _changes(inbox: Served, first: str) -> Iterator[Callable[[], object]]:
    store = inbox.store
    yield partial(raised, inbox, "2", message="the second")
    yield partial(raised, inbox, "1", signs=("chills",))
    remark = Remark("1", "m2", NOON, "my number is 555-0100", "contact", "555-0100")
    yield partial(add_remark, store, remark)
    yield partial(mark, store, first, "ann", "missed", "it came late")
    second, test = raised(inbox, "3", contact="555-0199"), raised(inbox, "test", test=True)
    beat(store, "worker")  # one trouble less above the list
    yield partial(acknowledge, store, second, "bob")
    yield partial(reopen, store, second, "bob")
    yield partial(resolve, store, test, "bob", "it was a test")
    yield partial(resolve, store, second, "bob", "called")
    yield partial(raised, inbox, "4", message="<b>the fourth</b>")
