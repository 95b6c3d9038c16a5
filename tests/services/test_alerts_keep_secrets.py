"""ESC-11: whatever happens, no log and no body holds what a person said or an address's secret."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from careteam.alerts import raise_alert
from careteam.apprise_route import AppriseRoute
from careteam.apprise_service import fault_in
from careteam.mail import Mail
from careteam.not_ready import NotReady
from careteam.pagerduty import PagerDuty
from careteam.records import list_alerts
from careteam.routes import Route
from careteam.service import CareTeam
from careteam.store import Store, StoreUnavailable
from careteam.webhook import Webhook
from tests.services.mail_receiver import BrokenMailServer
from tests.services.receiver import Receiver, refusing_url
from tests.services.reports import notice, report

Make = Callable[..., Receiver]
PERSONAL = {
    "conversation_id": "person-77",
    "message": "words of mine",
    "contact": "555-0199",
    "reason": "because of this",
}
SECRETS = (*PERSONAL.values(), "fever", "hush", "token=")


def test_no_failure_puts_anything_personal_into_logs_errors_or_bodies(
    tmp_path: Path, receiver: Make, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    bodies = []
    errors = []
    for number, answer in enumerate(["200", "401", "500", "garbage", "half a body", "hangs"]):
        sink = receiver(answer)
        store = Store(f"sqlite:///{tmp_path / f'{number}.db'}")
        routes = [Webhook("desk", sink.url, "hush"), Webhook("b", refusing_url() + "?token=hush")]
        CareTeam(store, routes).report(report(**PERSONAL))
        bodies += [
            request.body + request.head.partition("\r\n")[2].encode() for request in sink.received
        ]
        errors.append(str([row.last_detail for row in list_alerts(store)[0].deliveries]))
        errors.append(repr(routes))
    (tmp_path / "broken.db").write_text("no database " * 100)
    for url in (
        f"sqlite:///{tmp_path / 'broken.db'}",
        "postgresql://nia:hush@127.0.0.1:9/nia",
    ):
        with pytest.raises(StoreUnavailable) as failed:
            CareTeam(Store(url)).report(report(**PERSONAL))
        errors += [str(failed.value), str(failed.value.__cause__), Store(url).description]
    written = "\n".join([caplog.text, *errors, *(body.decode("latin-1") for body in bodies)])
    for secret in SECRETS:
        assert secret not in written


@pytest.mark.parametrize("answer", ["200", "500", "hangs"])
def test_no_kind_of_route_puts_a_word_or_a_key_into_logs_or_the_record(
    sqlite_store: Store, receiver: Make, caplog: pytest.LogCaptureFixture, answer: str
) -> None:
    caplog.set_level(1)
    fault_in("json://127.0.0.1")  # loads apprise, which takes a second or two
    sink = receiver(answer)
    routes: list[Route] = [
        PagerDuty("pager", sink.url, "hush"),
        AppriseRoute("text", sink.url.replace("http://", "json://nia:hush@")),
        Mail("mail", "127.0.0.1", _port(sink.url), "none", "hush@a", ("hush@b",), "hush", "hush"),
        NotReady("other", "ITS_KEY is not set"),
    ]
    CareTeam(sqlite_store, routes).report(report(**PERSONAL))
    _until(lambda: all(row.last_result for row in list_alerts(sqlite_store)[0].deliveries))
    details = [row.last_detail for row in list_alerts(sqlite_store)[0].deliveries]
    written = "\n".join([caplog.text, str(details), repr(routes)])
    assert "ITS_KEY" in written
    for secret in SECRETS:
        assert secret not in written
    # The one body that holds a key is the one that has to: PagerDuty's.
    bodies = [request.body for request in sink.received]
    for secret in PERSONAL.values():
        assert not any(secret.encode() in body for body in bodies)


def test_no_mail_server_brings_a_word_or_a_password_into_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(1)
    for step, how in (("MAIL", "552"), ("text", "garbage"), ("text", "closes"), ("QUIT", "closes")):
        server = BrokenMailServer(step, how)
        route = Mail("mail", "127.0.0.1", server.port, "none", "hush@a", ("hush@b",))
        attempt = route.send(notice(), 2)
        server.close()
        assert "hush" not in caplog.text + repr(attempt)
        for text in server.texts:
            assert not any(word.encode() in text for word in ("words of mine", "555-0199", "fever"))
    assert "words of mine" not in caplog.text


def test_one_who_stops_waiting_leaves_no_trace_in_the_log(
    sqlite_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    raise_alert(sqlite_store, report("m1"))
    other = sqlite3.connect(str(sqlite_store.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    team = CareTeam(sqlite_store)
    with pytest.raises(StoreUnavailable):
        asyncio.run(team.report_async(report("m2"), 0.2))  # the loop is closed after this
    other.execute("ROLLBACK")
    _until(lambda: list_alerts(sqlite_store)[0].state.told == "utter_alert_unsure")
    assert caplog.text == ""


def _port(url: str) -> int:
    return int(urlsplit(url).port or 0)


def _until(condition: Callable[[], bool]) -> None:
    ends = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < ends, "waited in vain"
        time.sleep(0.02)
