"""The list says when alerts cannot reach people as they should (rule 11, ESC-5, ESC-14)."""

from __future__ import annotations

from collections.abc import Callable

from careteam.heartbeat import beat
from careteam.store import Store
from careteam.webhook import Webhook
from tests.services.inbox.site import Site
from tests.services.receiver import Receiver

Make = Callable[..., Receiver]
WRONG = "Alerts may not reach people as they should."
PAGES = ("/", "/rows")


def test_without_a_route_the_list_says_that_nobody_is_told(site: Site) -> None:
    ann = site.person("ann", "sees")
    for page in PAGES:
        assert WRONG in ann.get(page).text
        assert "no route is configured: nobody is told about an alert" in ann.get(page).text


def test_while_all_is_well_the_list_says_nothing(sqlite_store: Store, receiver: Make) -> None:
    site = Site(sqlite_store, routes=[Webhook("desk", receiver().url)])
    beat(sqlite_store, "w1", site.clock())
    ann = site.person("ann")
    for page in PAGES:
        assert WRONG not in ann.get(page).text


def test_a_worker_that_is_gone_and_an_alert_that_nobody_took_are_named(
    sqlite_store: Store, receiver: Make
) -> None:
    site = Site(sqlite_store, routes=[Webhook("desk", receiver().url)])
    beat(sqlite_store, "w1", site.clock())
    ann = site.person("ann")
    site.alert(message="i have a fever")
    site.clock.forward(minutes=25)
    for page in PAGES:
        shown = ann.get(page).text
        assert "no worker has been seen for 25 minutes" in shown
        assert "1 alert that no route has taken, for 25 minutes" in shown
        assert "1 alert that nobody has acknowledged, for 25 minutes" in shown
