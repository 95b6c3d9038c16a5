"""Conversations of several turns by other authors: enough is right, and no report is lost."""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path

import pytest

from actions.team import team
from bot.assistant import Assistant
from tests.labelled.told import Told, read_conversations, tell

FOLDER = Path(__file__).parent / "conversations"
# Of the turns; the held-out ones are by authors whose sentences no example was made from.
LEAST = {"development": 0.86, "test": 0.86}
LEAST_OF = {"sixteenth_author": 0.85}
FILES = sorted(FOLDER.rglob("*.yml"))
ADVICE = {
    "report_sign", "report_emergency", "report_crisis", "report_unclear", "report_unlisted",
    "report_below_level", "still_unclear", "still_call", "call_no", "cannot_reach", "reluctant",
}  # fmt: skip


@pytest.fixture(scope="module", params=FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def told(request: pytest.FixtureRequest, assistant: Assistant) -> tuple[Path, list[Told]]:
    """A file with every turn of its conversations, held once for all tests."""

    @cache
    def held(path: Path) -> list[Told]:
        async def all_of_them() -> list[Told]:
            store = team().care_team.store
            each = [await tell(assistant, store, one) for one in read_conversations(path)]
            return [turn for turns in each for turn in turns]

        return asyncio.run(all_of_them())

    return request.param, held(request.param)


def test_enough_turns_are_right(told: tuple[Path, list[Told]]) -> None:
    path, turns = told
    wrong = [turn for turn in turns if turn.faults]
    share = 1 - len(wrong) / len(turns)
    words = "\n".join([f"{share:.1%} of {len(turns)} turns are right", *map(str, wrong)])
    print(words)
    assert share >= LEAST_OF.get(path.stem, LEAST[path.parent.name]), words


def test_no_report_goes_without_advice(told: tuple[Path, list[Told]]) -> None:
    path, turns = told
    reports = {
        (one.about, number)
        for one in read_conversations(path)
        for number, turn in enumerate(one.turns, start=1)
        if set(turn.get("answer") or turn.get("all") or ()) & ADVICE
        and {"report_sign", "report_emergency", "report_crisis"}
        & set(turn.get("answer") or turn.get("all") or ())
        and len(turn.get("answer") or ()) == 1
    }
    said = [turn for turn in turns if (turn.about, turn.number) in reports]
    missed = [str(turn) for turn in said if not turn.answers & ADVICE]
    assert said
    assert not missed, "\n".join(missed)
