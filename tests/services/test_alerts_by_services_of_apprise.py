"""Text messages, Slack, Teams, Telegram, ntfy: what arrives there, and what is recorded of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from sqlalchemy import update

from careteam.alerts import raise_alert
from careteam.apprise_route import AppriseRoute
from careteam.apprise_service import fault_in
from careteam.clock import to_text, utc_now
from careteam.delivery import deliver_due
from careteam.inbox.linked_route import LinkedRoute
from careteam.outbox import Delivery
from careteam.outcome import State
from careteam.records import find_alert
from careteam.routes import Result
from careteam.schema import outbox
from careteam.service import CareTeam
from careteam.store import Store
from tests.services.apprise_services import SERVICES, Service
from tests.services.certificate import make_certificate, server_context
from tests.services.receiver import Receiver
from tests.services.reports import notice, report

At = Callable[..., tuple[Receiver, AppriseRoute]]
INBOX = "https://nia.example.org:5080"
PERSONAL = {
    "conversation_id": "person-77",
    "message": "words of mine",
    "temperature_text": "38,6",
    "contact": "555-0199",
    "reason": "because of this",
}


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    fault_in("json://127.0.0.1")  # the first use takes a second or two


@pytest.fixture(params=SERVICES)
def service(request: pytest.FixtureRequest) -> Service:
    return SERVICES[request.param]


@pytest.fixture
def at(
    service: Service,
    receiver: Callable[..., Receiver],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> At:
    """Make a receiver in the place of the service, and the route that leads there."""

    def make(answer: str | None = None, trusted: bool = True) -> tuple[Receiver, AppriseRoute]:
        status, body = service.takes
        certificate = make_certificate(tmp_path)
        if trusted:
            monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        tls = server_context(certificate) if service.encrypted else None
        sink = receiver(answer or status, body=body, tls=tls)
        return sink, AppriseRoute("text", service.at(sink, monkeypatch), inbox_url=INBOX)

    return make


def raised(store: Store, route: AppriseRoute) -> str:
    alert_id = raise_alert(store, report(**PERSONAL), (route.name,)).alert_id
    make_all_due(store)
    return alert_id


def delivery(store: Store, alert_id: str) -> Delivery:
    (row,) = find_alert(store, alert_id).deliveries
    return row


def make_all_due(store: Store) -> None:
    past = to_text(utc_now() - timedelta(seconds=1))
    with store.writing() as connection:
        connection.execute(update(outbox).values(next_attempt_at=past))


def test_what_it_takes_is_sent_once_says_which_alert_and_nothing_personal(
    sqlite_store: Store, at: At, service: Service
) -> None:
    sink, route = at()
    linked = LinkedRoute(route, b"k" * 32, INBOX)
    outcome = CareTeam(sqlite_store, [linked]).report(report(**PERSONAL))
    assert outcome.state is State.SENT
    alert_id = str(outcome.alert_id)
    row = delivery(sqlite_store, alert_id)
    assert (row.status, row.attempts, row.last_result) == ("sent", 1, "sent")
    (request,) = sink.received
    verb, path, _ = request.head.split("\r\n")[0].split(" ")
    assert (verb, path.partition("?")[0]) == ("POST", service.path)
    said = service.said(request)
    assert "Possible infection sign reported" in said
    assert f"Alert {alert_id}, reported 2026-01-31 12:00 UTC. {INBOX}/ack/" in said
    for personal in (*PERSONAL.values(), "fever"):
        assert personal not in request.head + said + request.body.decode()
    make_all_due(sqlite_store)
    assert deliver_due(sqlite_store, [linked]) == 0
    assert len(sink.received) == 1


def test_the_link_arrives_as_it_was_made(at: At, service: Service) -> None:
    sink, route = at()
    link = f"{INBOX}/ack/WyI1YTA5NDk5NiJd._k_Zc-9_.x_-Y_-"  # what Markdown would take for its own
    told = notice()
    plain = type(told)(told.alert, 1, acknowledge_url=link)
    assert route.send(plain, 8).result is Result.SENT
    assert service.said(sink.received[0]).endswith(f" {link}")


def test_nobody_there_is_made_to_load_anything_from_elsewhere(at: At) -> None:
    sink, route = at()
    route.send(notice(), 8)
    (request,) = sink.received
    addresses = unquote_plus(request.head + request.body.decode())
    for harmless in ("http://adaptivecards.io/schemas/adaptive-card.json", INBOX):
        addresses = addresses.replace(harmless, "")
    assert "http" not in addresses.replace(" HTTP/1.1", "").lower()


@pytest.mark.parametrize(
    "answer",
    [
        "its refusal",
        "401",
        "404",
        "429 later",
        "500",
        "503",
        "redirect",
        "garbage",
        "nothing",
        "half a status line",
        "half a body",
        "hangs",
        "trickles",
    ],
)
def test_what_it_does_not_take_is_kept_and_tried_again_until_it_does(
    sqlite_store: Store,
    at: At,
    service: Service,
    caplog: pytest.LogCaptureFixture,
    answer: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    sink, route = at(answer)
    if answer == "its refusal":
        sink.answer, sink.body = service.refusal
    alert_id = raised(sqlite_store, route)
    seconds = 1 if answer in {"hangs", "trickles"} else 8
    assert deliver_due(sqlite_store, [route], seconds=seconds) == 1
    row = delivery(sqlite_store, alert_id)
    assert (row.status, row.last_result) == ("due", "unknown")
    assert row.next_attempt_at > to_text(utc_now() - timedelta(seconds=1))
    assert len(sink.received) == 1
    sink.answer, sink.body = service.takes
    make_all_due(sqlite_store)
    assert deliver_due(sqlite_store, [route]) == 1
    row = delivery(sqlite_store, alert_id)
    assert (row.status, row.last_result) == ("sent", "sent")
    first, second = (service.said(request) for request in sink.received)
    assert first == second  # the id in it is all that shows a repeat
    assert alert_id in first
    for secret in (*PERSONAL.values(), "fever", "hush", *service.secrets):
        assert secret not in caplog.text + str(row)


@pytest.mark.parametrize("service", ["teams", "ntfy of one's own"], indirect=True)
def test_who_shows_a_certificate_that_nobody_vouches_for_gets_nothing(
    sqlite_store: Store, at: At
) -> None:
    sink, route = at(trusted=False)
    alert_id = raised(sqlite_store, route)
    deliver_due(sqlite_store, [route], seconds=2)
    assert sink.received == []
    assert delivery(sqlite_store, alert_id).status == "due"


@pytest.mark.parametrize("service", ["telegram"], indirect=True)
def test_a_bot_without_a_chat_tells_no_stranger(at: At) -> None:
    sink, route = at()
    sink.body = b'{"ok": true, "result": [{"message": {"from": {"id": 666, "first_name": "Eve"}}}]}'
    nowhere = AppriseRoute("text", route.url.removesuffix("12315544/"))
    assert nowhere.send(notice(), 8).result is Result.UNREACHED
    assert sink.received == []
