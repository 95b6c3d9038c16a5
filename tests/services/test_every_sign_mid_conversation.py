"""Every sign gets the advice first and one alert, whatever was spoken of before (DET-1, ESC-1)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.server import Nia, new_sender

SIGNS: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "labelled" / "every_sign.yml").read_text(encoding="utf-8")
)["signs"]


@pytest.mark.parametrize("sign", sorted(SIGNS))
def test_a_sign_in_the_middle_of_questions_is_a_report(nia: Nia, sign: str) -> None:
    sender = new_sender()
    nia.say("what is neutropenia?", sender)
    nia.say("can my pills cause it?", sender)
    assert nia.alerts(sender) == []

    (first, *_) = nia.say(SIGNS[sign]["listed"], sender)
    assert first.startswith("Please call your doctor right away")
    (alert,) = nia.alerts(sender)
    assert sign in alert["signs"]

    nia.say("is the list of causes complete?", sender)
    (first, *_) = nia.say(SIGNS[sign]["of_a_relative"][0], sender)
    assert first.startswith("Please call the doctor right away")
    (alert,) = nia.alerts(sender)
    assert alert["reports"] == 2
