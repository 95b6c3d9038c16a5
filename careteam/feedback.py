"""Answers to "did this help?", counted by topic for the clinic (ESC-11).

Nothing personal is kept: no conversation id, no message id and no text of the person, only a yes
or a no, the names of the topics that Nia had answered in that session, the channel and the time.
What is given once is never changed: the database refuses it, as it does for the alerts' events.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import inspect, select

from careteam.clock import to_text
from careteam.records import storable
from careteam.schema import feedback as feedback_table
from careteam.store import Store

_NAME = re.compile(r"[a-z][\w-]{0,63}")


@dataclass(frozen=True)
class Feedback:
    """One answer. `topics` were answered before it, by name such as "ask_causes", each once."""

    helped: bool
    topics: tuple[str, ...]
    channel: str

    def __post_init__(self) -> None:
        # A name has no room for what a person wrote.
        if not all(_NAME.fullmatch(topic) for topic in self.topics):
            raise ValueError("a topic is a name such as ask_causes")
        if len(set(self.topics)) != len(self.topics):
            raise ValueError("a topic is named once")


@dataclass(frozen=True)
class TopicCount:
    """In how many answers a topic was among those that helped, and that did not."""

    topic: str
    helped: int
    not_helped: int


def give(store: Store, feedback: Feedback, now: datetime) -> None:
    """Append one answer to "did this help?".

    Raises:
        StoreUnavailable: if it could not be written.
        ValueError: if `now` has no time zone.
    """
    row = {
        "at": to_text(now),
        "helped": int(feedback.helped),
        "topics": json.dumps(feedback.topics),
        "channel": storable(feedback.channel),
    }
    with store.writing() as connection:
        connection.execute(feedback_table.insert(), row)


def summary(store: Store) -> list[TopicCount]:
    """Return the counts of every topic, the one that most often did not help first.

    Looking changes nothing: an absent database, or one of an older version, holds none.

    Raises:
        StoreUnavailable: if the database cannot be read.
    """
    if not store.exists:
        return []
    with store.reading() as connection:
        if not inspect(connection).has_table(feedback_table.name):
            return []
        query = select(feedback_table.c.helped, feedback_table.c.topics)
        given = [(bool(row.helped), json.loads(row.topics)) for row in connection.execute(query)]
    counts = Counter((topic, helped) for helped, topics in given for topic in topics)
    found = [
        TopicCount(topic, counts[topic, True], counts[topic, False])
        for topic in {topic for topic, _ in counts}
    ]
    return sorted(found, key=lambda one: (-one.not_helped, one.helped, one.topic))
