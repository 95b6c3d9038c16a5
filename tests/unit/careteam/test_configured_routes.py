"""From the settings of a route to the route: names, secrets, and what is missing."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

import pytest

from careteam.apprise_route import AppriseRoute
from careteam.configured_routes import route_of
from careteam.mail import Mail
from careteam.not_ready import NotReady
from careteam.pagerduty import PagerDuty
from careteam.routes import Result, Route
from careteam.webhook import Webhook
from clinic.alert_routes import Alerts
from tests.services.reports import notice

WEBHOOK = {"url": "https://a.example", "secret_env": "SECRET"}
MAIL = {
    "kind": "email",
    "host": "mail.example.org",
    "sender": "nia@example.org",
    "recipients": ["desk@example.org"],
}
LOGIN = {**MAIL, "username": "nia", "password_env": "SECRET"}
PAGER = {"kind": "pagerduty", "key_env": "SECRET"}
TEXT = {"kind": "apprise", "url_env": "SECRET"}


def made(given: dict[str, Any], **environ: str) -> Route:
    (settings,) = Alerts(routes=[given]).routes
    return route_of(settings, environ, "https://nia.example/")


def test_each_kind_gets_its_secret_and_the_address_of_the_inbox() -> None:
    hook = made(WEBHOOK, SECRET="hush")
    assert isinstance(hook, Webhook)
    assert (hook.secret, hook.inbox_url) == ("hush", "https://nia.example/")
    mail = made(LOGIN, SECRET="hush")
    assert isinstance(mail, Mail)
    assert (mail.username, mail.password, mail.port) == ("nia", "hush", 587)
    assert (mail.encryption, mail.inbox_url) == ("starttls", "https://nia.example/")
    assert isinstance(made(MAIL), Mail)
    pager = made(PAGER, SECRET=" hush\n")
    assert isinstance(pager, PagerDuty)
    assert (pager.key, pager.inbox_url) == ("hush", "https://nia.example/")
    text = made(TEXT, SECRET="json://127.0.0.1/hush")
    assert isinstance(text, AppriseRoute)
    assert (text.url, text.inbox_url) == ("json://127.0.0.1/hush", "https://nia.example/")
    for route in (hook, mail, pager, text):
        assert "hush" not in repr(route)


@pytest.mark.parametrize("given", [LOGIN, PAGER, TEXT])
@pytest.mark.parametrize("environ", [{}, {"SECRET": ""}])
def test_without_its_secret_a_route_waits_for_the_repair(
    given: dict[str, Any], environ: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    route = made(given, **environ)
    assert isinstance(route, NotReady)
    assert "SECRET is not set" in caplog.text
    attempt = route.send(notice(), 1)
    assert (attempt.result, attempt.detail) == (Result.UNREACHED, "SECRET is not set")


def test_a_webhook_without_its_secret_goes_unsigned_and_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    route = made(WEBHOOK)
    assert isinstance(route, Webhook)
    assert "unsigned" in caplog.text


def test_a_url_that_cannot_be_used_waits_for_the_repair_and_is_not_repeated(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    attempt = made(TEXT, SECRET="json://hush.example/hush").send(notice(), 60)
    assert attempt.result is Result.UNREACHED
    assert "jsons://" in attempt.detail
    _until(lambda: "jsons://" in caplog.text)  # said at the start, without a message
    assert "hush" not in caplog.text + attempt.detail


def test_a_password_that_no_mail_server_takes_is_named_by_its_variable_only(
    caplog: pytest.LogCaptureFixture,
) -> None:
    route = made(LOGIN, SECRET="h\u00fcsh")
    assert isinstance(route, NotReady)
    assert route.why.startswith("SECRET: ")
    assert "h\u00fcsh" not in caplog.text
    assert isinstance(made(LOGIN, SECRET="hush\n"), Mail)


@pytest.mark.parametrize("given", [WEBHOOK, MAIL, PAGER, TEXT])
def test_a_name_of_its_own_survives_changes_to_the_others(given: dict[str, Any]) -> None:
    kind = given.get("kind", "webhook")
    assert made({**given, "name": "desk"}).name == "desk"
    name = made(given).name
    assert name.startswith(f"{kind}-")
    assert name == made({**given, "timeout": 1.0}).name


def _until(condition: Callable[[], bool]) -> None:
    ends = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < ends, "waited in vain"
        time.sleep(0.02)
