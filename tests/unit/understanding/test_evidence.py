"""Evidence, its weights, and what makes a table unusable."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.understanding.case import Case, Classified
from bot.understanding.decision import build
from bot.understanding.evidence import GROUPS, gather, words_state
from bot.understanding.evidence_weights import ROUTES, WEIGHTS, EvidenceWeights, shared_weights
from bot.understanding.finder import find
from bot.understanding.temperature import read_temperatures
from bot.weighing import learn


def case(text: str, **more: float) -> Case:
    return build(
        text, find(text), read_temperatures(text), Classified(ranking=more, familiarity=0.6)
    )


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("what is neutropenia", "silent"),
        ("no fever", "explain"),
        ("I have a sore throat", "sure"),
        ("I have a sore throat and a fever", "sure twice"),
        ("fever?", "in doubt"),
    ],
)
def test_the_words_have_one_state(text: str, state: str) -> None:
    assert words_state(case(text)) == state


def test_evidence_is_named_after_what_it_rests_on() -> None:
    found = gather(case("no cough but 38.6 C", report_sign=0.5, off_topic=0.25))
    assert found["sign absent"] == 1
    assert found["fever reading present"] == 1
    assert found["a report, words sure"] == pytest.approx(0.0)
    assert found["off topic, words sure"] == pytest.approx(-1.0986, abs=1e-3)
    assert "a report, words sure, above +1" not in found


def test_chances_are_those_of_a_softmax() -> None:
    weights = EvidenceWeights((0.0,) * 5, {"x": (0.0, 0.0, 1.0, 0.0, 0.0)})
    chances = weights.chances({"x": 2.0, "nobody knows": 9.0})
    assert sum(chances.values()) == pytest.approx(1.0)
    assert chances["escalate"] / chances["none"] == pytest.approx(7.389, abs=1e-3)


def test_the_committed_table_knows_every_group_and_route() -> None:
    table = shared_weights()
    assert len(table.start) == len(ROUTES)
    for group in GROUPS:
        assert any(name.startswith(f"{group}, words") for name in table.points), group


@pytest.mark.parametrize(
    "content",
    [
        "",
        "routes: [none]",
        "routes: [none, ask, escalate, emergency, crisis]\nstart: [0]",
        "[1, 2]",
    ],
)
def test_a_broken_table_is_named_with_its_remedy(tmp_path: Path, content: str) -> None:
    path = tmp_path / "weights.yml"
    path.write_text(content)
    with pytest.raises(ValueError, match="python -m bot weigh"):
        EvidenceWeights.read(path)


def test_weights_are_learnt_and_the_same_every_time(tmp_path: Path) -> None:
    evidence = [{"hot": float(place % 2), "odd": 1.0} for place in range(40)] + [
        {"hot": 2.0} for _ in range(3 * 5)
    ]
    routes = ["escalate" if place % 2 else "none" for place in range(40)] + [
        route for route in ROUTES for _ in range(3)
    ]
    once = [1.0] * len(routes)
    table = learn(evidence, routes, once)
    assert table == learn(evidence, routes, once)
    path = tmp_path / "weights.yml"
    path.write_text(yaml.safe_dump(table))
    weights = EvidenceWeights.read(path)
    assert weights.chances({"hot": 1.0})["escalate"] > weights.chances({})["escalate"]
    assert weights.points.keys() == {"hot", "odd"}


def test_a_sentence_that_counts_for_more_has_more_say() -> None:
    evidence = [{"hot": 1.0}] * 23
    routes = ["escalate", "none"] * 9 + list(ROUTES)
    shares = []
    for count in (1.0, 5.0):
        counts = [count if route == "none" else 1.0 for route in routes]
        found = learn(evidence, routes, counts)
        weights = EvidenceWeights(tuple(found["start"]), found["points"])
        shares.append(weights.chances({"hot": 1.0})["none"])
    assert shares[0] < 0.5 < shares[1]


def test_the_table_is_where_the_server_reads_it() -> None:
    assert WEIGHTS.is_file()
