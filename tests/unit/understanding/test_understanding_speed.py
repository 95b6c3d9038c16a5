"""Finding and deciding stay fast, and linear on hostile text."""

from __future__ import annotations

import time

import pytest

from bot.understanding.analysis import analyse
from tests.unit.understanding.rule_files import verdict


def cpu_ms(text: str) -> float:
    analyse.cache_clear()
    start = time.process_time()
    verdict(text)
    return (time.process_time() - start) * 1000


def test_a_usual_message_takes_a_few_milliseconds() -> None:
    text = "hello, my mum had chemo on friday and now she has a temperature and a sore throat"
    cpu_ms(text)
    assert sorted(cpu_ms(text) for _ in range(9))[4] <= 5


@pytest.mark.parametrize("unit", ["fever ", "no ", "if i ", "my neck and ", "not sure if ", "a.b?"])
def test_time_grows_with_length_and_not_with_its_square(unit: str) -> None:
    cpu_ms(unit)
    long = unit * (1000 // len(unit))
    assert min(cpu_ms(long) for _ in range(2)) <= 250
