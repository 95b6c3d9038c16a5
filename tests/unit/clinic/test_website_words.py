"""A clinic's own words for the chat page: which can be set, and what they may hold."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.website_pages import settings
from clinic.errors import ClinicError
from clinic.settings import Clinic, load_clinic
from clinic.website_words import PLACEHOLDERS, WebsiteWords
from tests.server import ROOT

STRINGS = ROOT / "bot" / "website" / "src" / "strings.ts"
REVIEWED = {"fever", "callNow", "advice", "notice"}
NOW = datetime(2026, 11, 23, 17, 0, tzinfo=timezone.utc)


def words_of_the_widget() -> dict[str, str]:
    """The chat page's words by name, as strings.ts has them."""
    source = STRINGS.read_text(encoding="utf-8")
    block = source.split("export const chatStrings = {")[1].split("\n};")[0]
    return dict(re.findall(r"^  (\w+):((?:.|\n   )*)", block, re.M))


def loaded(tmp_path: Path, line: str) -> Clinic:
    path = tmp_path / "clinic.yml"
    path.write_text(f"website:\n  words:\n    {line}\n", encoding="utf-8")
    return load_clinic(path)


def test_all_words_of_the_chat_page_can_be_set_but_those_that_were_reviewed() -> None:
    found = words_of_the_widget()
    assert len(found) > 30
    assert set(WebsiteWords.__fields__) == set(found) - REVIEWED
    placeholders = {name: re.findall(r"\{\w+\}", text) for name, text in found.items()}
    assert {name: "".join(held) for name, held in placeholders.items() if held} == PLACEHOLDERS


@pytest.mark.parametrize(
    ("line", "name", "words"),
    [
        ("greeting: Hello, I am Nia of Oak Street.", "greeting", "Hello, I am Nia of Oak Street."),
        ("call: 'Appelez le {number}'", "call", "Appelez le {number}"),
        ("send: 'إرسال'", "send", "إرسال"),
        ("title: <b>Nia</b>", "title", "<b>Nia</b>"),
        ("dir: rtl", "dir", "rtl"),
        ("lang: pt-BR", "lang", "pt-BR"),
        (f"typing: {'a' * 300}", "typing", "a" * 300),
    ],
)
def test_what_is_set_reaches_the_page_and_nothing_else_does(
    tmp_path: Path, line: str, name: str, words: str
) -> None:
    assert settings(loaded(tmp_path, line), NOW)["strings"] == {name: words}


@pytest.mark.parametrize("line", ["", "send:", "send: '  '"])
def test_without_own_words_the_page_is_sent_none(tmp_path: Path, line: str) -> None:
    assert settings(loaded(tmp_path, line), NOW)["strings"] == {}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("sned: Send", r"website\.words\.sned is not a known key; use website\.words\.send"),
        ("callNow: Wait.", r"website\.words\.callNow is not a known key"),
        ("advice: Wait.", r"website\.words\.advice is not a known key"),
        ("call: Call us", r"website\.words\.call is 'Call us': it lacks \{number\}; write 1 to"),
        ("call: '{number} or {name}'", r"words\.call is .*: it holds braces.*'Call \{number\}'"),
        ("send: 'Send {number}'", r"words\.send is 'Send \{number\}': it holds braces"),
        (f"send: {'a' * 301}", r"words\.send is 'aaa.*: it has 301 characters"),
        ('send: "a\\nb"', r"words\.send is 'a\nb': it holds a line break"),
        ('send: "a\\u202eb"', r"words\.send is .*: it holds a line break or a character"),
        ("send: [a]", r"words\.send is .*, but"),
        ("dir: up", r"words\.dir is 'up': this is no direction; write ltr or rtl"),
        ("lang: English", r"words\.lang is 'English': this is no language code"),
    ],
)
def test_other_words_are_refused_with_key_value_and_remedy(
    tmp_path: Path, line: str, fault: str
) -> None:
    with pytest.raises(ClinicError, match=fault):
        loaded(tmp_path, line)
