"""What a person read stands in the record of her alert, word for word, from a real server."""

from __future__ import annotations

from typing import Any

from tests.server import Nia, new_sender
from tests.services.test_server_faults import eventually


def shown(nia: Nia, sender: str) -> list[str]:
    found: list[dict[str, Any]] = nia.alerts(sender)
    return [one["text"] for alert in found for one in alert["patient_text_shown"]]


def test_the_record_has_the_very_words_that_the_person_read(nia: Nia) -> None:
    sender = new_sender()
    first = nia.say("I have a fever of 39.2", sender)
    eventually(lambda: shown(nia, sender) == first)
    nia.say("what is neutropenia?", sender)
    second = nia.say("now I have chills, too", sender)
    eventually(lambda: shown(nia, sender) == [*first, *second])
    assert any("call" in text for text in first)
