"""Every text that Nia can send keeps every content rule (`python -m bot.checks`)."""

from __future__ import annotations

import pytest

from bot.checks.content import Content
from bot.checks.every_rule import EVERY_RULE


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_every_text_keeps_the_rule(rule: str, content: Content) -> None:
    assert [str(fault) for fault in EVERY_RULE[rule](content)] == []


def test_all_of_the_page_is_in_what_is_checked(content: Content) -> None:
    knowledge = content.knowledge
    claimed = {fact for text in content.responses for fact in text.facts}
    assert len(knowledge.causes) == 28
    assert {cause.fact for cause in knowledge.causes} <= claimed
    assert {sign.fact for sign in knowledge.signs} <= claimed
    assert {measure.fact for measure in knowledge.measures} <= claimed


def test_the_three_ways_in_which_it_happens_are_told(content: Content) -> None:
    told = next(text for text in content.responses if text.name == "utter_causes_mechanisms")
    assert all(way in told.words for way in ("destroyed", "too few", "store"))
