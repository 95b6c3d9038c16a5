"""A nurse records a report that Nia missed, although there is no alert (GOV-6)."""

from __future__ import annotations

import pytest

from careteam.missed import CHANNEL, Missed, record_missed
from careteam.outbox import Delivery
from careteam.records import find_alert, list_alerts
from careteam.store import Store
from tests.services.inbox.site import Site
from tests.services.reports import NOON

FIELDS = {"words": "my head is <b>burning</b>", "happened": "She asked three times."}


def test_a_missed_report_becomes_an_alert_that_its_recorder_has(site_on_each: Site) -> None:
    site = site_on_each
    ann = site.person("ann")
    assert 'href="/missed"' in ann.get("/").text
    answer = ann.send("/missed", "/missed", contact="555-0199", **FIELDS)
    assert answer.status_code == 303
    page = ann.get(answer.headers["location"]).text
    assert "The missed report is recorded." in page
    assert "recorded a report that was missed" in page
    assert "my head is &lt;b&gt;burning&lt;/b&gt;" in page
    (recorded,) = list_alerts(site.store)
    state = recorded.state
    assert (state.status, state.acknowledged_by) == ("acknowledged", "ann")
    assert (state.channel, state.contact, state.late) == (CHANNEL, "555-0199", True)
    kinds = [event.kind for event in recorded.events]
    assert kinds == ["reported", "marked", "acknowledged"]
    assert recorded.deliveries == ()
    assert ("ann", "did: record a missed report") in {(one.who, one.did) for one in site.audit()}


def test_one_that_is_done_is_resolved_at_once(site: Site) -> None:
    ann = site.person("ann")
    ann.send("/missed", "/missed", done="Called, sent to hospital.", **FIELDS)
    (recorded,) = list_alerts(site.store)
    assert (recorded.state.status, recorded.state.resolution) == (
        "resolved",
        "Called, sent to hospital.",
    )


def test_two_of_them_stay_two_alerts(sqlite_store: Store) -> None:
    made = [record_missed(sqlite_store, Missed("fever", "x"), "Ann", NOON) for _ in range(2)]
    assert made[0].id != made[1].id
    deliveries: tuple[Delivery, ...] = find_alert(sqlite_store, made[0].id).deliveries
    assert deliveries == ()


@pytest.mark.parametrize("left_out", ["words", "happened"])
def test_what_is_needed_is_asked_for_and_what_was_typed_stays(site: Site, left_out: str) -> None:
    ann = site.person("ann")
    answer = ann.send("/missed", "/missed", **{**FIELDS, left_out: " ", "contact": "555-0123"})
    assert answer.status_code == 400
    assert "Write what was reported, and what happened." in answer.text
    assert 'value="555-0123"' in answer.text
    assert list_alerts(site.store) == []


def test_too_much_is_refused(site: Site) -> None:
    answer = site.person("ann").send("/missed", "/missed", **{**FIELDS, "words": "x" * 4_001})
    assert answer.status_code == 400
    assert list_alerts(site.store) == []


def test_who_may_only_read_records_nothing(site: Site) -> None:
    reader = site.person("reader", "sees")
    assert "/missed" not in reader.get("/").text
    assert reader.get("/missed").status_code == 403
    assert reader.send("/missed", "/", **FIELDS).status_code == 403
    assert list_alerts(site.store) == []
