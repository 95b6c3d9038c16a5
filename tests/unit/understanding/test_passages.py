import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.passages import MOST, MOST_WORDS, passages

QUESTION = "What is lupus for?"


@pytest.mark.parametrize(
    ("text", "runs", "torn"),
    [
        (f"I shake. {QUESTION} My gums bleed.", ["I shake.", "My gums bleed."], []),
        (f"I shake. It is cold. {QUESTION}", [], ["I shake.", "It is cold."]),
        (f"It is cold. {QUESTION} It rains.\nI shake.",
         ["It is cold.", "It rains.", "I shake."], []),
        (f"{QUESTION}\nOne is. Two are. Three too.",
         ["One is. Two are.", "Two are. Three too."], ["One is.", "Two are.", "Three too."]),
        (f"I shake. {QUESTION}", [], []),
        ("I shake. Lupus?", ["I shake."], []),
        ("I shake. It is cold. Lupus?", ["I shake. It is cold."], ["I shake.", "It is cold."]),
        ("I shake. It is cold.", [], []),
        (QUESTION, [], []),
        ("", [], []),
    ],
)  # fmt: skip
def test_what_is_said_in_one_go(text: str, runs: list[str], torn: list[str]) -> None:
    found = passages(text)
    assert [one.text for one in found if not one.torn] == runs
    assert [one.text for one in found if one.torn] == torn


@given(st.text(alphabet="what is it? I have. and also\n", max_size=400))
def test_passages_are_few_and_short_and_of_the_message(text: str) -> None:
    found = passages(text)
    assert len(found) <= MOST
    assert all(one.text in text and len(one.text.split()) <= MOST_WORDS for one in found)
