"""What a short follow-up comes to, after what was told before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue import follow_up
from bot.dialogue.going_back import back
from bot.dialogue.thread import Thread, Turn
from bot.dialogue.topics import Topics
from tests.unit.dialogue.conftest import Said

MORE = Turn("follow_up_more", "more")
CAUSES = ("ask_causes", "utter_causes")


def test_the_others_after_one_part_of_a_list_are_those_beside_it(
    thread: Said, topics: Topics
) -> None:
    hands = ("ask_prevention_hands", "utter_prevention_hands")
    others = Turn("follow_up_more", "and the others?")
    assert follow_up.more(thread(hands, latest=others), topics) == "ask_prevention_vaccines"
    assert follow_up.more(thread(hands, latest=MORE), topics) is None
    no_part = ("ask_pronunciation", "utter_pronunciation")
    assert follow_up.more(thread(no_part, latest=others), topics) is None


def test_the_others_after_a_medicine_are_the_medicines(thread: Said, topics: Topics) -> None:
    clozapine = Turn("ask_cause_lookup", "is clozapine on it", kinds=("drug",))
    told = replace(clozapine, actions=("utter_cause_lookup",))
    others = Turn("follow_up_more", "what are the others")
    assert follow_up.more(Thread([told], others), topics) == "ask_causes_medicines"
    assert follow_up.more(Thread([told], MORE), topics) == "ask_causes"


def test_what_is_not_covered_goes_on(thread: Said, topics: Topics) -> None:
    told = ("not_covered_living", "utter_not_covered_living")
    wine = Turn("off_topic", "a glass of wine at my wedding", ranking={"not_covered_living": 0.1})
    assert follow_up.leaning(thread(told, latest=wine), topics) == "not_covered_living"
    assert follow_up.leaning(thread(CAUSES, latest=wine), topics) is None


def test_more_tells_the_parts_in_order(thread: Said, topics: Topics) -> None:
    said, parts = [CAUSES], list(topics.more["ask_causes"])
    for part in parts:
        assert follow_up.more(thread(*said, latest=MORE), topics) == part
        said.append(("follow_up_more", "utter_" + part.removeprefix("ask_")))
    assert follow_up.more(thread(*said, latest=MORE), topics) is None


def test_a_new_question_begins_a_new_list(thread: Said, topics: Topics) -> None:
    before = thread(CAUSES, ("ask_prevention", "utter_prevention"), latest=MORE)
    assert follow_up.more(before, topics) == "ask_prevention_vaccines"


def test_what_was_told_is_not_told_again(thread: Said, topics: Topics) -> None:
    told = ("ask_causes_cancer", "utter_causes_cancer")
    assert follow_up.more(thread(told, CAUSES, latest=MORE), topics) == "ask_causes_medicines"


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (("ask_causes_cancer", "utter_causes_cancer"), "ask_causes_why_chemotherapy"),
        (("ask_when_to_call", "utter_when_to_call"), "ask_risk"),
        (("report_sign", "utter_report_sign action_escalate utter_can_you_call"), "ask_risk"),
        (("ask_benign", "utter_benign"), None),
        (("greet", "utter_greet"), None),
    ],
)
def test_why(thread: Said, topics: Topics, told: tuple[str, str], reason: str | None) -> None:
    assert follow_up.why(thread(told, latest=Turn("follow_up_why", "why")), topics) == reason


def test_why_after_a_name_is_the_reason_for_that_name(topics: Topics) -> None:
    def why(name: str, kind: str) -> str | None:
        asked = Turn("ask_cause_lookup", kinds=(kind,), names=(name,))
        told = replace(asked, actions=("utter_cause_lookup",))
        return follow_up.why(Thread([told], Turn("follow_up_why", "and why is that")), topics)

    assert why("chemotherapy", "cause") == "ask_causes_why_chemotherapy"
    assert why("lupus", "cause") == topics.why.get("ask_cause_lookup")


def test_whether_a_cause_is_bad_is_told_by_the_risk(topics: Topics) -> None:
    asked = Turn("ask_cause_lookup", kinds=("drug",), actions=("utter_cause_lookup",))
    bad = Turn("follow_up_that", "and is that bad")
    assert follow_up.that(Thread([asked], bad), topics) == "ask_risk"
    another = replace(bad, kinds=("drug",))
    assert follow_up.that(Thread([asked], another), topics) == "ask_cause_lookup"


def test_which_one_is_told_by_the_answer_that_it_asks_about(thread: Said, topics: Topics) -> None:
    told = ("ask_prevention_vaccines", "utter_prevention_vaccines")
    which = Turn("follow_up_that", "which one?")
    assert follow_up.that(thread(told, latest=which), topics) == "ask_prevention_vaccines"
    assert follow_up.that(thread(("greet", "utter_greet"), latest=which), topics) is None


def test_after_prevention_a_name_that_is_not_listed_asks_for_no_cause(
    thread: Said, topics: Topics
) -> None:
    flu = Turn(
        "ask_cause_lookup", "and flu one", ranking={"ask_cause_lookup": 0.6}, kinds=("not_on_page",)
    )
    told = ("ask_prevention_vaccines", "utter_prevention_vaccines")
    assert follow_up.leaning(thread(told, latest=flu), topics) == "ask_prevention_vaccines"
    listed = replace(flu, kinds=("cause",))
    assert follow_up.leaning(thread(told, latest=listed), topics) != "ask_prevention_vaccines"


def test_back_is_the_topic_before_the_last(thread: Said, topics: Topics) -> None:
    latest = Turn("follow_up_back", "back")
    before = thread(CAUSES, ("ask_risk", "utter_risk"), ("ask_risk", "utter_risk"), latest=latest)
    assert back(before, topics) == "ask_causes"
    assert back(thread(CAUSES, latest=latest), topics) is None


@pytest.mark.parametrize(
    ("told", "kinds", "topic"),
    [
        (("report_unlisted", "utter_report_unlisted"), ("not_on_page",), "ask_sign_lookup"),
        (("ask_sign_lookup", "utter_sign_lookup"), ("not_on_page",), "ask_sign_lookup"),
        (("ask_cause_lookup", "utter_cause_lookup"), ("not_on_page",), "ask_cause_lookup"),
        (("ask_sign_lookup", "utter_sign_lookup"), ("drug",), "ask_cause_lookup"),
    ],
)
def test_that_is_a_sign_where_it_was_a_complaint(
    thread: Said, topics: Topics, told: tuple[str, str], kinds: tuple[str, ...], topic: str
) -> None:
    latest = Turn("follow_up_that", "that one too?", kinds=kinds)
    assert follow_up.that(thread(told, latest=latest), topics) == topic


@pytest.mark.parametrize(
    ("text", "intent", "ranking", "after", "topic"),
    [
        ("and infections?", "ask_risk", {"ask_risk": 0.4, "ask_causes_infections": 0.3}, CAUSES,
         "ask_causes_infections"),
        ("spleen?", "off_topic", {"off_topic": 0.5, "ask_causes_spleen": 0.2}, CAUSES,
         "ask_causes_spleen"),
        # It says on its own what it is about.
        ("and masks?", "ask_prevention_mask", {"ask_prevention_mask": 0.95, "ask_causes": 0.03},
         CAUSES, None),
        # It is a whole question.
        ("could you please tell me about the weather in spain today", "off_topic",
         {"off_topic": 0.5, "ask_causes_spleen": 0.2}, CAUSES, None),
        # Nothing of the family is near.
        ("and football?", "off_topic", {"off_topic": 0.8}, CAUSES, None),
        # Small talk leans on nothing.
        ("ok", "affirm", {"affirm": 0.5, "ask_causes": 0.2}, CAUSES, None),
    ],
)  # fmt: skip
def test_an_ellipsis_stays_in_the_family(
    thread: Said,
    topics: Topics,
    text: str,
    intent: str,
    ranking: dict[str, float],
    after: tuple[str, str],
    topic: str | None,
) -> None:
    latest = Turn(intent, text, ranking=ranking)
    assert follow_up.leaning(thread(after, latest=latest), topics) == topic


def test_a_name_is_looked_up_in_the_family_before(thread: Said, topics: Topics) -> None:
    latest = Turn(
        "ask_sign_lookup", "and lupus?", ranking={"ask_sign_lookup": 0.5}, kinds=("cause",)
    )
    assert follow_up.leaning(thread(CAUSES, latest=latest), topics) == "ask_cause_lookup"


def test_that_is_the_name_that_was_said_last(thread: Said, topics: Topics) -> None:
    latest = Turn("follow_up_that", "is that one too?")
    named = Turn("off_topic", "i take methimazole", kinds=("drug",), actions=("utter_off_topic",))
    before = thread(CAUSES, latest=latest)
    assert follow_up.that(before, topics) == "ask_causes_complete"
    assert follow_up.that(thread(latest=latest), topics) is None
    assert (
        follow_up.that(type(before)([*before.turns, named], latest), topics) == "ask_cause_lookup"
    )


def test_a_follow_up_may_name_what_it_is_about(thread: Said, topics: Topics) -> None:
    ranking = {"follow_up_that": 0.5, "ask_causes_complete": 0.35}
    whole = Turn("follow_up_that", "so that is the whole list", ranking=ranking)
    assert follow_up.named(thread(CAUSES, latest=whole), topics) == "ask_causes_complete"
    assert follow_up.named(thread(("ask_risk", "utter_risk"), latest=whole), topics) is None


def test_after_a_report_no_family_is_near(thread: Said, topics: Topics) -> None:
    reported = ("report_sign", "utter_report_sign action_escalate utter_can_you_call")
    for intent in ("follow_up_back", "off_topic"):
        latest = Turn(intent, "and that?", ranking={intent: 0.4, "affirm": 0.3})
        assert follow_up.named(thread(reported, latest=latest), topics) is None
        assert follow_up.leaning(thread(reported, latest=latest), topics) is None


@pytest.mark.parametrize(
    ("asked", "then", "comes_to"),
    [
        ("signs", None, "ask_signs_complete"),  # "what are the signs of infection?"
        ("causes", None, "ask_cause_lookup"),
        ("cause_lookup", "risk", "ask_cause_lookup"),  # "does valcyte cause it?", "the risk?"
    ],
)
def test_a_name_said_before_is_meant_where_its_question_was_about_it(
    topics: Topics, asked: str, then: str | None, comes_to: str
) -> None:
    turns = [Turn(f"ask_{asked}", kinds=("cause",), actions=(f"utter_{asked}",))]
    turns += [Turn(f"ask_{then}", actions=(f"utter_{then}",))] if then else []
    found = follow_up.that(Thread(turns, Turn("follow_up_that", "is that one too?")), topics)
    assert found == comes_to
