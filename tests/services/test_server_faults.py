"""The faults that must not cost a person the advice, or the care team an alert.

ESC-1, ESC-2, ESC-3, ESC-5, H08, H11, H37. Every server here is a real one, started as an
operator starts it; what fails around it is real too: a sink that never answers, a store
that cannot be written, a process killed with `kill -9`.
"""

from __future__ import annotations

import socket
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from tests.server import Nia, new_sender, prepared, running

CALL = "Please call your doctor right away"
UNSURE = "I could not tell if my message reached your care team"


def eventually(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def inbox_rows(nia: Nia) -> list[tuple[str, str]]:
    """Text and alert state of every message in the inbox, none before the server made it."""
    with sqlite3.connect(f"file:{nia.data / 'inbox.db'}?mode=ro", uri=True) as connection:
        try:
            return list(connection.execute("SELECT text, alert FROM messages"))
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return []
            raise


@pytest.mark.usefixtures("trained_model")
class TestFaults:
    def test_a_report_in_flight_when_the_server_is_killed_is_raised_late(
        self, tmp_path: Path, hanging_sink: str
    ) -> None:
        sender, text = new_sender(), "my temp is 39.2 and i am shivering"
        nia = prepared(tmp_path, NIA_ACTION_ENDPOINT=hanging_sink, NIA_ACTION_TIMEOUT="10")
        nia.start()

        def speak() -> None:
            with pytest.raises(requests.ConnectionError):
                nia.say(text, sender)

        speaking = threading.Thread(target=speak)
        speaking.start()
        eventually(lambda: (text, "owed") in inbox_rows(nia))
        nia.kill()
        speaking.join()
        assert nia.alerts(sender) == []

        nia.environ.pop("NIA_ACTION_ENDPOINT")
        nia.start()
        try:
            eventually(lambda: len(nia.alerts(sender)) == 1)
            (alert,) = nia.alerts(sender)
            assert alert["late"] is True
            assert alert["message"] == text
            assert alert["temperature_c"] == 39.2
            assert set(alert["signs"]) == {"fever", "chills_sweats"}
            eventually(lambda: inbox_rows(nia) == [(text, "raised")])
        finally:
            nia.stop()

    def test_an_action_server_that_hangs_delays_nobody(
        self, tmp_path: Path, hanging_sink: str
    ) -> None:
        with running(tmp_path, NIA_ACTION_ENDPOINT=hanging_sink) as nia:
            replies = nia.say("i have a fever of 39")
            assert replies[0].startswith(CALL)
            assert replies[1].startswith(UNSURE)
            assert "neutrophil" in " ".join(nia.say("what is neutropenia?"))

    def test_an_action_server_that_is_down_costs_no_advice(self, tmp_path: Path) -> None:
        with running(tmp_path, NIA_ACTION_ENDPOINT="http://127.0.0.1:1/") as nia:
            replies = nia.say("i have a fever of 39")
            assert replies[0].startswith(CALL)
            assert replies[1].startswith(UNSURE)

    def test_an_alert_that_could_not_be_stored_is_raised_after_a_restart(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "folder.db").mkdir()
        nia = prepared(tmp_path, NIA_ALERTS_DB_URL=f"sqlite:///{tmp_path / 'folder.db'}")
        sender = new_sender()
        nia.start()
        replies = nia.say("i have been vomiting all night", sender)
        assert replies[0].startswith(CALL)
        assert replies[1].startswith(UNSURE)
        assert nia.stop() == 0

        nia.environ.pop("NIA_ALERTS_DB_URL")
        nia.start()
        try:
            eventually(lambda: len(nia.alerts(sender)) == 1)
            (alert,) = nia.alerts(sender)
            assert (alert["late"], alert["signs"]) == (True, ["vomiting"])
        finally:
            nia.stop()

    def test_a_webhook_is_told_and_nia_says_only_that(self, tmp_path: Path) -> None:
        received: list[bytes] = []
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]

            def accept() -> None:
                while True:
                    try:
                        connection, _ = listener.accept()
                    except OSError:
                        return
                    received.append(connection.recv(65536))
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                    connection.close()

            threading.Thread(target=accept, daemon=True).start()
            clinic = tmp_path / "clinic.yml"
            clinic.write_text(
                "phone: {daytime: 555-0100}\n"
                f"alerts: {{routes: [{{kind: webhook, url: 'http://127.0.0.1:{port}/'}}]}}\n"
            )
            with running(tmp_path, NIA_CLINIC_FILE=str(clinic)) as nia:
                # On a busy machine an answer may be due before the webhook's has come.
                said = (nia.say("my mouth is full of sores") for _ in range(5))
                replies = next(one for one in said if not one[1].startswith(UNSURE))
                assert replies[0].startswith("Please call your doctor right away: 555-0100.")
                assert "I do not know if anyone has seen it" in replies[1]
                assert received
                assert b"sores" not in received[0]

    def test_a_webhook_that_hangs_makes_nia_unsure(self, tmp_path: Path, hanging_sink: str) -> None:
        clinic = tmp_path / "clinic.yml"
        clinic.write_text(f"alerts: {{routes: [{{kind: webhook, url: '{hanging_sink}'}}]}}\n")
        with running(tmp_path, NIA_CLINIC_FILE=str(clinic)) as nia:
            replies = nia.say("i have chills")
            assert replies[0].startswith(CALL)
            assert replies[1].startswith(UNSURE)
