"""Reading stays fast for usual messages, and in proportion for hostile ones.

No test here looks at a clock alone. Work is counted in calls of functions, which is the same on
every machine; time, which also shows what a regular expression does, only as a ratio.
"""

from __future__ import annotations

import statistics
import sys
import time
from functools import lru_cache
from types import FrameType
from typing import Any

import pytest

from bot.knowledge.lookup import look_up
from bot.message_text import MAX_PIECE, clean, pieces
from bot.understanding.analysis import analyse
from bot.understanding.finder import find
from tests.unit.understanding.hostile_texts import HOSTILE
from tests.unit.understanding.rule_files import verdict

USUAL = (
    "hello, my mum had chemo on friday and now she has a temperature and a sore throat",
    "temp 38.4 and shivering since last night",
    "no fever, no chills, just tired",
    "can methimazole cause neutropenia?",
    "what are the signs of infection I should look out for",
    "is it ok to eat sushi when my neutrophils are low",
    "i threw up twice this morning but i feel better now",
    "how soon do I have to call the doctor if I get a fever",
    "thanks, that helps",
)
# Measured: a usual message takes about 2,000 calls, the worst of the hostile ones 105 times that.
CALLS_OF_A_USUAL_MESSAGE = 6_000
TIMES_THE_CALLS = 160
# In proportion is 2, with the square is 4.
GROWTH_OF_TWICE_THE_LENGTH = 3.5
# Measured: 55 times the median; a thousand emoji took a thousand times before they were mended.
TIMES_THE_TIME = 250


def read(text: str) -> None:
    """Understand a message as if it came for the first time; everything but the classifier."""
    analyse.cache_clear()
    verdict(text)
    look_up(text)


def calls(text: str) -> int:
    """Count the calls of functions, Python's and C's, that a message takes."""
    read(text)  # what is loaded or learnt once does not count
    counted = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    earlier = sys.getprofile()
    sys.setprofile(count)
    try:
        read(text)
    finally:
        sys.setprofile(earlier)
    return counted


@lru_cache(maxsize=1)
def usual_calls() -> float:
    return statistics.median(map(calls, USUAL))


def seconds(text: str) -> float:
    """Return the least CPU time of three readings."""
    times = []
    for _ in range(3):
        start = time.process_time()
        read(text)
        times.append(time.process_time() - start)
    return min(times)


def test_a_usual_message_takes_little_work() -> None:
    assert max(map(calls, USUAL)) <= CALLS_OF_A_USUAL_MESSAGE


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_message_is_bounded_work(name: str) -> None:
    assert calls(HOSTILE[name]) <= TIMES_THE_CALLS * usual_calls()


@pytest.mark.parametrize("name", HOSTILE)
def test_work_grows_with_length_and_not_with_its_square(name: str) -> None:
    text = HOSTILE[name]
    whole, half = calls(text), calls(text[: len(text) // 2])
    assert whole <= GROWTH_OF_TWICE_THE_LENGTH * half + usual_calls()


def test_no_hostile_message_takes_many_times_as_long_as_a_usual_one() -> None:
    for text in USUAL:
        read(text)
    median = statistics.median(map(seconds, USUAL))
    slow = {
        name: round(ratio)
        for name, text in HOSTILE.items()
        if (ratio := seconds(text) / median) > TIMES_THE_TIME
    }
    assert slow == {}


@pytest.mark.parametrize("name", HOSTILE)
def test_understanding_never_sees_a_longer_piece_than_these(name: str) -> None:
    assert len(HOSTILE[name]) == MAX_PIECE
    assert all(len(piece) <= MAX_PIECE for piece in pieces(clean(HOSTILE[name] * 3)))


def test_a_sign_said_again_and_again_is_still_found_at_both_ends() -> None:
    middle = "no fever. " * 60
    first = find("I have a fever. " + middle)
    last = find(middle + "I have a fever")
    assert len(first) < 60
    assert "present" in {f.assertion.value for f in first}
    assert "present" in {f.assertion.value for f in last}
