"""What the words account for wholly is no report, however sure the classifier is of one."""

from __future__ import annotations

import pytest

from tests.unit.understanding.rule_files import sure, verdict

REPORT = sure("report_sign", 0.9)


@pytest.mark.parametrize(
    "text",
    [
        "oxygen 98, pulse 72, feeling fine",
        "BP was 128/79 this morning",
        "Appt 10.38 am Thurs",
        "weight 101 lb, was 100 at the last clinic",
        "every 4 hrs x 1 tab",
    ],
)
def test_measures_and_what_is_well_are_no_report(text: str) -> None:
    assert verdict(text, REPORT).route == "none"


@pytest.mark.parametrize(
    "text",
    [
        "oxygen 98, pulse 72, feeling awful",
        "oxygen 84, pulse 72",
        "pulse 140",
        "not feeling fine, pulse 72",
        "weight 101 lb, temp 101",
        "he is 38.6 on Friday",
        "40 tablets",
        "asking for the choir, I have a sore throat",
    ],
)
def test_one_word_that_they_do_not_account_for_leaves_it_to_the_weights(text: str) -> None:
    assert verdict(text, REPORT).route != "none"
