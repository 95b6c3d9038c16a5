"""Threads made of intents and actions, as short as a conversation is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.thread import Thread, Turn
from bot.dialogue.topics import Topics, load_topics

Said = Callable[..., Thread]


@pytest.fixture(scope="session")
def topics() -> Topics:
    return load_topics()


@pytest.fixture(scope="session")
def thread() -> Said:
    """`thread(Turn(...), "utter_x utter_y", latest)`: turns with what Nia did, then the latest."""

    def make(*parts: tuple[str, str], latest: Turn) -> Thread:
        turns = [Turn(intent, intent, actions=tuple(did.split())) for intent, did in parts]
        return Thread(turns, latest)

    return make
