"""`python -m careteam check`: what an engineer is told of the settings and of every route."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from careteam.cli import main
from tests.services.mail_receiver import BrokenMailServer
from tests.services.receiver import Receiver, refusing_url

Make = Callable[..., Receiver]
Check = Callable[..., tuple[int, str]]


@pytest.fixture
def check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Check:
    """Run the command with these routes; return its exit code and all that it printed."""
    monkeypatch.setenv("NIA_ALERTS_DB_URL", f"sqlite:///{tmp_path / 'alerts.db'}")
    monkeypatch.setenv("NIA_CLINIC_FILE", str(tmp_path / "clinic.yml"))

    def run(*routes: dict[str, Any]) -> tuple[int, str]:
        (tmp_path / "clinic.yml").write_text(json.dumps({"alerts": {"routes": routes}}))
        code = main(["check"])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def test_every_kind_is_tried_with_a_message_that_says_test(
    check: Check, receiver: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hook, pager, text = receiver("200"), receiver("202"), receiver("200")
    server = BrokenMailServer("QUIT", "closes")
    monkeypatch.setenv("PAGER_KEY", "hush-key")
    monkeypatch.setenv("TEXT_URL", text.url.replace("http://", "json://"))
    code, printed = check(
        {"kind": "webhook", "name": "desk", "url": hook.url},
        {"kind": "pagerduty", "name": "pager", "url": pager.url, "key_env": "PAGER_KEY"},
        {"kind": "apprise", "name": "text", "url_env": "TEXT_URL"},
        {
            "kind": "email",
            "name": "mailbox",
            "host": "127.0.0.1",
            "port": server.port,
            "encryption": "none",
            "sender": "nia@clinic.example",
            "recipients": ["desk@clinic.example"],
        },
    )
    server.close()
    assert code == 0
    for name in ("desk", "pager", "text", "mailbox"):
        assert f"{name}: took the TEST message" in printed
    sent = [request.body for sink in (hook, pager, text) for request in sink.received]
    sent += server.texts
    assert len(sent) == 4
    assert all(b"TEST, not a patient" in body for body in sent)
    assert "hush" not in printed
    assert not (tmp_path / "alerts.db").exists()


@pytest.mark.parametrize(
    ("answer", "part"),
    [("401", "REFUSED it"), ("500", "NO CLEAR ANSWER"), ("garbage", "NO CLEAR ANSWER")],
)
def test_one_route_that_fails_fails_the_check(
    check: Check, receiver: Make, answer: str, part: str
) -> None:
    code, printed = check(
        {"name": "good", "url": receiver("200").url}, {"name": "bad", "url": receiver(answer).url}
    )
    assert code == 1
    assert "good: took" in printed
    assert f"bad: gave {part}" in printed or f"bad: {part}" in printed


def test_a_route_that_nobody_answers_fails_the_check(check: Check) -> None:
    code, printed = check({"name": "desk", "url": refusing_url()})
    assert code == 1
    assert "desk: was NOT REACHED" in printed
    assert "Warning: alerts.routes has one route" in printed


def test_a_variable_that_is_not_set_is_named(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAGER_KEY", raising=False)
    monkeypatch.setenv("TEXT_URL", "hush://hush")
    code, printed = check(
        {"kind": "pagerduty", "name": "pager", "key_env": "PAGER_KEY"},
        {"kind": "apprise", "name": "text", "url_env": "TEXT_URL"},
    )
    assert code == 1
    assert "PAGER_KEY is not set" in printed
    assert "it is not one apprise URL" in printed
    assert "hush" not in printed


def test_no_route_at_all_fails_the_check(check: Check) -> None:
    code, printed = check()
    assert code == 1
    assert "nobody is told" in printed


def test_wrong_settings_are_one_sentence_each_and_nothing_is_tried(
    check: Check, receiver: Make
) -> None:
    sink = receiver()
    code, printed = check({"url": sink.url}, {"kind": "fax"}, {"kind": "apprise"})
    assert code == 1
    assert printed.count("\n") == 2
    assert sink.received == []
