"""The finder as a spaCy component: the same findings, at the same places."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import spacy_pipeline
from bot.understanding.finder import find

MESSAGES = [
    "no fever, but my mum has the chills",
    "I don\u2019t have a cough  \n but im101.5F and my throat's raw!!",
    "fi\u00e8vre et toux\u00a0depuis hier",
    "  the boiler is shaking ",
    "",
]


def test_a_finding_is_a_labelled_span_with_its_assertion_and_whose_it_is() -> None:
    doc = spacy_pipeline.pipeline()("no fever, but my mum has the chills")
    assert [(s.text, s.label_, s._.assertion) for s in doc.spans["findings"]] == [
        ("fever", "fever", "absent"),
        ("chills", "chills_sweats", "present"),
    ]
    assert doc.spans["findings"][1]._.experiencer == "relative"
    assert doc.spans["findings"][1]._.kind == "sign"


@pytest.mark.parametrize("text", MESSAGES)
def test_spans_stand_exactly_where_the_findings_do(text: str) -> None:
    doc = spacy_pipeline.pipeline()(text)
    assert doc.text == text
    assert [(s.start_char, s.end_char) for s in doc.spans["findings"]] == [
        (f.start, f.end) for f in find(text)
    ]
    assert spacy_pipeline.find_spans(text) == find(text)


@given(st.text(max_size=80))
def test_no_character_is_lost_or_moved(text: str) -> None:
    assert spacy_pipeline.pipeline()(text).text == text


def test_anybody_can_add_the_component_to_their_own_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("nia_findings")
    doc = nlp("I have a fever")
    assert [s.label_ for s in doc.spans["findings"]] == ["fever"]
