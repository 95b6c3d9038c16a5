"""E-mail: what each behaviour of a mail server comes to, and what the message says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from careteam.mail import Mail
from careteam.outcome import State
from careteam.records import list_alerts
from careteam.routes import Attempt, Result
from careteam.service import CareTeam
from careteam.smtp_session import Encryption
from careteam.store import Store
from tests.services.certificate import make_certificate
from tests.services.mail_receiver import BrokenMailServer, MailServer
from tests.services.receiver import refusing_url
from tests.services.reports import notice, report

Serve = Callable[..., MailServer]
PERSONAL = ("person-77", "fever", "38,6", "555-0199", "because of this", "words of mine")


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate that this process trusts."""
    path = make_certificate(tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(path))
    return path


@pytest.fixture
def serve(certificate: Path) -> Iterator[Serve]:
    made: list[MailServer] = []

    def make(**options: Any) -> MailServer:
        made.append(MailServer(certificate, **options))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def broken() -> Iterator[Callable[[str, str], BrokenMailServer]]:
    made: list[BrokenMailServer] = []

    def make(step: str, how: str) -> BrokenMailServer:
        made.append(BrokenMailServer(step, how))
        return made[-1]

    yield make
    for one in made:
        one.close()


def mail(port: int, encryption: Encryption = "starttls", **options: Any) -> Mail:
    given = {"sender": "nia@clinic.example", "recipients": ("desk@clinic.example",), **options}
    return Mail("mailbox", given.pop("host", "localhost"), port, encryption, **given)


@pytest.mark.parametrize("encryption", ["starttls", "smtps", "none"])
def test_an_accepted_mail_carries_nothing_personal(serve: Serve, encryption: Encryption) -> None:
    server = serve(encryption=encryption, login=("nia", "hush"))
    route = mail(
        server.port,
        encryption,
        username="nia",
        password="hush",
        inbox_url="https://nia.example/",
    )
    told = notice()
    assert route.send(told, 8) == Attempt(Result.SENT, "SMTP 250")
    (message,) = server.received
    assert message["Subject"] == f"Possible infection sign reported ({told.alert.id[:8]})"
    assert message["Message-ID"] == f"<{told.alert.id}@clinic.example>"
    assert message["X-Nia-Alert-Id"] == told.alert.id
    text = message.get_content()
    for part in ("Possible infection sign", told.alert.id, "12:00 UTC", "https://nia.example/"):
        assert part in text
    for personal in PERSONAL:
        assert personal.encode() not in server.bodies[0]


def test_repeats_share_an_id_and_news_has_its_own(serve: Serve) -> None:
    server = serve()
    first = notice()
    news = notice(2, id=first.alert.id)
    for told in (first, first, news):
        mail(server.port).send(told, 8)
    one, again, other = (message["Message-ID"] for message in server.received)
    assert one == again
    assert other == f"<{first.alert.id}.2@clinic.example>"


def test_a_test_says_so_first_and_again(serve: Serve) -> None:
    server = serve()
    mail(server.port).send(notice(test=True), 8)
    (message,) = server.received
    assert message["Subject"].startswith("TEST, not a patient")
    assert message.get_content().startswith("TEST, not a patient")
    assert "There is no patient behind it" in message.get_content()


@pytest.mark.parametrize(
    ("refusals", "result", "detail"),
    [
        ({"desk@clinic.example": "550 unknown"}, Result.REFUSED, "SMTP 550"),
        ({"desk@clinic.example": "451 greylisted"}, Result.UNREACHED, "SMTP 451"),
        ({"DATA": "554 spam"}, Result.REFUSED, "SMTP 554"),
        ({"DATA": "452 full"}, Result.UNREACHED, "SMTP 452"),
    ],
)
def test_a_refusal_is_final_or_not_as_the_server_says(
    serve: Serve, refusals: dict[str, str], result: Result, detail: str
) -> None:
    route = mail(serve(refusals=refusals).port)
    assert route.send(notice(), 8) == Attempt(result, detail)


def test_one_recipient_that_is_taken_is_a_delivery_and_the_refused_are_counted(
    serve: Serve,
) -> None:
    server = serve(refusals={"old@clinic.example": "550 gone"})
    route = mail(server.port, recipients=("old@clinic.example", "desk@clinic.example"))
    attempt = route.send(notice(), 8)
    assert attempt == Attempt(Result.SENT, "SMTP 250, 1 recipients refused")
    assert server.recipients == [["desk@clinic.example"]]


def test_of_two_refusals_the_one_that_may_pass_counts(serve: Serve) -> None:
    server = serve(refusals={"a@clinic.example": "550 gone", "b@clinic.example": "450 later"})
    route = mail(server.port, recipients=("a@clinic.example", "b@clinic.example"))
    assert route.send(notice(), 8) == Attempt(Result.UNREACHED, "SMTP 450")


def test_a_wrong_password_is_a_refusal(serve: Serve) -> None:
    server = serve(login=("nia", "hush"))
    route = mail(server.port, username="nia", password="wrong")
    assert route.send(notice(), 8) == Attempt(Result.REFUSED, "SMTP 535")
    assert server.received == []


def test_nothing_is_sent_where_the_encryption_cannot_be_trusted(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    servers = [serve(encryption="starttls"), serve(encryption="smtps")]
    encryptions: list[Encryption] = ["starttls", "smtps"]
    other = make_certificate(tmp_path, "other.example")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(other))
    for server, encryption in zip(servers, encryptions, strict=True):
        attempt = mail(server.port, encryption).send(notice(), 8)
        assert attempt == Attempt(Result.UNREACHED, "SSLCertVerificationError")
        assert server.received == []


def test_a_certificate_of_another_name_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = make_certificate(tmp_path, "other.example")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    server = MailServer(certificate)
    try:
        assert mail(server.port).send(notice(), 8).result is Result.UNREACHED
        assert server.received == []
    finally:
        server.close()


@pytest.mark.parametrize("encryption", ["starttls", "smtps"])
def test_a_server_without_encryption_gets_nothing(serve: Serve, encryption: Encryption) -> None:
    server = serve(encryption="none")
    assert mail(server.port, encryption).send(notice(), 8).result is Result.UNREACHED
    assert server.received == []


@pytest.mark.parametrize(
    ("step", "how", "result"),
    [
        ("", "garbage", Result.UNREACHED),
        ("", "closes", Result.UNREACHED),
        ("", "half an answer", Result.UNREACHED),
        ("", "421", Result.UNREACHED),
        ("", "552", Result.REFUSED),
        ("EHLO", "closes", Result.UNREACHED),
        ("MAIL", "garbage", Result.UNREACHED),
        ("MAIL", "451", Result.UNREACHED),
        ("MAIL", "552", Result.REFUSED),
        ("RCPT", "closes", Result.UNREACHED),
        ("RCPT", "half an answer", Result.UNREACHED),
        ("DATA", "451", Result.UNREACHED),
        ("DATA", "552", Result.REFUSED),
        ("DATA", "closes", Result.UNKNOWN),
        ("text", "garbage", Result.UNKNOWN),
        ("text", "closes", Result.UNKNOWN),
        ("text", "half an answer", Result.UNKNOWN),
        ("text", "421", Result.UNREACHED),
        ("text", "451", Result.UNREACHED),
        ("text", "552", Result.REFUSED),
        ("QUIT", "closes", Result.SENT),
        ("QUIT", "garbage", Result.SENT),
    ],
)
def test_only_once_the_text_is_handed_over_can_it_have_arrived(
    broken: Callable[[str, str], BrokenMailServer], step: str, how: str, result: Result
) -> None:
    server = broken(step, how)
    assert mail(server.port, "none").send(notice(), 8).result is result


@pytest.mark.parametrize("how", ["hangs", "trickles"])
@pytest.mark.parametrize(
    ("step", "result"),
    [
        ("", Result.UNREACHED),
        ("EHLO", Result.UNREACHED),
        ("RCPT", Result.UNREACHED),
        ("DATA", Result.UNKNOWN),
        ("text", Result.UNKNOWN),
        ("QUIT", Result.SENT),
    ],
)
def test_a_server_that_never_ends_an_answer_is_left_in_time(
    broken: Callable[[str, str], BrokenMailServer], step: str, how: str, result: Result
) -> None:
    server = broken(step, how)
    assert mail(server.port, "none").send(notice(), 0.3).result is result
    assert not server.released.is_set()


@pytest.mark.parametrize("how", ["hangs", "trickles"])
def test_an_encryption_that_is_never_agreed_is_left_in_time(
    broken: Callable[[str, str], BrokenMailServer], how: str
) -> None:
    server = broken("", how)
    assert mail(server.port, "smtps").send(notice(), 0.3).result is Result.UNREACHED


def test_nobody_listening_and_no_time_are_definite_noes() -> None:
    port = int(refusing_url().rpartition(":")[2].partition("/")[0])
    assert mail(port).send(notice(), 8) == Attempt(Result.UNREACHED, "ConnectionRefusedError")
    assert mail(port).send(notice(), 0).result is Result.UNREACHED


def test_what_is_said_to_the_person_follows_from_the_mail_server(
    tmp_path: Path, broken: Callable[[str, str], BrokenMailServer]
) -> None:
    for number, (step, how, state) in enumerate(
        [
            ("QUIT", "closes", State.SENT),
            ("text", "closes", State.UNSURE),
            ("text", "hangs", State.UNSURE),
            ("RCPT", "552", State.FAILED),
        ]
    ):
        store = Store(f"sqlite:///{tmp_path / f'{number}.db'}")
        team = CareTeam(store, [mail(broken(step, how).port, "none")])
        assert team.report(report()).state is state
        assert len(list_alerts(store)) == 1
        store.engine.dispose()
