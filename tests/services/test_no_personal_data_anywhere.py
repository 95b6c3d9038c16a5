"""ESC-11 over the whole run: no log and no message holds what anybody said or is.

This file is run last (see tests/conftest.py) and looks at what all other tests of the run produced:
run alone it has little to look at.
"""

from __future__ import annotations

import logging
import socket
from pathlib import Path

import pytest
import requests

from careteam.webhook import Webhook
from tests.produced import RUN, Produced
from tests.server import Nia, new_sender
from tests.services.receiver import Receiver
from tests.services.reports import notice


def test_nothing_that_was_said_came_out_of_any_log_or_message(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    RUN.come_out_in_files(tmp_path_factory.getbasetemp())
    found = RUN.leaks()
    assert not found, "\n".join([f"{len(found)} leaks", *found[:20]])


def test_a_leak_in_a_process_a_message_or_a_log_is_found(tmp_path: Path) -> None:
    sender = new_sender()
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "server.log").write_text(f"WARNING: no answer for {sender}\n")
    produced = Produced()
    produced.say("my gums are bleeding", "555-0142")
    produced.come_out_in_files(tmp_path)
    produced.come_out("a receiver", b'{"id": "1", "contact": "555-0142"}')
    produced.come_out("a test", "INFO nia: handling 'my gums are bleeding'")
    produced.come_out("a test", "INFO nia: handling a message")
    assert [leak.partition(": ")[0] for leak in produced.leaks()] == [
        "server.log",
        "a receiver",
        "a test",
    ]


def test_what_a_clinic_has_switched_on_is_no_leak() -> None:
    produced = Produced()
    produced.say("my gums are bleeding")
    produced.come_out(
        "a receiver", '{"id": "1", "details": {"messages": ["my gums are bleeding"]}}'
    )
    assert produced.leaks() == []


def test_what_tests_say_and_receive_is_noted() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        nia = Nia(silent.getsockname()[1], Path(), Path(), {})
    with pytest.raises(requests.ConnectionError):  # nobody answers: what matters is what was said
        nia.say("my elbow itches a little")
    assert "my elbow itches a little" in RUN.said
    sink = Receiver("200")
    told = notice()
    Webhook("desk", sink.url).send(told, 2)
    sink.close()
    assert any(told.alert.id in words for _, words in RUN.out)


def test_log_something_for_the_next_test() -> None:
    logging.getLogger("careteam").warning("this line was logged")


def test_what_is_logged_while_a_test_runs_is_noted() -> None:
    assert any("this line was logged" in words for _, words in RUN.out)
