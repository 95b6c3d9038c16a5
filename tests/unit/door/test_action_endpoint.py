"""Actions fail, hang or answer nonsense; the turn goes on and nothing is claimed (ESC-2, ESC-3)."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

import bot.inbox_writes
from bot.action_answers import check_no_more
from bot.action_endpoint import ActionEndpoint, remote
from bot.inbox import Inbox, Received, now

LATER = "9999-01-01T00:00:00.000+00:00"
BODY = {"next_action": "action_escalate", "tracker": {"latest_message": {"message_id": "m1"}}}
UNSURE = {
    "events": [{"event": "slot", "name": "alert_state", "value": "unsaved"}],
    "responses": [{"response": "utter_alert_unsure"}],
}


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    box = Inbox(tmp_path / "inbox.db")
    box.receive(Received("m1", "anna", "rest", "i have a fever", now()))
    box.understood("m1", {}, owes_alert=True)
    box.close("m1", ["Please call your doctor right away."])
    return box


def answering(answer: Any) -> Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]:
    async def call(_: dict[str, Any]) -> dict[str, Any]:
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]

    return call


def state(value: str | None) -> dict[str, Any]:
    return {
        "events": [{"event": "slot", "name": "alert_state", "value": value}],
        "responses": [{"response": "utter_alert_sent"}],
    }


async def test_a_saved_alert_is_no_longer_owed(inbox: Inbox) -> None:
    answer = await ActionEndpoint(answering(state("sent")), 1, inbox).request(json=BODY)
    assert answer == state("sent")
    assert inbox.unsettled(LATER) == []


@pytest.mark.parametrize(
    "answer",
    [
        RuntimeError("boom"),
        None,
        [],
        "text",
        {"events": "no list"},
        {"responses": {}},
        {"responses": ["text"]},
        {"events": [{"name": "alert_state"}]},
        {"events": [{"event": "slot", "value": "sent"}]},
    ],
    ids=str,
)
async def test_an_action_that_fails_claims_nothing_and_stays_owed(
    inbox: Inbox, answer: Any
) -> None:
    assert await ActionEndpoint(answering(answer), 1, inbox).request(json=BODY) == UNSURE
    assert [found.alert for found in inbox.unsettled(LATER)] == ["owed"]


@pytest.mark.parametrize("answer", [state("unsaved"), state(None), {"events": []}], ids=str)
async def test_an_action_that_could_not_save_stays_owed(inbox: Inbox, answer: Any) -> None:
    await ActionEndpoint(answering(answer), 1, inbox).request(json=BODY)
    assert [found.alert for found in inbox.unsettled(LATER)] == ["owed"]


async def test_rasa_takes_an_answer_that_was_checked_without_checking_it_again(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_no_more()
    monkeypatch.setattr("jsonschema.validate", pytest.fail)
    answer = {"events": state("sent")["events"], "responses": []}
    action = RemoteAction("action_escalate", ActionEndpoint(answering(answer), 1, inbox))
    tracker = DialogueStateTracker.from_events("anna", [])
    events = await action.run(CollectingOutputChannel(), None, tracker, Domain.empty())
    assert [(event.key, event.value) for event in events] == [("alert_state", "sent")]


async def test_an_action_that_hangs_is_left_behind(inbox: Inbox) -> None:
    async def hang(_: dict[str, Any]) -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    assert await ActionEndpoint(hang, 0.1, inbox).request(json=BODY) == UNSURE


class Sink(BaseHTTPRequestHandler):
    """An action server that answers as its path says."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        status, content = {
            "/good": (200, b'{"events": [], "responses": [{"response": "utter_alert_sent"}]}'),
            "/error": (500, b'{"error": "the tracker of anna"}'),
            "/rejects": (400, b'{"action_name": "action_escalate", "error": "no"}'),
            "/garbage": (200, b"<html>"),
            "/list": (200, b"[]"),
        }[self.path]
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def action_server() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Sink)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


async def test_an_action_server_is_asked(inbox: Inbox, action_server: str) -> None:
    endpoint = ActionEndpoint(remote(f"{action_server}/good", 2), 2, inbox)
    answer = await endpoint.request(json=BODY)
    assert answer["responses"] == [{"response": "utter_alert_sent"}]


@pytest.mark.parametrize("path", ["/error", "/rejects", "/garbage", "/list"])
async def test_an_action_server_that_fails_claims_nothing(
    inbox: Inbox, action_server: str, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint = ActionEndpoint(remote(action_server + path, 2), 2, inbox)
    assert await endpoint.request(json=BODY) == UNSURE
    assert "anna" not in caplog.text


async def test_an_action_server_that_is_down_claims_nothing(inbox: Inbox) -> None:
    assert (
        await ActionEndpoint(remote("http://127.0.0.1:1/", 2), 2, inbox).request(json=BODY)
        == UNSURE
    )


async def test_what_is_known_of_an_alert_is_written_though_nobody_waits_for_it(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.inbox_writes, "SECONDS", 0.02)
    free = threading.Event()
    with ThreadPoolExecutor(1) as one_at_a_time:
        asyncio.get_running_loop().set_default_executor(one_at_a_time)
        one_at_a_time.submit(free.wait, 10)  # nothing is written for now
        endpoint = ActionEndpoint(answering(state("sent")), 1, inbox)
        await endpoint.request(json=BODY)
        assert len(inbox.unsettled(LATER)) == 1
        free.set()
        await endpoint._writes.settled()
    assert inbox.unsettled(LATER) == []
