import pytest

from bot.knowledge.lookup import look_up
from bot.understanding.topic_refiner import LOOKUP, refine


@pytest.mark.parametrize("text", ["SLE", "Wegener's?", "keytruda??", "and lupus please"])
@pytest.mark.parametrize("intent", [None, "goodbye", "gibberish"])
def test_a_bare_name_is_looked_up_where_the_classifier_is_unsure(
    text: str, intent: str | None
) -> None:
    assert refine(text, intent, {"goodbye": 0.3, "gibberish": 0.3}, look_up(text)) == LOOKUP


def test_a_named_drug_is_looked_up_where_that_is_likely_enough() -> None:
    text = "rituximab, is it on your page?"
    ranking = {"ask_source": 0.46, LOOKUP: 0.16}
    assert refine(text, "ask_source", ranking, look_up(text)) == LOOKUP


@pytest.mark.parametrize("text", ["should I stop clozapine", "what is sepsis", "is it hereditary"])
def test_a_sure_topic_stands_although_something_is_named(text: str) -> None:
    assert refine(text, "ask_other", {"ask_other": 0.8, LOOKUP: 0.15}, look_up(text)) == "ask_other"


def test_without_a_name_nothing_changes() -> None:
    assert refine("is it dangerous", "ask_risk", {"ask_risk": 0.3, LOOKUP: 0.2}, []) == "ask_risk"


@pytest.mark.parametrize(
    ("ranking", "topic"),
    [
        ({"answer_low_number": 0.6, "off_topic": 0.3}, "off_topic"),
        ({"answer_low_number": 0.9, "answer_fever_number": 0.05, "off_topic": 0.01}, None),
    ],
)
def test_whether_a_number_is_an_answer_is_not_the_classifiers_to_say(
    ranking: dict[str, float], topic: str | None
) -> None:
    assert refine("shoe size 39", "answer_low_number", ranking, []) == topic
