"""Training, development and test share no sentence, and there is enough of each kind.

Development data may be read, and rules written from it; of the test data nobody learns anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.understanding.case import OPEN
from bot.understanding.finder import find
from bot.understanding.lexicon import lexicon
from bot.understanding.tokens import tokenise
from tests.labelled.splits import (
    Pair,
    Sentence,
    contradictions,
    labelled_sentences,
    overlaps,
    training_sentences,
)

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
TRAINING = list(training_sentences(sorted((ROOT / "data" / "nlu").glob("*.yml"))))
DEVELOPMENT = list(labelled_sentences(sorted((FOLDER / "development").glob("*.yml"))))
# every_sign.yml is no sample but a list of what must be understood: training may know it.
TEST = list(labelled_sentences(sorted((FOLDER / "test").glob("*.yml"))))
SPLITS = {"training": TRAINING, "development": DEVELOPMENT, "test": TEST}
# Every sign, with what its expressions need: a word of every set.
SIGNS = {
    concept.id: [p.needs for p in (*concept.names, *concept.patterns, *concept.weak)]
    for concept in lexicon().concepts
    if concept.kind == "sign"
}
ENOUGH_OF_A_TOPIC = 40
ENOUGH_OF_A_SIGN = 60
REPORTED = frozenset({"escalate", "emergency", "crisis"})
# Training has intents and no routes: with these, it is a report, or may be one.
REPORTS = frozenset({"report_sign", "report_emergency", "report_crisis"})
UNSURE = frozenset({"report_unclear", "report_unlisted"})


def shown(pairs: Iterable[Pair]) -> str:
    remedy = "remove one of each (what everybody types belongs to training):"
    return remedy + "\n" + "\n".join(map(str, pairs))


def said(*texts: str, intent: str = "greet") -> list[Sentence]:
    return [Sentence(text, "here", intents=frozenset({intent})) for text in texts]


@pytest.mark.parametrize(
    ("learns", "judges"),
    [("training", "test"), ("training", "development"), ("development", "test")],
)
def test_no_sentence_stands_in_two_splits(learns: str, judges: str) -> None:
    pairs = overlaps(SPLITS[learns], SPLITS[judges])
    assert not pairs, shown(pairs)


@pytest.mark.parametrize("name", SPLITS)
def test_no_sentence_has_two_labels(name: str) -> None:
    pairs = list(contradictions(SPLITS[name]))
    assert not pairs, shown(pairs)


@pytest.mark.parametrize("name", SPLITS)
def test_every_split_is_read(name: str) -> None:
    assert len(SPLITS[name]) > 3_000
    assert sum(not sentence.short for sentence in SPLITS[name]) > 2_500


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("my wife has a fever", "my wife has a fever"),
        ("I can't stop coughing", "i cant stop coughing!!"),
        ("I have a fever", "\u201cI have a fever\u201d \U0001f622"),
        ("what\u2019s neutropenia in   short", "What's neutropenia\nin short"),
        ("can lupus cause neutropenia", "lupus can cause neutropenia?"),
        ("i have a tempature today", "I have a temprature today"),
        ("what is a PICC line", "what's a PICC line"),
        ("my mouth burns when i swallow water", "my mouth burns when i swallow watter"),
    ],
)
def test_the_same_sentence_written_otherwise_is_refused(one: str, other: str) -> None:
    assert overlaps(said(one), said("how common is it in Wales", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("my throat is fine", "my throat is on fire"),
        ("can cheese cause it in adults", "can lupus cause it in adults"),
        ("temp 38.4 this morning", "temp 36.9 last night"),
        ("I have a cough", "I have no appetite"),
    ],
)
def test_another_sentence_in_the_same_frame_may_stay(one: str, other: str) -> None:
    assert not overlaps(said(one), said(other))


@pytest.mark.parametrize("text", ["hi", "fever?", "what is sepsis", "38.5", "\U0001f642", "..."])
def test_what_everybody_writes_may_stand_in_two_splits(text: str) -> None:
    assert not overlaps(said(text), said(text))


def test_signs_of_a_script_without_spaces_are_words() -> None:
    assert overlaps(said("我发烧了"), said("我发烧了。"))


def test_the_likest_sentence_is_named() -> None:
    (pair,) = overlaps(
        said("is a cold dangerous"), said("is cold dangerous", "is a cold dangerous?")
    )
    assert (pair.other.text, pair.likeness) == ("is a cold dangerous?", 100)


def test_one_sentence_under_two_intents_is_refused() -> None:
    both = [*said("Hello!", intent="greet"), *said("hello", intent="goodbye")]
    assert len(list(contradictions(both))) == 1
    assert not list(contradictions([*said("Hello!"), *said("hello")]))


def test_a_question_mark_makes_another_message() -> None:
    both = [*said("a fever", intent="report_sign"), *said("a fever?", intent="report_unclear")]
    assert not list(contradictions(both))


def test_two_routes_contradict_unless_one_accepts_the_other() -> None:
    one = Sentence("my chest is tight", "here", frozenset({"emergency"}))
    other = Sentence("My chest is tight", "there", frozenset({"escalate"}))
    either = Sentence("My chest is tight", "there", frozenset({"escalate", "emergency"}))
    assert list(contradictions([one, other]))
    assert not list(contradictions([one, either]))


def test_markup_files_and_labels_are_read(tmp_path: Path) -> None:
    nlu, labelled = tmp_path / "nlu.yml", tmp_path / "labelled.yml"
    nlu.write_text(
        "nlu:\n- intent: greet\n  examples: |\n    - can [clozapine](drug) do [it]{'entity': 'x'}\n"
    )
    labelled.write_text(
        "sentences:\n- {text: can clozapine do it, route: none, accept: [ask], intent: greet}\n"
    )
    (example,), (sentence,) = training_sentences([nlu]), labelled_sentences([labelled])
    assert example == Sentence("can clozapine do it", "nlu.yml", intents=frozenset({"greet"}))
    assert sentence.routes == {"none", "ask"}
    assert not sentence.contradicts(example)
    assert overlaps([example], [sentence])


def test_every_topic_has_enough_examples() -> None:
    counts = Counter(intent for sentence in TRAINING for intent in sentence.intents)
    assert {name: n for name, n in counts.items() if n < ENOUGH_OF_A_TOPIC} == {}


def test_every_sign_is_said_and_not_said_often_enough() -> None:
    """Counts only until there are enough; a sign counts where the finder sees its name."""
    counts: Counter[tuple[str, str]] = Counter()
    missing = {(sign, way) for sign in SIGNS for way in ("reported", "not reported")}
    for sentence in (*DEVELOPMENT, *TRAINING):
        way = _way(sentence)
        words = {token.norm for token in tokenise(sentence.text)}
        if any(wanted == way and _may_name(words, sign) for sign, wanted in missing):
            named = {
                finding.concept
                for finding in find(sentence.text)
                if finding.kind == "sign" and (way == "not reported" or finding.assertion in OPEN)
            }
            counts.update((sign, str(way)) for sign in named)
            missing -= {key for key, n in counts.items() if n >= ENOUGH_OF_A_SIGN}
        if not missing:
            break
    assert {key: counts[key] for key in sorted(missing)} == {}


def _may_name(words: set[str], sign: str) -> bool:
    return any(all(words & some for some in needs) for needs in SIGNS[sign])


def _way(sentence: Sentence) -> str | None:
    """Say whether a sentence reports; None where that is open."""
    if sentence.routes:
        if sentence.routes <= REPORTED:
            return "reported"
        return "not reported" if sentence.routes == {"none"} else None
    if sentence.intents <= REPORTS:
        return "reported"
    return None if sentence.intents & UNSURE else "not reported"
