"""Whether "a" is the letter of a name turns on lists that are edited without Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.letter_words import FILE, load_letter_words
from bot.knowledge.lookup import look_up
from bot.understanding.rule_file import RuleFileError


def edited(tmp_path: Path, old: str, new: str) -> Path:
    """Copy the file with one change in it."""
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / FILE.name
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("can hepatitis a cause it", ["hepatitis a"]),
        ("is hepatitis a cause", ["hepatitis"]),
        ("hepatitis a and b", ["hepatitis a", "b"]),
        ("hepatitis a can do that", ["hepatitis a"]),
    ],
)
def test_a_word_behind_the_letter_says_whether_it_is_one(text: str, found: list[str]) -> None:
    assert [mention.text for mention in look_up(text)] == found


def test_a_word_added_to_a_list_is_read(tmp_path: Path) -> None:
    assert "along" in load_letter_words(edited(tmp_path, "joining: [", "joining: [along, ")).joining


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("joining: [", "joining: [no, ", r"letters\.yml: letters: joining\.\d+: str type expected"),
        ("  objects:", "  object:", r"letters\.yml: letters: objects: field required"),
        ("letters:\n", "letter:\n", r"letters\.yml: needs the top key letters"),
    ],
)
def test_a_wrong_list_is_named_with_its_file(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(RuleFileError, match=said):
        load_letter_words(edited(tmp_path, old, new))
