"""A server that is killed or stopped: what was said stays, what was asked is answered, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.server import prepared
from tests.services.test_server_faults import eventually
from tests.services.website.conftest import clinic_file
from tests.services.website.page import Page, Stream


@pytest.mark.usefixtures("trained_model")
def test_a_report_in_mid_reply_when_the_server_is_killed_is_answered_once_with_one_alert(
    tmp_path: Path, hanging_sink: str
) -> None:
    nia = prepared(
        tmp_path,
        NIA_CLINIC_FILE=str(clinic_file(tmp_path)),
        NIA_ACTION_ENDPOINT=hanging_sink,
        NIA_ACTION_TIMEOUT="10",
    )
    nia.start()
    page = Page(nia)
    page.ask("what is neutropenia?")
    with Stream(page) as stream:
        message_id = page.say("my temp is 39.2 and i am shivering")
        stream.wait(lambda: any(event["kind"] == "urgent" for event in stream.events))
        nia.kill()
        stream.wait(lambda: stream.ended)
    assert nia.alerts() == []

    nia.environ.pop("NIA_ACTION_ENDPOINT")
    nia.start()
    try:
        with Stream(page.reload(), after=stream.numbers[-1]) as rest:
            rest.wait(lambda: any(event["choices"] for event in rest.events))
            eventually(lambda: len(nia.alerts()) == 1)
            later = page.say("thanks")
            rest.answer_to(later)
            events = stream.events + rest.events
            assert [event["n"] for event in events] == list(range(1, len(events) + 1))
            answer = [event for event in events if event["id"] == message_id][1:]
            assert [event["kind"] for event in answer] == ["urgent", "text", "text"]
            assert len({event["text"] for event in answer}) == len(answer)
        with Stream(page.reload()) as whole:
            assert whole.wait_for(len(events)) == events
        (alert,) = nia.alerts()
        assert alert["message"] == "my temp is 39.2 and i am shivering"
    finally:
        nia.stop()
