from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import get_args

import pytest

from bot.understanding.beside_a_question import (
    HINTED,
    IN_ONE_GO,
    NAMED,
    TAKEN_AWAY,
    TORN,
    UNNAMED,
    more_urgent,
    of_a_passage,
)
from bot.understanding.case import ALERTING, Route
from bot.understanding.findings import Assertion, Experiencer, Finding
from bot.understanding.verdict import Verdict

ROUTES: Sequence[Route] = get_args(Route)
KINDS = {"escalate": "sign", "emergency": "emergency", "crisis": "crisis"}


def verdict(route: Route, chance: float | None = None, named: bool = False) -> Verdict:
    kind = KINDS.get(route, "sign")
    found = Finding("x", kind, "x", 0, 1, Assertion.PRESENT, Experiencer.SELF)
    return Verdict(route, f"by_{route}", chance=chance, findings=(found,) if named else ())


@pytest.mark.parametrize(("whole", "beside"), product(ROUTES, ROUTES))
def test_the_verdict_on_the_statements_never_makes_a_message_less_urgent(
    whole: Route, beside: Route
) -> None:
    for chance, named in product((0.0, NAMED, UNNAMED, None), (True, False)):
        found = more_urgent(verdict(whole), verdict(beside, chance, named))
        assert ROUTES.index(found.route) >= ROUTES.index(whole)


@pytest.mark.parametrize("route", ALERTING)
def test_a_report_beside_a_question_is_a_report(route: Route) -> None:
    for chance, named in ((NAMED, True), (UNNAMED, False), (None, True)):
        found = more_urgent(verdict("none"), verdict(route, chance, named))
        assert (found.route, found.intent) == (route, f"by_{route}")
        assert found.reason.startswith("beside a question: ")


def test_what_no_word_names_is_asked_about_unless_it_is_nearly_sure() -> None:
    found = more_urgent(verdict("none"), verdict("escalate", NAMED))
    assert (found.route, found.intent, found.severity) == ("ask", "report_unclear", None)
    assert more_urgent(verdict("none"), verdict("escalate", NAMED - 0.1)).route == "none"


def test_what_no_word_names_needs_less_where_the_whole_message_hints_at_it() -> None:
    for hint, route in ((HINTED, "escalate"), (HINTED - 0.01, "ask")):
        assert more_urgent(verdict("none", hint), verdict("escalate", NAMED)).route == route


def test_a_scene_that_is_set_for_a_question_is_not_asked_about() -> None:
    assert more_urgent(verdict("none"), verdict("ask")).route == "none"


def test_in_doubt_the_statement_decides_as_it_would_alone() -> None:
    found = more_urgent(verdict("ask"), verdict("escalate", NAMED - 0.1, named=True))
    assert found.route == "escalate"
    assert more_urgent(verdict("ask"), verdict("escalate", NAMED - 0.1)).route == "ask"


@pytest.mark.parametrize("route", ALERTING)
@pytest.mark.parametrize(("torn", "least"), [(False, IN_ONE_GO), (True, TORN)])
def test_what_is_said_in_one_go_is_heard_for_itself(route: Route, torn: bool, least: float) -> None:
    calm: Sequence[Route] = ("none", "ask")
    for whole, chance in product(calm, (least, None)):
        found = of_a_passage(verdict(whole), verdict(route, chance), torn=torn)
        assert (found.route, found.intent) == (route, f"by_{route}")
        assert of_a_passage(verdict(whole), verdict(route, least - 0.1), torn=torn).route == whole


def test_a_passage_that_reports_nothing_changes_nothing() -> None:
    assert of_a_passage(verdict("none"), verdict("ask"), torn=False) == verdict("none")


@pytest.mark.parametrize("assertion", sorted(TAKEN_AWAY))
def test_a_torn_sentence_does_not_outweigh_what_takes_its_sign_away(assertion: Assertion) -> None:
    named = verdict("none", named=True)
    whole = replace(named, findings=(replace(named.findings[0], assertion=assertion),))
    assert of_a_passage(whole, verdict("escalate"), torn=True).route == "none"
    assert of_a_passage(whole, verdict("escalate"), torn=False).route == "escalate"
