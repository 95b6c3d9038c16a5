"""'Is X a sign?': listed or not, always with the call line."""

from __future__ import annotations

import pytest

from bot.knowledge.knowledge import load_knowledge

KNOWLEDGE = load_knowledge()
CALL = "If you have that now, call your doctor right away: 555-0100."


def found(concept: str, kind: str = "sign") -> dict[str, str]:
    return {"concept": concept, "kind": kind}


@pytest.mark.parametrize("sign", KNOWLEDGE.signs, ids=lambda sign: sign.id)
def test_every_listed_sign_is_confirmed_with_the_call_line(signs, sign):
    text = signs(f"is {sign.name} a sign?", [found(sign.id)])
    assert text.startswith("Yes. ")
    assert sign.name.lower() in text.lower()
    assert "may be a sign of infection" in text
    assert text.endswith(CALL)


def test_fever_comes_with_its_level(signs):
    assert "above 100.4 F (38 C)" in signs("is a fever a sign?")


def test_several_signs_are_named_together(signs):
    text = signs("are diarrhea and vomiting signs?")
    assert text.startswith("Diarrhea and vomiting may be signs of infection.")


@pytest.mark.parametrize("name", ["a rash", "dizziness", "hair loss", "lupus"])
def test_what_is_not_listed_gets_neither_yes_nor_no(signs, name):
    text = signs(f"is {name} a sign?")
    assert text == (
        f"My page does not list {name} as a sign. "
        f"The list is not complete, so I cannot say yes or no. {CALL}"
    )


def test_an_unknown_complaint_gets_no_claim(signs):
    text = signs("is a wobbly elbow a sign?", [found("wobbly", "unlisted")])
    assert text == f"My list of signs is not complete, so I cannot say yes or no. {CALL}"


def test_an_emergency_names_the_emergency_number_too(signs):
    text = signs("is chest pain a sign?", [found("chest_pain", "emergency")])
    assert "Call 911 now." in text
    assert text.endswith(CALL)


@pytest.mark.parametrize(
    "text", ["sore throat", "is a sore throat not a sign?", "what about fever"]
)
def test_yes_is_said_only_to_a_plain_question(signs, text):
    assert not signs(text).startswith("Yes")


def test_a_headache_is_answered_with_new_pain_but_no_yes(signs):
    text = signs("are headaches a sign?", [found("new_pain")])
    assert text.startswith("New pain may be a sign of infection.")
