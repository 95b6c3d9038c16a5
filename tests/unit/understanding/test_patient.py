"""Who is told to be the patient, and about whom somebody writes (TXT-12)."""

from __future__ import annotations

import pytest

from bot.understanding.analysis import analyse
from bot.understanding.patient import patient_named
from bot.understanding.speaker import speaks_for_another


@pytest.mark.parametrize(
    ("text", "patient"),
    [
        ("I am the one on chemo", "writer"),
        ("it's me who has neutropenia, not the kids", "writer"),
        ("not her, me", "writer"),
        ("my wife is the patient", "other"),
        ("my wife has neutropenia", "other"),
        ("can he visit me?", "unknown"),
        ("what causes neutropenia?", "unknown"),
    ],
)
def test_the_patient_is_named_in_so_many_words(text: str, patient: str) -> None:
    assert patient_named(analyse(text)) == patient


@pytest.mark.parametrize(
    ("text", "for_another"),
    [
        ("should my husband wear a mask?", True),
        ("my uncle says no. why are crowds bad?", False),
        ("my uncle says he has a cough", True),
        ("my sister thinks I should wear a mask", False),
        ("can my husband visit me?", False),
    ],
)
def test_whoever_speaks_is_not_yet_whom_it_is_about(text: str, for_another: bool) -> None:
    assert speaks_for_another(analyse(text)) is for_another
