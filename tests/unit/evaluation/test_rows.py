"""Every labelled sentence counts in the rows that it belongs to, and is judged there."""

from __future__ import annotations

import pytest

from bot.evaluation import Judged
from bot.evaluation.kinds import kind
from bot.evaluation.rows import RowResult, rows
from bot.evaluation.wrong import wrong
from tests.unit.evaluation.judging import one


def row(name: str, *judged: Judged) -> RowResult:
    return next(found for found in rows(judged) if found.id == name)


@pytest.mark.parametrize(
    ("route", "file", "intent", "wanted"),
    [
        ("escalate", "third_author_hard_negatives.yml", None, "reports"),
        ("emergency", "reports.yml", None, "emergencies"),
        ("crisis", "any.yml", None, "crises"),
        ("ask", "crisis.yml", None, "unclear"),
        ("none", "hard_negatives.yml", "ask_sign_lookup", "hard_negatives"),
        ("none", "sixth_author_hard_negatives.yml", "ask_risk", "hard_negatives"),
        ("none", "eighth_author_questions.yml", "ask_sign_lookup", "questions"),
        ("none", "second_author_off_topic.yml", "ask_risk", "not_covered"),
        ("none", "small_talk.yml", "ask_identity", "small_talk"),
        # Of anybody's file the topic says what the name does not.
        ("none", "mine.yml", "ask_cause_lookup", "lookups"),
        ("none", "mine.yml", "ask_risk", "questions"),
        ("none", "mine.yml", "other_language", "not_covered"),
        ("none", "mine.yml", "not_covered_living", "not_covered"),
        ("none", "mine.yml", "thank", "small_talk"),
        ("none", "mine.yml", "report_denied", "hard_negatives"),
        ("none", "temperatures.yml", None, "hard_negatives"),
        ("none", "myquestions.yml", None, "hard_negatives"),
    ],
)
def test_the_kind_follows_from_route_then_file_then_topic(
    route: str, file: str, intent: str | None, wanted: str
) -> None:
    label = {"intent": intent} if intent else {}
    assert kind(one(route, "none", file=file, **label)) == wanted


def test_a_row_has_its_share_its_bounds_and_whether_the_target_is_met() -> None:
    found = row("reports", *[one("escalate", "escalate")] * 368)
    assert (found.sentences, found.right, found.share, found.met) == (368, 368, 1.0, True)
    assert found.low == pytest.approx(0.990026, abs=1e-6)
    missed = row("reports", *[one("escalate", "escalate")] * 98, *[one("escalate", "ask")] * 2)
    assert (missed.share, missed.met) == (0.98, False)
    just = row("reports", *[one("escalate", "escalate")] * 99, one("escalate", "none"))
    assert (just.share, just.met) == (0.99, True)


def test_a_row_without_sentences_is_neither_met_nor_missed() -> None:
    found = row("crises", one("none", "none"))
    assert (found.sentences, found.share, found.met) == (0, None, None)
    assert (found.low, found.high) == (0.0, 1.0)


def test_an_emergency_that_is_only_escalated_is_wrong_and_a_graver_answer_is_not() -> None:
    assert row("emergencies", one("emergency", "escalate")).right == 0
    assert row("emergencies", one("emergency", "crisis")).right == 1
    assert row("reports", one("escalate", "emergency")).right == 1
    assert row("unclear", one("ask", "escalate")).right == 1
    assert row("unclear", one("ask", "none")).right == 0


def test_a_question_after_a_hard_negative_is_no_alert() -> None:
    in_file = "hard_negatives.yml"
    assert row("hard_negatives", one("none", "ask", file=in_file)).right == 1
    assert row("hard_negatives", one("none", "escalate", file=in_file)).right == 0
    accepted = one("none", "escalate", file=in_file, accept=["escalate"])
    assert row("hard_negatives", accepted).right == 1


def test_questions_count_once_for_the_alert_and_once_for_the_topic() -> None:
    beside = one("none", "none", "ask_signs", intent="ask_risk")
    assert row("questions_without_alert", beside).right == 1
    assert row("questions_on_topic", beside).right == 0
    accepted = one("none", "none", "ask_signs", intent="ask_risk", accept_intents=["ask_signs"])
    assert row("questions_on_topic", accepted).right == 1
    asked = one("none", "ask", "report_unclear", intent="ask_risk", accept=["ask"])
    assert row("questions_on_topic", asked).right == 1
    alarmed = one("none", "escalate", "report_sign", intent="ask_risk")
    assert row("questions_without_alert", alarmed).right == 0


def test_not_covered_is_honest_under_any_of_its_headings() -> None:
    wanted = {"intent": "not_covered_living"}
    assert row("not_covered", one("none", "none", "off_topic", **wanted)).right == 1
    assert row("not_covered", one("none", "none", "ask_risk", **wanted)).right == 0
    assert row("not_covered", one("none", "ask", "report_unclear", **wanted)).right == 0


def test_readings_count_wherever_they_are_labelled() -> None:
    right = one("escalate", "escalate", temperature_c=38.5, read=38.5)
    seen_wrongly = one("none", "none", temperature_c=None, read=39.0)
    unlabelled = one("escalate", "escalate", read=40.0)
    found = row("temperatures", right, seen_wrongly, unlabelled)
    assert (found.sentences, found.right) == (2, 1)


def test_every_wrong_sentence_is_listed_with_what_was_wanted_what_came_and_why() -> None:
    judged = [
        one("escalate", "ask", "report_unclear", temperature_c=38.5, file="reports.yml"),
        one("escalate", "escalate"),
        one("none", "none", "ask_risk", intent="ask_signs", accept_intents=["ask_causes"]),
    ]
    by_row = {found.id: found.sentences for found in wrong(judged)}
    assert list(by_row) == ["reports", "questions_on_topic", "temperatures"]
    (missed,) = by_row["reports"]
    assert (missed.file, missed.number, missed.text) == ("reports.yml", 7, "words")
    assert missed.wanted == "escalate, 38.5 °C"
    assert missed.came == "ask, report_unclear, no reading"
    assert missed.reason == "because"
    (beside,) = by_row["questions_on_topic"]
    assert beside.wanted == "none, ask_signs or ask_causes"
