"""The table of topics fits the domain, and says what is wrong with it."""

from __future__ import annotations

import re

import pytest
import yaml

from bot.dialogue.topics import TOPICS_FILE, Topics, action_of, topics_of
from tests.server import ROOT

GIVEN = yaml.safe_load(TOPICS_FILE.read_text())
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text())


def responses() -> set[str]:
    files = (ROOT / "data" / "responses").glob("*.yml")
    return {
        name for file in files for name in yaml.safe_load(file.read_text()).get("responses", {})
    }


def test_every_topic_is_an_intent_with_a_response(topics: Topics) -> None:
    named = {*topics.family, *topics.more, *topics.why, *topics.titles}
    named |= {*topics.why.values(), *topics.why_named.values(), *topics.that.values()}
    named |= set(topics.look_up.values())
    named |= {part for parts in topics.more.values() for part in parts}
    assert named <= set(DOMAIN["intents"])
    assert {action_of(topic) for topic in named} <= responses()


def test_no_topic_is_in_two_families() -> None:
    listed = [topic for family in GIVEN["families"].values() for topic in family]
    assert len(listed) == len(set(listed))


def test_a_part_is_not_the_whole(topics: Topics) -> None:
    for topic, parts in topics.more.items():
        assert topic not in parts
        assert len(parts) == len(set(parts))


def test_every_kind_of_name_can_be_looked_up(topics: Topics) -> None:
    entities = {name for entity in DOMAIN["entities"] for name in entity}
    assert set(topics.look_up) - {"brand"} <= entities


def test_titles_are_short_questions(topics: Topics) -> None:
    for title in topics.titles.values():
        assert title.endswith("?")
        assert len(title) <= 40
        assert re.fullmatch(r"[A-Za-z ',?]+", title)


@pytest.mark.parametrize(
    "missing", ["families", "more", "why", "why_named", "that", "look_up", "titles"]
)
def test_a_part_of_the_table_that_is_missing_is_named(missing: str) -> None:
    with pytest.raises(ValueError, match=missing):
        topics_of({key: value for key, value in GIVEN.items() if key != missing})


def test_an_answer_leads_back_to_its_topic(topics: Topics) -> None:
    assert topics.topic_of("utter_causes") == "ask_causes"
    assert topics.topic_of("utter_not_covered_counts") == "not_covered_counts"
    assert topics.topic_of("utter_greet") is None
