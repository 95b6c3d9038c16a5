"""Random walks through conversations: what holds after every turn, whatever came before it.

Two people write to one Nia (the real model, with a store and a webhook of her own), side by side;
a nurse sees and closes alerts, and the clinic's end takes them, refuses them, fails, or is slow.
What has to hold is in `tests.services.walks.invariants`. A run prints its seed. By itself it
takes the same one each time, so that a fault is of what was changed; to walk elsewhere:

    .venv/bin/python -m pytest tests/services/test_random_walks.py --hypothesis-seed=$RANDOM
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import core as hypothesis_core
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.services.walks.messages import Message, fits, joined, read
from tests.services.walks.sink import MODES
from tests.services.walks.walk import Tally, Walk
from tests.services.walks.world import World, world

FEWEST_TURNS = 2000
SEED = 20261122
SETTINGS = settings(
    max_examples=130,
    stateful_step_count=28,
    derandomize=False,
    print_blob=True,
    database=None,  # the seed alone decides what is tried
    deadline=None,
    phases=(Phase.generate,),  # a walk is read from its first turn; making it short takes minutes
    suppress_health_check=list(HealthCheck),
)
MESSAGES = read()
PERSON = st.sampled_from((0, 1))
LINES = st.tuples(st.integers(0, 9999), st.integers(0, 9999))


def one_of(*groups: str) -> st.SearchStrategy[Message]:
    """Return any message of some groups of messages.yml."""
    return st.sampled_from([message for group in groups for message in MESSAGES[group]])


@st.composite
def two_things(draw: st.DrawFn) -> Message:
    """Return a question beside another one, or beside a report, in one message."""
    # Not a question that brings another ill person into it.
    first = draw(one_of("questions").filter(lambda question: "has a cold" not in question.text))
    others = one_of("questions", "reports", "emergencies", "crises")
    second = draw(others.filter(lambda other: fits(first, other)))
    return joined(first, second) if draw(st.booleans()) else joined(second, first)


REPORTS = one_of("reports") | one_of("emergencies", "crises")
QUESTIONS = one_of("questions")
FOLLOW_UPS = one_of("follow_ups")
SMALL_TALK = one_of("small_talk", "names", "unreadable")
ANSWERS = one_of("answers_yes", "answers_number", "answers_else") | one_of(
    "answers_worse", "answers_sign"
)
AFTERWARDS = one_of("reluctance", "taken_back", "contacts", "alert_questions")
UNSURE = one_of("unclear", "denials", "past", "hypotheticals")
ANYTHING = REPORTS | QUESTIONS | FOLLOW_UPS | SMALL_TALK | ANSWERS | AFTERWARDS | UNSURE


class Walks(RuleBasedStateMachine):
    """What may happen. Hypothesis leaves some of it out of each walk, so that walks differ."""

    world: World
    tally: Tally

    @initialize(lines=LINES, routes=st.sampled_from((True, True, True, False)))
    def begin(self, lines: tuple[int, int], routes: bool) -> None:
        self.walk = Walk(self.world, self.tally, lines, routes)

    def teardown(self) -> None:
        self.walk.close()

    def _say(self, *said: tuple[int, Message]) -> None:
        wrong = self.walk.say(*said)
        assert not wrong, "\n".join(["", *wrong])

    @rule(person=PERSON, message=QUESTIONS)
    def ask(self, person: int, message: Message) -> None:
        self._say((person, message))

    @rule(person=PERSON, message=FOLLOW_UPS)
    def follow_up(self, person: int, message: Message) -> None:
        self._say((person, message))

    @rule(person=PERSON, message=SMALL_TALK)
    def talk(self, person: int, message: Message) -> None:
        self._say((person, message))

    @rule(person=PERSON, message=ANSWERS)
    def answer(self, person: int, message: Message) -> None:
        self._say((person, message))

    @rule(person=PERSON, message=UNSURE)
    def worry(self, person: int, message: Message) -> None:
        self._say((person, message))

    @rule(person=PERSON, message=REPORTS)
    def report(self, person: int, message: Message) -> None:
        self._say((person, message))

    @rule(person=PERSON, message=AFTERWARDS)
    def go_on(self, person: int, message: Message) -> None:
        self._say((person, message))

    @rule(person=PERSON, message=two_things())
    def say_two_things(self, person: int, message: Message) -> None:
        self._say((person, message))

    @rule(first=ANYTHING, second=ANYTHING)
    def both_at_once(self, first: Message, second: Message) -> None:
        self._say((0, first), (1, second))

    @rule(person=PERSON)
    def pause(self, person: int) -> None:
        self.walk.people[person].pause()

    @rule(mode=st.sampled_from(MODES))
    def clinic_answers(self, mode: str) -> None:
        self.world.sink.answer = mode

    @precondition(lambda self: self.walk.open_alerts)
    @rule(which=st.integers(0, 1))
    def nurse_acknowledges(self, which: int) -> None:
        alerts = self.walk.open_alerts
        self.world.acknowledge(alerts[which % len(alerts)])

    @precondition(lambda self: self.walk.open_alerts)
    @rule(which=st.integers(0, 1))
    def nurse_resolves(self, which: int) -> None:
        alerts = self.walk.open_alerts
        self.world.resolve(alerts[which % len(alerts)])

    @precondition(lambda self: self.walk.open_alerts)
    @rule()
    def operator_repairs_the_route(self) -> None:
        self.world.repair()


@pytest.fixture(scope="module")
def nia(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(trained_model, tmp_path_factory.mktemp("walks")) as started:
        gc.collect()
        gc.freeze()  # the model stays: looking through it again and again takes long
        yield started
        gc.unfreeze()


def test_what_has_to_hold_holds_after_every_turn(
    nia: World, capsys: pytest.CaptureFixture[str]
) -> None:
    given = hypothesis_core.global_force_seed
    number = SEED if given is None else given
    Walks.world, Walks.tally = nia, Tally()
    print(f"repeat this with --hypothesis-seed={number}")
    started = time.monotonic()
    run_state_machine_as_test(seed(number)(Walks), settings=SETTINGS)
    with capsys.disabled():
        print(f"\n{Walks.tally}, {time.monotonic() - started:.0f} s, --hypothesis-seed={number}")
    assert Walks.tally.turns >= FEWEST_TURNS
