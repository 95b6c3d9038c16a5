"""The notation of the rule files, and what is said when a file is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.understanding.lexicon import KNOWLEDGE, load_lexicon
from bot.understanding.matching import PatternIndex
from bot.understanding.pattern_words import PatternError
from bot.understanding.patterns import compile_pattern, read_list
from bot.understanding.rule_file import ASSERTION, RuleFileError
from bot.understanding.tokens import tokenise

LISTS = {"part": read_list(["throat[s]", "back of my mouth"])}


def matches(pattern: str, text: str) -> bool:
    index = PatternIndex()
    index.add("x", compile_pattern(pattern, LISTS))
    return bool(index.find([token.norm for token in tokenise(text)]))


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("sore throat", "a sore throat", "a throat sore"),
        ("(mouth|gum[s]) ulcer[s|ated]", "gums ulcerated", "nose ulcers"),
        ("really? sore", "sore", "really"),
        ("throat ... sore", "throat is so very sore", "throat is as far as I can tell sore"),
        ("throat ... sore", "throat is sore", "throat. sore"),
        ("@part ~ hurts", "hurts at the back of my mouth", "hurts"),
        ("neck ~3 stiff", "stiff in the neck", "neck is fine but stiff"),
        ("# times", "4 times", "many times"),
        ("not (peed|weed)", "haven't peed", "I peed"),
    ],
)
def test_the_notation(pattern: str, yes: str, no: str) -> None:
    assert matches(pattern, yes)
    assert not matches(pattern, no)


@pytest.mark.parametrize(
    "pattern", ["(a|b", "(a||b)", "@nowhere x", "a ~ b ~ c", "~ b", "a?", "(a?|b) c"]
)
def test_a_pattern_that_cannot_be_read_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(pattern, LISTS)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("signs:", "sings:", "signs"),
        ("    fact_id: W3", "    fact: W3", "cough: unknown key fact"),
        ("      - whooping cough", "      - (whooping cough", "cough: except"),
    ],
)
def test_a_wrong_file_is_named_with_key_and_remedy(
    tmp_path: Path, old: str, new: str, named: str
) -> None:
    shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    file = tmp_path / "knowledge" / "signs.yml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleFileError, match=rf"signs\.yml.*{named}"):
        load_lexicon(tmp_path / "knowledge", ASSERTION)
