"""Whatever is typed: words are reduced, looked up and corrected as promised."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.knowledge import load_knowledge
from bot.knowledge.letters import letter_stands_alone, letters_after
from bot.knowledge.lookup import look_up
from bot.knowledge.reading import slug
from bot.knowledge.typos import SHORTEST, TypoCorrector
from bot.knowledge.writing import alias_key, stem, tokens
from tests.unit.understanding.hostile_texts import HOSTILE

KNOWLEDGE = load_knowledge()
# Those that count in any capitals; ALL the leukaemia is not "all".
NAMES = sorted(alias.text for alias in KNOWLEDGE.aliases if not alias.as_written)
# Names and what stands around them, put together as nobody would.
WORDS = [
    *[
        "hepatitis",
        "hep",
        "a",
        "b",
        "c",
        "and",
        "or",
        ",",
        "/",
        "'s",
        "\u2019",
        "-",
        "can",
        "cause",
    ],
    *["clozapine", "clozapne", "methimazol", "penicillin", "g", "lupus", "HIV", "aids", "vitamin"],
    *[
        "rheumatoid",
        "arthritis",
        "heart",
        "rhythm",
        "medicine",
        "it",
        "12",
        "\u00e9",
        "\u0301",
        "?",
    ],
]
MESSAGES = st.one_of(
    st.text(max_size=100),
    st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(NAMES)), max_size=15).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=12).map("".join),
    st.sampled_from(sorted(HOSTILE.values())).map(lambda text: text[:200]),
)
few = settings(max_examples=80, deadline=None)


@few
@given(MESSAGES)
def test_words_stand_in_the_text_one_after_the_other(text: str) -> None:
    at = 0
    for token in tokens(text):
        assert at <= token.start < token.end <= len(text)
        assert token.written == text[token.start : token.end]
        at = token.end


@few
@given(MESSAGES)
def test_a_key_has_no_spaces_marks_or_capitals(text: str) -> None:
    key = alias_key(text)
    assert key == "" or key.isalnum()
    assert key == alias_key(text.replace(" ", "  "))


@few
@given(st.text(max_size=30))
def test_a_reduced_word_is_no_longer_than_its_letters(word: str) -> None:
    reduced = stem(word)
    assert reduced == stem(word)
    assert reduced == "" or reduced.isalnum()


@few
@given(MESSAGES)
def test_mentions_follow_one_another_and_can_be_written_as_json(text: str) -> None:
    mentions = look_up(text)
    assert mentions == look_up(text)
    at = 0
    for mention in mentions:
        assert at <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.name == KNOWLEDGE.by_id[mention.id].name
        at = mention.end
    json.dumps([asdict(mention) for mention in mentions])


@pytest.mark.parametrize("sentence", ["can {} do it", "{}?", "my  {} , then"])
def test_every_name_is_found_in_a_sentence(sentence: str) -> None:
    missed = []
    for name in NAMES:
        found = [alias_key(mention.text) for mention in look_up(sentence.format(name))]
        # "my cancer treatment" is a name itself, and longer than "cancer treatment".
        if not any(key in alias_key(name) or alias_key(name) in key for key in found):
            missed.append((name, found))
    assert not missed


@few
@given(MESSAGES)
def test_letters_behind_a_name_come_in_order(text: str) -> None:
    words = tokens(text)
    for position in range(1, len(words)):
        found = list(letters_after(text, words, position))
        assert found == sorted(set(found))
        assert all(len(words[i].stem) == 1 for i in found)
        letter_stands_alone(text, words, position)


@few
@given(
    st.sets(st.text(alphabet="abcdef", min_size=1, max_size=10), max_size=8),
    st.text(alphabet="abcdef1\u00e9", max_size=12),
)
def test_a_slip_is_read_as_a_known_word_and_a_known_word_as_itself(
    known: set[str], word: str
) -> None:
    meant = TypoCorrector(known, ()).meant(word)
    assert meant == TypoCorrector(known, ()).meant(word)
    if meant is not None:
        assert meant in known - {word}
        assert len(word) >= SHORTEST
        assert meant[0] == word[0]
        assert abs(len(meant) - len(word)) <= 2


@few
@given(st.text(max_size=40))
def test_an_id_made_of_a_name_is_plain_and_stays_as_it_is(name: str) -> None:
    made = slug(name)
    assert made.isascii()
    assert slug(made) == made
