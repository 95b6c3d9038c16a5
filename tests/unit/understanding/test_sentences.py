import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.sentences import asks, halves, questions, statements


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("what is it? and how do i catch it?", ["what is it?", "and how do i catch it?"]),
        ("what causes it and can chemo do it", ["what causes it", "can chemo do it"]),
        ("I am tired. What causes neutropenia?", ["What causes neutropenia?"]),
        ("What is lupus? By the way my name is Ann", ["What is lupus?"]),
        ("what causes neutropenia", []),
        ("Why? What is it called?", ["What is it called?"]),
        ("38.6 since noon, why does chemo do this", ["why does chemo do this"]),
        ("gday, are you a person and do you sleep", ["gday, are you a person", "do you sleep"]),
    ],
)
def test_questions_of_a_message_of_several_sentences(text: str, asked: list[str]) -> None:
    assert questions(text) == asked


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("should i wash my hands and avoid crowds", [("should i wash my hands", "avoid crowds")]),
        ("can my spleen and also low vitamins do it",
         [("can my spleen", "low vitamins do it")]),
        ("I wash my hands and avoid crowds", []),
        ("is it me and you", []),
    ],
)  # fmt: skip
def test_halves_of_a_question(text: str, parts: list[tuple[str, str]]) -> None:
    assert list(halves(text)) == parts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("What is lupus? I have chest pain.", "I have chest pain."),
        ("I have chest pain. What is lupus?", "I have chest pain."),
        ("what is lupus and also i have chest pain", "and i have chest pain"),
        ("what is lupus btw i have chest pain", "i have chest pain"),
        ("I'm hot\nwhat is lupus for\nand I shake", "I'm hot and I shake"),
        ("I have chest pain", ""),
        ("What is lupus? Does it hurt much?", ""),
        ("she has a fever, is it bad? What is lupus?", "she has a fever, is it bad?"),
        ("", ""),
    ],
)
def test_what_is_said_beside_a_question(text: str, said: str) -> None:
    assert " ".join(statements(text).replace("also", " ").replace("btw", " ").split()) == said


@pytest.mark.parametrize(
    ("part", "is_question"),
    [
        ("can't stop shaking", False),
        ("can\u2019t keep it down", False),
        ("cant keep it down", False),
        ("isn't well at all", False),
        ("can't I take one?", True),
        ("can I take one", True),
        ("is it catching", True),
    ],
)
def test_a_no_at_the_beginning_is_no_question(part: str, is_question: bool) -> None:
    assert asks(part) is is_question


@given(st.text(alphabet="what is it? I have. and also\n"))
def test_what_is_left_keeps_its_place(text: str) -> None:
    left = statements(text)
    assert not left or len(left) == len(text)
    assert all(mine in {" ", given} for mine, given in zip(left, text, strict=False))
