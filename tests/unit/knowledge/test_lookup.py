"""Names are found however they are written, and nothing else is."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.knowledge import load_knowledge
from bot.knowledge.lookup import look_up

KNOWLEDGE = load_knowledge()
SOUND_ALIKES = re.findall(
    r"\S+",
    "cloxacillin flucloxacillin famciclovir chlorpropamide loxapine lincomycin guanidine quinine "
    "carbimazole olanzapine acyclovir procarbazine sulfadiazine clonazepam valsartan "
    "erythromycin ampicillin amoxicillin mesalamine prochlorperazine clotiapine",
)


def ids(text: str) -> list[str]:
    return [mention.id for mention in look_up(text)]


def test_every_name_is_found_in_a_sentence():
    missed = [a for a in KNOWLEDGE.aliases if a.entity not in ids(f"can {a.text} cause it, eh?")]
    assert missed == []


@pytest.mark.parametrize(
    "writing",
    [
        lambda name: f"IS IT {name.upper()}?",
        lambda name: name.replace(" ", "-"),
        lambda name: f"what of {name}'s role" if not name.endswith("s") else name,
        lambda name: f"what of {name}\u2019s role" if not name.endswith("s") else name,
        lambda name: f"\u201c{name}\u201d",
    ],
    ids=["in capitals", "with hyphens", "with 's", "with a curly 's", "in curly quotes"],
)
def test_every_name_is_found(writing: Callable[[str], str]):
    names = [a for a in KNOWLEDGE.aliases if not a.as_written and not a.text.endswith(" a")]
    missed = [alias for alias in names if alias.entity not in ids(writing(alias.text))]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("does Tapazole do it", ["tapazole"]),
        ("PTU", ["propylthiouracil"]),
        ("wegeners", ["gpa"]),
        ("Wegener\u2019s granulomatosis", ["gpa"]),
        ("GPA", ["gpa"]),
        ("hep b", ["hepatitis_b"]),
        ("hep b and c", ["hepatitis_b", "hepatitis_c"]),
        ("hepatitis A, B or C?", ["hepatitis_a", "hepatitis_b", "hepatitis_c"]),
        ("hepatitis B/C", ["hepatitis_b", "hepatitis_c"]),
        ("hepatitis b, c and d", ["hepatitis_b", "hepatitis_c", "hepatitis_d"]),
        ("is hepatitis a cause", ["hepatitis_as_a_whole"]),
        ("can hepatitis a cause it", ["hepatitis_a"]),
        ("is Hepatitis A a cause", ["hepatitis_a"]),
        ("hep b and a fever", ["hepatitis_b", "fever"]),
        ("RA", ["rheumatoid_arthritis"]),
        ("EBV", ["epstein_barr"]),
        ("Epstein\u2013Barr", ["epstein_barr"]),
        ("epsteinbarr", ["epstein_barr"]),
        ("MDS", ["mds"]),
        ("SLE", ["lupus"]),
        ("clozaril or fazaclo", ["clozaril", "fazaclo"]),
        ("vitamin b-12 deficiency", ["vitamin_deficiency"]),
        ("leuk\u00e9mia", ["leukemia"]),
        ("my arthritis medicine", ["anti_inflammatories"]),
        ("rheumatoid arthritis", ["rheumatoid_arthritis"]),
        ("arthritis", ["arthritis_as_a_whole"]),
        ("german measles", ["rubella"]),
        ("measles vaccine", ["the_mmr_vaccine"]),
        ("breast cancer", ["breast_cancer"]),
        ("my thyroid medicine", ["thyroid_medicines"]),
        ("overactive thyroid", ["an_overactive_thyroid"]),
    ],
)
def test_names_are_found_as_people_write_them(text, expected):
    assert ids(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("clozapne", "clozapine"),
        ("vancomycine", "vancomycin"),
        ("valgancyclovr", "valganciclovir"),
        ("sulfasalazin", "sulfasalazine"),
        ("procainamid", "procainamide"),
        ("rhuematoid artritis", "rheumatoid_arthritis"),
        ("leukmia", "leukemia"),
        ("tapazol", "tapazole"),
        ("lymphona", "lymphoma"),
        ("myelofibrosos", "myelofibrosis"),
        ("salmonela", "salmonella"),
        ("chemothreapy", "chemotherapy"),
        ("ibuprofin", "ibuprofen"),
    ],
)
def test_slips_are_forgiven(text, expected):
    assert ids(f"can {text} cause it") == [expected]


def test_a_forgiven_slip_is_marked():
    (mention,) = look_up("clozapne")
    assert (mention.name, mention.typo) == ("clozapine", True)
    (mention,) = look_up("clozapine")
    assert not mention.typo


@pytest.mark.parametrize(
    "sound_alike",
    SOUND_ALIKES,
)
def test_a_drug_is_never_read_as_another_that_sounds_like_it(sound_alike):
    assert [mention.kind for mention in look_up(sound_alike)] == ["not_on_page"]


@pytest.mark.parametrize(
    "text",
    [
        "what does all of this mean",
        "WHAT DOES ALL OF THIS MEAN",
        "my hearing aids broke",
        "I had an injection in my leg",
        "I am concerned about my job",
        "she is in a state of confusion",
        "does it work",
        "it was a single time",
        "could you visit the station",
        "who wrote this page",
        "is it serious",
        "what are neutrophils",
        "should I be careful on the stairs",
        "",
        "?!",
        "\U0001f637",
        "38.5",
    ],
)
def test_everyday_words_are_no_names(text):
    assert ids(text) == []


def test_no_everyday_word_is_read_as_a_misspelt_name():
    pytest.importorskip("textstat")
    from importlib.resources import files

    words = files("textstat").joinpath("resources/en/easy_words.txt").read_text().split()
    misread = [word for word in words if any(m.typo for m in look_up(word))]
    assert misread == []


def test_mono_is_not_taken_for_epstein_barr_unless_the_person_says_so():
    assert ids("can mono cause it") == ["mono"]
    assert ids("can mono, I mean Epstein-Barr, cause it") == ["mono", "epstein_barr"]


def test_wider_and_narrower_words_are_marked():
    found = {text: look_up(text)[0].match for text in ("penicillin", "penicillin G", "AML", "B12")}
    assert found == {
        "penicillin": "broader",
        "penicillin G": "exact",
        "AML": "narrower",
        "B12": "narrower",
    }


def test_a_mention_says_where_it_stands():
    text = "My doctor said \u201cHep  B\u201d, or lupus\u2019s cousin."
    for mention in look_up(text):
        assert text[mention.start : mention.end] == mention.text
    assert [mention.text for mention in look_up(text)] == ["Hep  B", "lupus\u2019s"]


@given(st.text(max_size=300))
def test_any_text_at_all_gives_mentions_inside_it(text):
    for mention in look_up(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.id in KNOWLEDGE.by_id


def test_a_message_twice_as_long_takes_about_twice_as_long():
    text = "hepatitis a b c heart rhythm clozapne xqzzw " * 10
    look_up(text)
    once, twice = (min(_seconds(text * n) for _ in range(10)) for n in (1, 2))
    assert twice < 4 * once


def _seconds(text: str) -> float:
    start = time.perf_counter()
    look_up(text)
    return time.perf_counter() - start
