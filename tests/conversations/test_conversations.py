"""Every conversation of this folder, held over REST with a started server."""

from __future__ import annotations

import pytest

from tests.conversations.scenario import Scenario, faults, scenarios
from tests.server import Nia, new_sender


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.name)
def test_conversation(nia: Nia, scenario: Scenario) -> None:
    sender = new_sender()
    for number, turn in enumerate(scenario.turns, start=1):
        replies = nia.say(turn.person, sender)
        wrong = faults(turn, replies, lambda: nia.alerts(sender))
        said = "\n".join(replies)
        assert not wrong, f"turn {number}, {turn.person!r}: {wrong}\nNia said:\n{said}"
