"""Which topic "back to what you said before" goes back to."""

from __future__ import annotations

import re

from bot.dialogue.thread import Thread
from bot.dialogue.topics import Topics

POSSIBLE = 0.02  # of a topic that was told
NAMED = 0.1  # of one that was not
TOLD = 1.5  # what was told counts so much more
FEWEST_LETTERS = 5  # of a name: "call" and "back" are said of anything


def back(thread: Thread, topics: Topics) -> str | None:
    """Return the topic that is gone back to: the likeliest, else the one before last.

    "Go back to the meds, any heart ones" after two other answers says which; what was told before
    is likelier than what was not.
    """
    told, ranking = thread.answered(topics), thread.latest.ranking
    words = set(re.findall(r"\w+", thread.latest.text.lower()))
    by_name = [topic for topic in topics.family if _name(topic) in words]
    if by_name:
        return max(by_name, key=lambda topic: (topic in told, ranking.get(topic, 0.0)))
    likely = {
        topic: p * (TOLD if topic in told else 1.0)
        for topic, p in ranking.items()
        if topic in topics.family and p >= (POSSIBLE if topic in told[:-1] else NAMED)
    }
    before = next((topic for topic in reversed(told) if topic != told[-1]), None)
    return max(likely, key=lambda topic: likely[topic], default=before) if told else before


def _name(topic: str) -> str:
    """Return the word that a topic is named by, "" where it is too short to name one."""
    word = topic.rsplit("_", 1)[-1]
    return word if len(word) >= FEWEST_LETTERS else ""
