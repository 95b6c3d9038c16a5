"""What a nurse sees and does in the inbox."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from careteam.escalator import escalate
from careteam.plan import Plan, Timers
from careteam.records import find_alert
from careteam.remarks import Remark, add_remark
from careteam.store import Store
from careteam.webhook import Webhook
from careteam.words_shown import record_shown, record_told_later
from tests.services.inbox.site import Site
from tests.services.receiver import Receiver
from tests.services.reports import NOON, report


def test_the_oldest_open_alert_comes_first_and_tests_stand_apart(site: Site) -> None:
    first = site.alert(conversation_id="c1")
    test = site.alert(conversation_id="TEST-1", test=True)
    site.clock.forward(minutes=15)
    second = site.alert(conversation_id="c2", severity="emergency")
    site.clock.forward(minutes=7)
    page = site.person("ann").get("/").text
    order = [page.index(f"alert-{one}") for one in (first, second)]
    assert order == sorted(order)
    assert order[-1] < page.index("TEST alerts: not patients")
    assert page.index("TEST alerts: not patients") < page.index(f"alert-{test}")
    assert "Far too long: waiting 22 minutes" in page
    assert "waiting 7 minutes" in page
    assert "Possible emergency:" in page


def test_an_alert_shows_what_was_said_and_why_it_came(site: Site) -> None:
    alert_id = site.alert(
        message="i have <b>39,5</b>\nand chills",
        temperature_c=Decimal("39.5"),
        temperature_text="39,5",
        contact="+1 (555) 010-0123",
        contact_e164="+15550100123",
        reporter="caregiver",
    )
    later = Remark("c1", "m2", site.clock(), "it is gone now", "better")
    add_remark(site.store, later, now=site.clock())
    page = site.person("ann").get(f"/alerts/{alert_id}").text
    assert "i have &lt;b&gt;39,5&lt;/b&gt;\nand chills" in page
    assert "39.5 °C (103.1 °F), typed as “39,5”" in page
    assert 'href="tel:+15550100123"' in page
    assert "somebody for the patient" in page
    assert "fever (present)" in page
    assert "it is gone now" in page
    assert "says that it is gone" in page
    assert site.state(alert_id).status == "open"


def test_what_nia_wrote_to_them_later_stands_there_as_not_surely_read(site: Site) -> None:
    alert_id = site.alert(conversation_id="c1")
    words = "No one at the clinic has said they saw my message yet."
    assert record_told_later(site.store, "c1", f"waits:{alert_id}:0", words, site.clock())
    page = site.person("ann").get(f"/alerts/{alert_id}").text
    assert page.count(words) == 2
    assert "without having been asked: it is read when the chat is open" in page
    assert "wrote into the chat later, word for word; it is read when the chat is open" in page


def test_every_delivery_and_what_nia_told_them_stand_on_the_page(
    sqlite_store: Store, receiver: Callable[..., Receiver]
) -> None:
    good, bad = Webhook("desk", receiver("200").url), Webhook("night", receiver("404").url)
    site = Site(sqlite_store, routes=[good, bad])
    alert_id = site.inbox.team.report(report(conversation_id="c1", message_id="m1")).alert_id
    words = "Please call your doctor right away. I sent your care team a message."
    assert record_shown(site.store, "c1", "m1", [words], site.clock())
    page = " ".join(html.unescape(site.person("ann").get(f"/alerts/{alert_id}").text).split())
    for part in ("Route desk", "took it (HTTP 200)", "Route night", "refused it (HTTP 404)", words):
        assert part in page
    assert "a message was sent, and nobody is known to have seen it: still call" in page


def test_acknowledging_resolving_and_reopening_are_recorded_with_the_name(
    site_on_each: Site,
) -> None:
    site = site_on_each
    ann, alert_id = site.person("ann"), site.alert()
    page = f"/alerts/{alert_id}"
    assert ann.send(f"{page}/acknowledge", page, seen="1").status_code == 303
    assert site.state(alert_id).acknowledged_by == "ann"
    assert ann.send(f"{page}/resolve", page, seen="1", text=" ").status_code == 400
    assert ann.send(f"{page}/resolve", page, seen="1", text="called her").status_code == 303
    assert site.state(alert_id).resolution == "called her"
    assert ann.send(f"{page}/reopen", page).status_code == 303
    assert site.state(alert_id).status == "open"
    assert ann.send(f"{page}/note", page, text="no answer").status_code == 303
    for mark in ("missed", "false"):
        marked = ann.send(f"{page}/mark", page, text=f"{mark}: I asked her", **{"as": mark})
        assert marked.status_code == 303
    assert ann.send(f"{page}/mark", page, text="why", **{"as": "odd"}).status_code == 400
    kinds = [event.kind for event in find_alert(site.store, alert_id).events]
    assert kinds == ["reported", "acknowledged", "resolved", "reopened", "noted", *["marked"] * 2]
    shown = ann.get(page).text
    assert "no answer" in shown
    for mark in ("missed: I asked her", "false: I asked her"):
        assert mark in shown
    did = [entry.did for entry in site.audit() if entry.alert_id == alert_id]
    assert {"saw alert", "did: acknowledge", "did: resolve", "did: reopen"} <= set(did)


def test_what_is_not_resolved_in_time_waits_again_and_can_be_acknowledged_again(
    site: Site,
) -> None:
    ann, alert_id = site.person("ann"), site.alert()
    page = f"/alerts/{alert_id}"
    ann.send(f"{page}/acknowledge", page, seen="1")
    assert alert_id not in ann.get("/").text
    site.clock.forward(minutes=31)
    step = escalate(site.store, alert_id, Plan.of(("desk",)), site.clock())
    assert step is not None
    site.clock.forward(minutes=12)
    listed = ann.get("/").text
    assert "Late: waiting 12 minutes" in listed
    assert "Acknowledged by ann" in listed
    assert "and not resolved in time" in listed
    assert ann.send(f"{page}/acknowledge", page, seen="1").status_code == 303
    assert alert_id not in ann.get("/").text
    assert not site.state(alert_id).overdue


@pytest.mark.parametrize("action", ["acknowledge", "resolve"])
def test_news_that_nobody_has_read_is_not_acknowledged(site: Site, action: str) -> None:
    ann, alert_id = site.person("ann"), site.alert()
    page = f"/alerts/{alert_id}"
    token = ann.token(page)
    site.alert(signs=("fever", "chills"), message="now I shake, too")
    sent = {"form_token": token, "seen": "1", "text": "done"}
    answer = ann.client.post(f"{page}/{action}", data=sent)
    assert answer.status_code == 409
    assert "now I shake, too" in answer.text
    assert site.state(alert_id).status == "open"


def test_an_alert_is_not_reopened_beside_a_newer_one(site: Site) -> None:
    ann, old = site.person("ann"), site.alert()
    page = f"/alerts/{old}"
    ann.send(f"{page}/resolve", page, seen="1", text="called")
    site.alert(message="fever again")
    assert ann.send(f"{page}/reopen", page).status_code == 409
    assert site.state(old).status == "resolved"


def test_filters_find_by_status_words_and_day(site: Site) -> None:
    site.alert(conversation_id="c1", message="Fièvre since noon")
    site.clock.forward(days=1)
    site.alert(conversation_id="c2", message="a cough")
    ann = site.person("ann")

    def found(query: str) -> list[str]:
        rows = csv.DictReader(io.StringIO(ann.get(f"/export.csv?{query}").text.lstrip("\ufeff")))
        return [row["message"] for row in rows]

    assert found("show=all") == ["Fièvre since noon", "a cough"]
    assert found("q=FI%C3%88VRE") == ["Fièvre since noon"]
    assert found("from=2026-02-01") == ["a cough"]
    assert found("to=2026-01-31") == ["Fièvre since noon"]
    assert found("show=resolved") == []
    wrong = ann.get("/?show=every&from=31.1.&to=9999-12-31").text
    assert "“31.1.” is not a day" in wrong
    assert "a cough" in wrong


@pytest.mark.parametrize(
    "message", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "  =1", "\uff1d1", "\r=1"]
)
def test_nothing_in_the_file_starts_a_formula(site: Site, message: str) -> None:
    ann = site.person("ann")
    site.alert(message=message, contact="+1 555 0100")
    text = ann.get("/export.csv").text.lstrip("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["message"].startswith("'")
    assert row["contact"] == "'+1 555 0100"
    assert ann.get("/export.csv").headers["content-type"].startswith("text/csv")


def test_a_broken_database_says_that_alerts_may_wait_unseen(site: Site) -> None:
    ann = site.person("ann")
    site.store.engine.dispose()
    (site.store._path or site.store).write_bytes(b"no database " * 1000)  # type: ignore[union-attr]
    answer = ann.get("/")
    assert answer.status_code == 503
    assert "alerts may be waiting" in answer.text


def test_what_is_late_is_what_the_clinic_calls_late(sqlite_store: Store) -> None:
    timers = Timers(level_2=timedelta(minutes=3), level_3=timedelta(minutes=6))
    site = Site(sqlite_store, plan=Plan(timers=timers))
    site.alert()
    ann = site.person("ann")
    for minutes, expected in ((2, "<strong>waiting"), (4, "Late: waiting"), (7, "Far too long")):
        site.clock.at = NOON + timedelta(minutes=minutes)
        assert expected in ann.get("/").text
