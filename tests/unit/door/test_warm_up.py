"""The first person after a start waits no longer than the next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.action_endpoint import ActionEndpoint
from bot.inbox import Inbox
from bot.warm_up import warm_up
from tests.unit.door.test_door import LATER, StubAgent


async def test_what_the_first_report_needs_is_opened_and_nothing_is_left(tmp_path: Path) -> None:
    asked: list[dict[str, Any]] = []

    async def call(body: dict[str, Any]) -> dict[str, Any]:
        asked.append(body)
        return {}

    inbox, agent = Inbox(tmp_path / "inbox.db"), StubAgent()
    agent.action_endpoint = ActionEndpoint(call, 1, inbox)  # type: ignore[attr-defined]
    await warm_up(agent)
    assert [body["next_action"] for body in asked] == ["action_alert_status"]
    assert inbox.unsettled(LATER) == []


async def test_a_start_goes_on_without_it(caplog: pytest.LogCaptureFixture) -> None:
    await warm_up(None)
    assert "may take longer" in caplog.text
