"""The benchmark of pipelines: its figures and the shape of its table, on twenty sentences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.pipelines import clinc150, nlpjs, table
from benchmarks.pipelines.__main__ import lines
from benchmarks.pipelines.contenders import CHOSEN, contenders
from benchmarks.pipelines.intent_set import IntentSet, Question, drawn
from benchmarks.pipelines.outcome import Contender, MissingError, auc, recall
from benchmarks.pipelines.own_sentences import own_sentences, report_chance

SAID = {
    "report_sign": [
        "I have a fever",
        "my fever is 39",
        "I have chills",
        "I keep coughing",
        "my throat hurts",
    ],
    "ask_definition": [
        "what is neutropenia",
        "explain neutropenia",
        "define it",
        "what does neutropenia mean",
        "tell me what it is",
    ],
    "ask_causes": [
        "what causes it",
        "why did I get this",
        "the causes please",
        "what brings it on",
        "how did I get it",
    ],
    "thank": ["thank you", "thanks", "thanks a lot", "many thanks", "thank you so much"],
}
TWENTY = IntentSet(
    "twenty sentences",
    [text for texts in SAID.values() for text in texts],
    [intent for intent, texts in SAID.items() for _ in texts],
    [
        Question("I have a high fever", frozenset({"report_sign"}), sought=True),
        Question("thanks so much", frozenset({"thank"}), sought=False),
        Question("what causes neutropenia", frozenset({"ask_causes"}), sought=False, hard=True),
    ],
    report_chance,
)


@pytest.fixture(scope="module")
def competing() -> dict[str, Contender]:
    """All but Rasa's default, which takes minutes."""
    return {name: one for name, one in contenders().items() if name != "rasa-default"}


@pytest.fixture(scope="module")
def rows(competing: dict[str, Contender]) -> dict[str, str]:
    """The table's lines by their first word, without its title."""
    printed = list(lines(TWENTY, competing))
    assert printed[0] == "twenty sentences: 20 sentences of 4 intents learnt, 3 asked"
    assert printed[1] == table.HEADER
    return {line.split()[0]: line for line in printed[2:]}


def test_every_contender_has_a_line_and_the_chosen_one_is_the_first(
    rows: dict[str, str], competing: dict[str, Contender]
) -> None:
    assert list(rows) == list(competing)
    assert next(iter(rows)) == CHOSEN


def test_a_line_has_six_figures_and_five_multiples(rows: dict[str, str]) -> None:
    for name, line in rows.items():
        if name == "nlpjs" and "install" in line:
            continue
        figures, multiples = line.split("|")
        assert len(line) == len(table.HEADER)
        assert len(re.findall(r"[\d.]+%?", figures.removeprefix(name))) == 6
        assert len(multiples.split()) == 5


def test_the_chosen_one_costs_once_what_it_costs(rows: dict[str, str]) -> None:
    assert rows[CHOSEN].split("|")[1].split()[-3:] == ["1.00"] * 3


def test_the_chosen_one_understands_a_sentence_like_one_it_learnt(rows: dict[str, str]) -> None:
    assert "100.0%" in rows[CHOSEN].split()


def test_without_node_nlpjs_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nlpjs, "node", lambda: None)
    assert list(lines(TWENTY, {"nlpjs": nlpjs.nlpjs}))[2] == table.missing("nlpjs", nlpjs.NO_NODE)


def test_without_its_package_nlpjs_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(nlpjs, "INSTALLED", tmp_path)
    with pytest.raises(MissingError, match="install_nlpjs"):
        nlpjs.nlpjs(TWENTY)


def test_a_public_set_that_nobody_fetched_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(clinc150, "FILE", tmp_path / "none.json")
    with pytest.raises(MissingError, match="git clone"):
        clinc150.clinc150(0.5)


def test_every_package_of_nlpjs_is_pinned_by_a_hash_and_names_no_address() -> None:
    lock = (nlpjs.PACKAGE / "package-lock.json").read_text(encoding="utf-8")
    assert lock.count('"integrity"') == lock.count('"node_modules/')
    assert '"resolved"' not in lock


def test_nias_own_set_asks_for_topics_reports_and_hard_negatives() -> None:
    own = own_sentences(0.05)
    assert {one.sought for one in own.questions} >= {True, False}
    assert any(one.topics for one in own.questions)
    assert all(one.sought is False for one in own.questions if one.hard)
    assert sum(one.hard for one in own.questions) > 100


def test_a_share_keeps_every_intent_and_draws_evenly() -> None:
    examples = [(f"a{number}", "a") for number in range(8)] + [("b0", "b"), ("b1", "b")]
    assert drawn(examples, 0.5) == (["a0", "a2", "a4", "a6", "b0", "b1"], ["a"] * 4 + ["b"] * 2)


def test_recall_counts_what_scores_above_all_but_the_allowed_false_alerts() -> None:
    hard = [place / 100 for place in range(100)]
    assert recall([0.5, 0.96, 0.97, 1.0], hard) == 0.5


def test_recall_is_nothing_when_too_many_have_the_highest_score() -> None:
    assert recall([1.0, 1.0], [1.0, 1.0, 0.0]) == 0.0


def test_separation_is_one_in_order_and_one_half_by_chance() -> None:
    assert auc([0.9, 0.8], [0.1, 0.2]) == 1.0
    assert auc([0.5, 0.5], [0.5, 0.5]) == 0.5
