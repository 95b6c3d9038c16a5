"""docs/alert-routes.md is true: its settings are accepted, and its example verifies signatures."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from careteam.webhook import Webhook
from clinic.alert_routes import KINDS
from clinic.settings import load_clinic
from tests.services.receiver import Received, Receiver
from tests.services.reports import notice

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs/alert-routes.md").read_text("utf-8")
SECRET = "a secret of thirty-two characters"
Verify = Callable[[bytes, str, list[str], float], bool]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", DOCUMENT, re.DOTALL)


@pytest.fixture
def is_from_nia() -> Verify:
    """The function that the document shows to engineers."""
    (example,) = blocks("python")
    names: dict[str, Any] = {}
    exec(example, names)  # noqa: S102 (our own document)
    verify: Verify = names["is_from_nia"]
    return verify


@pytest.fixture
def request_of_nia(receiver: Callable[..., Receiver]) -> Received:
    """A signed request as it arrives at a receiver."""
    sink = receiver()
    Webhook("desk", sink.url, SECRET).send(notice(), 2)
    return sink.received[0]


def test_the_settings_it_shows_are_accepted_and_name_every_kind(tmp_path: Path) -> None:
    kinds = []
    for number, block in enumerate(blocks("yaml")):
        path = tmp_path / f"{number}.yml"
        path.write_text(block, encoding="utf-8")
        kinds += [route.kind for route in load_clinic(path).alerts.routes]
    assert kinds == list(KINDS)


def test_the_body_it_shows_has_the_keys_of_a_real_one(receiver: Callable[..., Receiver]) -> None:
    sink = receiver()
    Webhook("desk", sink.url, inbox_url="https://nia.example/").send(notice(), 2)
    (shown,) = blocks("json")
    assert set(re.findall(r'"(\w+)":', shown)) == set(sink.received[0].json)


def test_the_body_says_how_loud_the_alert_is(receiver: Callable[..., Receiver]) -> None:
    sink = receiver()
    for level in (1, 3):
        Webhook("desk", sink.url).send(notice(level=level), 2)
    assert [request.json["level"] for request in sink.received] == [1, 3]


def test_its_example_takes_what_nia_signed(is_from_nia: Verify, request_of_nia: Received) -> None:
    signature = request_of_nia.header("X-Nia-Signature") or ""
    assert is_from_nia(request_of_nia.body, signature, [SECRET], time.time())
    assert is_from_nia(request_of_nia.body, signature, ["the next one", SECRET], time.time())


def test_its_example_takes_nothing_else(is_from_nia: Verify, request_of_nia: Received) -> None:
    body = request_of_nia.body
    signature = request_of_nia.header("X-Nia-Signature") or ""
    at = int(signature[2:].partition(",")[0])
    assert is_from_nia(body, signature, [SECRET], at + 300)
    for wrong in (
        (body, signature, [SECRET], at + 301),  # replayed too late
        (body, signature, [SECRET], at - 301),
        (body, signature.replace(f"t={at}", f"t={at + 200}"), [SECRET], at + 400),  # made fresh
        (body.replace(b"false", b"true"), signature, [SECRET], at),
        (body + b" ", signature, [SECRET], at),
        (body, signature, ["another secret"], at),
        (body, signature, [], at),
        (body, signature[:-1], [SECRET], at),
        (body, "", [SECRET], at),
        (body, f"t={at},v1=", [SECRET], at),
    ):
        assert not is_from_nia(*wrong)
