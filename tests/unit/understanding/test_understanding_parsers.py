"""Whatever is typed: no parser raises, what it finds lies in the text, and twice is the same."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.message_text import MAX_PIECE, MAX_PIECES, clean, pieces
from bot.understanding.analysis import analyse, analyser
from bot.understanding.case import Classified
from bot.understanding.entities import reading_entities, sign_entities
from bot.understanding.fever_policy import FeverPolicy
from bot.understanding.finder import find
from bot.understanding.matching import PatternIndex
from bot.understanding.ngrams import Ngrams, ngrams
from bot.understanding.normalise import normalise
from bot.understanding.number_answer import LONGEST, as_answer
from bot.understanding.number_finder import find_numbers
from bot.understanding.pattern_words import PatternError, cut, expand
from bot.understanding.patterns import compile_pattern, read_list
from bot.understanding.scopes import leaves_scope, opens_clause, owned, stated
from bot.understanding.temperature import highest, read_temperatures
from bot.understanding.temperature_phrases import Phrases
from bot.understanding.temperature_rules import default_rules
from bot.understanding.temperature_tokens import fold, tokenize
from bot.understanding.things import spoken_of
from bot.understanding.tokens import Token, tokenise
from bot.understanding.verdict import Verdict
from tests.unit.understanding.hostile_texts import HOSTILE
from tests.unit.understanding.rule_files import verdict

# What the rules are made of, put together as nobody would.
WORDS = [
    *["i", "my", "mum", "has", "have", "no", "not", "n't", "never", "if", "is", "what", "said"],
    *["fever", "cough", "sore", "throat", "neck", "pain", "chills", "vomiting", "\U0001f912"],
    *["since", "yesterday", "last", "week", "ago", "gone", "now", "but", "and", "or", "but not"],
    *["38.5", "101", "38", "C", "degrees", "hundred", "and", "a", "half", "point", "temp", "oh"],
    *[",", ".", "?", "!", "\n", '"', "(", "'", "\u2019", "-", "/", ":", "it's", "im", "cannot"],
    *["clozapine", "hepatitis", "b", "lupus", "car", "neighbour", "who", "he", "the", "\u0301"],
]
MESSAGES = st.one_of(
    st.text(max_size=120),
    st.builds(
        lambda parts, joint: joint.join(parts),
        st.lists(st.sampled_from(WORDS), max_size=25),
        st.sampled_from([" ", "", " "]),
    ),
    st.sampled_from(sorted(HOSTILE.values())).map(lambda text: text[:200]),
)
# The notation of the rule files, in pieces that need not fit together.
NOTATION = st.lists(
    st.sampled_from(
        ["sore", "throat[s]", "(", ")", "|", "?", "...", "...5", "~", "~8", "#", "@part", "@none",
         "[", "]", " ", " ", "'s", "n't", "a|b", "(a|b)?", "\\", "*", "+", "{2}", "^", "$"]
    ),
    max_size=10,
).map("".join)  # fmt: skip
LISTS = {"part": read_list(["throat[s]", "back of my mouth"])}
few = settings(max_examples=60, deadline=None)


@few
@given(MESSAGES, st.integers(1, 300))
def test_what_reaches_understanding_is_cleaned_and_never_too_long(text: str, times: int) -> None:
    parts = pieces(clean(text * times))
    assert len(parts) <= MAX_PIECES
    assert all(0 < len(part) <= MAX_PIECE for part in parts)
    assert all(part == part.strip() for part in parts)
    assert [piece for part in parts for piece in pieces(part)] == parts


@few
@given(MESSAGES)
def test_cleaning_up_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert len(once) == len(text)
    assert normalise(once) == once


@few
@given(MESSAGES)
def test_no_letter_or_digit_is_lost_between_tokens(text: str) -> None:
    tokens = tokenise(text)
    assert tokens == tokenise(text)
    inside = {i for token in tokens for i in range(token.start, token.end)}
    lost = [c for i, c in enumerate(normalise(text)) if i not in inside and not c.isspace()]
    assert set(lost) <= {"'"}
    assert all(token.norm and " " not in token.norm for token in tokens)


@few
@given(st.text(max_size=40))
def test_a_correction_is_stable_and_moves_nothing(word: str) -> None:
    speller = analyser().speller
    token = Token(word, word.lower(), 3, 3 + len(word))
    once = speller.correct(token)
    assert (once.text, once.start, once.end) == (token.text, token.start, token.end)
    assert once == speller.correct(token)
    assert bool(once.norm) == bool(token.norm)


@few
@given(MESSAGES)
def test_an_analysis_holds_together(text: str) -> None:
    a = analyse(text)
    size = len(a.norms)
    assert size == len(a.tokens) == len(a.sentence_of)
    for match in (*a.concepts, *(m for matches in a.cues.values() for m in matches)):
        assert 0 <= match.start < match.end <= size
    for name, matches in a.cues.items():
        assert [m.start for m in matches] == sorted(m.start for m in matches)
        assert a.within(name, 0, size) == list(matches)
        assert a.starts(name) == {m.start for m in matches}
    for i in range(size):
        first, last = a.sentence(i)
        assert first <= i < last
        assert {a.sentence_of[j] for j in range(first, last)} == {a.sentence_of[i]}
    assert spoken_of(a) in {"somebody", "body", "thing", "nothing"}


@few
@given(MESSAGES, st.integers(0, 130), st.integers(0, 130))
def test_any_stretch_of_characters_becomes_a_stretch_of_words(
    text: str, one: int, two: int
) -> None:
    a = analyse(text)
    start, end = sorted((one, two))
    first, last = a.words_at(start, end)
    assert 0 <= first <= last <= len(a.norms)
    for i, token in enumerate(a.tokens):
        if start < token.end and token.start < end:
            assert first <= i < last


@few
@given(MESSAGES)
def test_every_place_can_be_asked_about(text: str) -> None:
    a = analyse(text)
    for start in range(len(a.norms)):
        opens_clause(a, start)
        owned(a, start)
        stated(a, start, start + 1)
        leaves_scope(a, 0, start)


@few
@given(MESSAGES)
def test_findings_lie_in_the_text_and_are_the_same_again(text: str) -> None:
    found = find(text)
    analyse.cache_clear()
    assert found == find(text)
    assert len(found) == len(set(found))
    for finding in found:
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.text == text[finding.start : finding.end]
    assert found == sorted(found, key=lambda f: (f.start, f.end))


@few
@given(MESSAGES)
def test_what_is_understood_can_be_written_as_json(text: str) -> None:
    found, readings = find(text), read_temperatures(text)
    entities = [*sign_entities(found), *reading_entities(readings)]
    written = json.loads(json.dumps([verdict(text).as_dict(), entities]))
    assert written[0]["route"] in {"escalate", "emergency", "crisis", "ask", "none"}
    assert "error" not in written[0]["reason"]


@few
@given(MESSAGES)
def test_folding_keeps_the_length_and_tokens_their_places(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    at = 0
    for token in tokenize(text):
        assert at <= token.start < token.end <= len(text)
        assert token.text == folded[token.start : token.end]
        at = token.end


@few
@given(MESSAGES)
def test_numbers_stand_one_after_the_other(text: str) -> None:
    tokens, at = tokenize(text), 0
    for number in find_numbers(tokens, default_rules().count_words):
        assert at <= number.first < number.last <= len(tokens)
        assert number.value.is_finite()
        at = number.last


@few
@given(MESSAGES)
def test_readings_do_not_overlap_and_the_highest_is_one_of_them(text: str) -> None:
    readings = read_temperatures(text)
    assert readings == read_temperatures(text)
    ends = [0, *(reading.end for reading in readings)]
    assert all(reading.start >= end for reading, end in zip(readings, ends, strict=False))
    top = highest(readings)
    assert top is None or top in readings


@few
@given(
    st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(" ".join), max_size=6),
    st.lists(st.sampled_from("abc"), max_size=6).map(" ".join),
)
def test_a_phrase_is_found_from_both_ends_the_longest_first(phrases: list[str], text: str) -> None:
    index: Phrases[str] = Phrases((phrase, phrase) for phrase in phrases)
    words, tokens = text.split(), tokenize(text)
    for i in range(len(tokens)):
        starting = [p for p in phrases if words[i : i + len(p.split())] == p.split()]
        ending = [p for p in phrases if words[: i + 1][-len(p.split()) :] == p.split()]
        hit, back = index.starting_at(tokens, i), index.ending_at(tokens, i)
        assert (hit and hit[0]) == max(starting, key=len, default=None)
        assert (back and back[0]) == max(ending, key=len, default=None)
        assert hit is None or hit[1] == i + len(hit[0].split())
        assert back is None or back[1] == i + 1 - len(back[0].split())


@settings(max_examples=300, deadline=None)
@given(st.one_of(NOTATION, st.text(max_size=30)))
def test_any_notation_compiles_or_is_refused(source: str) -> None:
    try:
        pattern = compile_pattern(source, LISTS)
    except PatternError:
        return
    assert pattern.needs
    assert all(needed for needed in pattern.needs)
    index = PatternIndex()
    index.add("x", pattern)
    words = [min(needed) for needed in pattern.needs]
    for match in index.find(words):
        assert 0 <= match.start < match.end <= len(words)


@few
@given(st.lists(st.sampled_from(["sore", "red", "hot"]), min_size=1, max_size=4))
def test_plain_words_are_found_where_they_stand(words: list[str]) -> None:
    index = PatternIndex()
    index.add("x", compile_pattern(" ".join(words), {}))
    (match,) = index.find(["so", *words, "."])
    assert (match.start, match.end) == (1, 1 + len(words))


@few
@given(st.text(alphabet="abs[]|", max_size=12))
def test_endings_are_written_out_without_brackets_left(word: str) -> None:
    written = expand(word)
    assert written
    if word.count("[") == word.count("]") == 1 and word.index("[") < word.index("]"):
        assert not any("[" in one or "]" in one for one in written)


@few
@given(st.text(max_size=20))
def test_a_spelling_is_cut_as_a_message_is(word: str) -> None:
    assert all(cut(word)) or not cut(word)


@few
@given(MESSAGES)
def test_words_and_pairs_are_those_of_the_text(text: str) -> None:
    grams = list(ngrams(text))
    assert grams == list(ngrams(text))
    singles = [gram for gram in grams if " " not in gram]
    assert len(grams) == len(singles) + max(0, len(singles) - 1)


@few
@given(st.lists(MESSAGES, max_size=5), MESSAGES)
def test_weights_have_length_one_or_are_none(learnt: list[str], text: str) -> None:
    known = Ngrams.learn(learnt, min_texts=1)
    places, weights = known.weigh(text)
    assert len(places) == len(weights)
    assert places.tolist() == sorted(set(places.tolist()))
    assert all(0 <= place < len(known.index) for place in places.tolist())
    if len(places):
        assert math.isclose(float(np.linalg.norm(weights)), 1.0, rel_tol=1e-4)


@few
@given(MESSAGES, st.sampled_from(["ask", "none", "escalate"]), st.booleans())
def test_only_a_short_bare_number_is_an_answer(text: str, route: str, found: bool) -> None:
    given_ = Verdict(route, "report_unclear")  # type: ignore[arg-type]
    findings = find("fever") if found else []
    answer = as_answer(text, given_, findings, read_temperatures(text), FeverPolicy())
    if answer != given_:
        assert route == "ask"
        assert not found
        assert len(text.split()) <= LONGEST
        assert answer.intent in {"answer_fever_number", "report_below_level"}
    assert answer.route == given_.route


@pytest.mark.parametrize("topic", ["report_sign", "ask_definition", "gibberish"])
@given(MESSAGES, st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_any_text_with_any_topic_gets_a_verdict(topic: str, text: str, share: float) -> None:
    given_ = Classified.of(topic, {topic: share})
    got = verdict(text, given_)
    assert "error" not in got.reason
    assert 0 <= (got.chance or 0) <= 1
