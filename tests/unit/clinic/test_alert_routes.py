"""Alert routes in clinic.yml: one class to a kind, and faults that name key, value and remedy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from clinic.alert_route import AlertRoute
from clinic.apprise_route import AppriseRoute
from clinic.email_route import EmailRoute
from clinic.errors import ClinicError
from clinic.pagerduty_route import EU_REGION, PagerDutyRoute
from clinic.settings import Clinic, load_clinic
from clinic.webhook_route import WebhookRoute

MAIL = {
    "kind": "email",
    "host": "mail.example.org",
    "sender": "nia@example.org",
    "recipients": ["desk@example.org"],
}


def read(folder: Path, **alerts: Any) -> Clinic:
    path = folder / "clinic.yml"
    path.write_text(json.dumps({"alerts": alerts}))  # JSON is YAML too
    return load_clinic(path)


def route(folder: Path, given: Any) -> AlertRoute:
    return read(folder, routes=[given]).alerts.routes[0]


def the_fault(folder: Path, given: Any) -> str:
    with pytest.raises(ClinicError) as caught:
        route(folder, given)
    (fault,) = caught.value.faults
    return fault


@pytest.mark.parametrize(
    ("given", "read_as"),
    [
        ({"url": "https://a.example"}, WebhookRoute),
        ({"kind": "", "url": "https://a.example"}, WebhookRoute),
        ({"kind": "webhook", "url": "https://a.example"}, WebhookRoute),
        (MAIL, EmailRoute),
        ({"kind": "pagerduty", "key_env": "PAGERDUTY_KEY"}, PagerDutyRoute),
        ({"kind": "pagerduty", "key_env": "K", "url": EU_REGION}, PagerDutyRoute),
        ({"kind": "apprise", "url_env": "ALERT_SMS_URL"}, AppriseRoute),
    ],
)
def test_the_kind_chooses_the_class(tmp_path: Path, given: Any, read_as: type) -> None:
    assert type(route(tmp_path, given)) is read_as


@pytest.mark.parametrize(
    ("changed", "port"),
    [
        ({}, 587),
        ({"encryption": "smtps"}, 465),
        ({"encryption": "none", "host": "localhost"}, 25),
        ({"encryption": "none", "host": "127.0.0.1", "port": "2525"}, 2525),
    ],
)
def test_mail_is_encrypted_unless_it_stays_on_this_machine(
    tmp_path: Path, changed: dict[str, Any], port: int
) -> None:
    mail = route(tmp_path, {**MAIL, **changed})
    assert isinstance(mail, EmailRoute)
    assert mail.actual_port == port


@pytest.mark.parametrize(
    ("changed", "parts"),
    [
        ({"encryption": "none"}, ["encryption", "'none'", "unencrypted", "starttls or smtps"]),
        ({"encryption": "none", "host": "10.0.0.5"}, ["encryption", "unencrypted"]),
        ({"encryption": "ssl"}, ["encryption", "'ssl'", "smtps"]),
        ({"port": "0"}, ["port", "'0'", "587"]),
        ({"host": "mail.example.org/x"}, ["host", "not the name of a server"]),
        ({"sender": "Nia"}, ["sender", "'Nia'", "nia@"]),
        ({"sender": "a@b\r\nBcc: c@d"}, ["sender", "not an e-mail address"]),
        ({"recipients": "desk@example.org"}, ["recipients", "list"]),
        ({"recipients": []}, ["recipients", "nobody"]),
        ({"recipients": ["a@b.example, c@d.example"]}, ["recipients", "not an e-mail address"]),
        ({"recipients": ["a,b@c.example"]}, ["recipients", "not an e-mail address"]),
        ({"username": "nia"}, ["password_env", "go together"]),
        ({"password_env": "MAIL_PASSWORD"}, ["password_env", "go together"]),
        ({"timeout": "31"}, ["timeout", "'31'", "at most 30"]),
        ({"recipient": "a@b"}, ["recipient is not a known key", "routes[1].recipients"]),
    ],
)
def test_a_fault_in_a_mail_route_names_key_value_and_remedy(
    tmp_path: Path, changed: dict[str, Any], parts: list[str]
) -> None:
    fault = the_fault(tmp_path, {**MAIL, **changed})
    for part in ("alerts.routes[1].", *parts):
        assert part in fault


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"kind": "apprise", "url_env": "tgram://hunter2/1"}, "url_env"),
        ({"kind": "pagerduty", "key_env": "hunter2"}, "key_env"),
        (
            {"kind": "pagerduty", "key_env": "R0HUNTER2HUNTER2HUNTER2HUNTER2AB"},
            "looks like a secret",
        ),
        ({**MAIL, "username": "nia", "password_env": "hunter2"}, "password_env"),
        ({"kind": "pagerduty", "key_env": "K", "url": "http://hunter2.example"}, "unencrypted"),
    ],
)
def test_a_secret_in_place_of_a_variable_is_refused_and_not_repeated(
    tmp_path: Path, given: dict[str, Any], part: str
) -> None:
    fault = the_fault(tmp_path, given)
    assert part in fault
    assert "hunter2" not in fault.lower()


def test_an_apprise_url_in_the_file_is_refused_and_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(ClinicError) as caught:
        route(tmp_path, {"kind": "apprise", "url": "tgram://hunter2/1"})
    assert "hunter2" not in str(caught.value)
    assert "use alerts.routes[1].url_env" in str(caught.value)


@pytest.mark.parametrize("given", [{"kind": "fax"}, {"kind": ["webhook"]}])
def test_an_unknown_kind_is_one_sentence_with_the_kinds(tmp_path: Path, given: Any) -> None:
    fault = the_fault(tmp_path, given)
    assert "alerts.routes[1].kind" in fault
    assert "webhook, email, pagerduty, apprise or fhir" in fault


def test_the_address_of_the_inbox_is_a_link_without_a_password(tmp_path: Path) -> None:
    assert read(tmp_path, inbox_url="https://nia.example").alerts.inbox_url == "https://nia.example"
    for wrong in ("nia.example", "https://ann:hunter2@nia.example"):
        with pytest.raises(ClinicError) as caught:
            read(tmp_path, inbox_url=wrong)
        assert "alerts.inbox_url" in str(caught.value)
        assert "hunter2" not in str(caught.value)
