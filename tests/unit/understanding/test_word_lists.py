"""The lists of small words that the rules turn on, and what is said when a file is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.understanding.contractions import FILE as CONTRACTIONS
from bot.understanding.contractions import load_contractions
from bot.understanding.number_words import FILE as NUMBERS
from bot.understanding.number_words import load_number_words
from bot.understanding.rule_file import RuleFileError
from bot.understanding.word_lists import FOLDER, load_word_lists


def edited(tmp_path: Path, file: Path, old: str, new: str) -> Path:
    """Copy the folder of word lists, change one file in it, and return that file."""
    folder = shutil.copytree(FOLDER, tmp_path / "words")
    text = (folder / file.name).read_text(encoding="utf-8")
    assert old in text
    (folder / file.name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder / file.name


def test_a_word_added_to_a_list_is_used_without_a_change_of_code(tmp_path: Path) -> None:
    file = edited(tmp_path, FOLDER / "denial.yml", "refused: [not,", "refused: [ne'er, not,")
    assert load_word_lists(file.parent).denial.refused >= {"ne'er", "not", "never"}


def test_a_list_may_take_in_another_by_its_name() -> None:
    lists = load_word_lists()
    assert lists.time.claim_subject >= lists.grammar.subjects | {"my"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("refused: [not,", "refused: [no, not,", r"denial: refused: False is no word; .*quotes"),
        ("refused: [not,", "refused: [not, not,", r"denial: refused: 'not' stands there twice"),
        ("refused: [not,", "refused: [Not,", r"denial: refused: 'Not' must be in small letters"),
        ("refused: [not,", "refused: ['@grammar.x',", r"refused: '@grammar.x' names no list"),
        ("  refused: [not,", "  refuses: [not,", r"denial: refuses: no rule uses this list"),
        ("  either: [or, nor]\n", "", r"denial: the list either is missing"),
        (
            "  either: [or, nor]\n",
            "  either: []\n",
            r"denial: either: must be a list with at least",
        ),
        ("denial:\n", "denials:\n", r"needs the top key denial"),
    ],
)
def test_a_wrong_list_is_named_with_its_file_and_a_remedy(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    file = edited(tmp_path, FOLDER / "denial.yml", old, new)
    with pytest.raises(RuleFileError, match=rf"denial\.yml: .*{said}|denial\.yml: {said}"):
        load_word_lists(file.parent)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "words")
    (folder / "people.yml").unlink()
    with pytest.raises(RuleFileError, match=r"people\.yml: is missing"):
        load_word_lists(folder)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("fever", [("fever", "fever")]),
        ("don't", [("do", "do"), ("n't", "not")]),
        ("can't", [("ca", "can"), ("n't", "not")]),
        ("doesnt", [("does", "does"), ("nt", "not")]),
        ("didnae", [("did", "did"), ("nae", "not")]),
        ("gonna", [("gon", "going"), ("na", "to")]),
        ("mum's", [("mum", "mum"), ("'s", "'s")]),
        ("o'clock", [("o'clock", "oclock")]),
    ],
)
def test_a_word_that_is_two_in_one_is_taken_apart(word: str, parts: list[tuple[str, str]]) -> None:
    assert list(load_contractions().cut(word)) == parts


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "im: {i: i, m: am}",
            "im: {i: i, am: am}",
            r"words: im: the parts do not make up the word",
        ),
        ("im: {i: i, m: am}", "im: {i: i, m: no}", r"words: im: must hold words only"),
        (
            "    im: {i: i",
            "    dont: {do: do, nt: not}\n    im: {i: i",
            r"dont: stands under denied",
        ),
        ("  stems:", "  stem:", r"contractions: stem"),
    ],
)
def test_a_wrong_contraction_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(RuleFileError, match=rf"contractions\.yml: .*{said}"):
        load_contractions(edited(tmp_path, CONTRACTIONS, old, new))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("one: 1", "one: a", r"digits"),
        ("half: [half,", "half: [no,", r"half"),
        ("  clock:", "  clocks:", r"clock"),
    ],
)
def test_a_wrong_number_word_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(RuleFileError, match=rf"numbers\.yml: numbers: .*{said}"):
        load_number_words(edited(tmp_path, NUMBERS, old, new))
