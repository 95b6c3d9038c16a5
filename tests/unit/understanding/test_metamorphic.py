"""What does not change a report does not change the route (DET-7)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.unit.understanding.rule_files import ALERTS, verdict

REPORTS = [
    "I have a fever",
    "I've got the chills",
    "I keep coughing",
    "I'm short of breath",
    "I have a sore in my mouth",
    "my throat is very sore",
    "it burns when I pee",
    "my neck is stiff",
    "I have diarrhea",
    "I keep vomiting",
    "the cut on my finger is red and swollen",
    "I have a new vaginal discharge",
    "I have a pain in my side",
    "my temperature is 101.8",
]
NOT_REPORTS = ["no fever, no chills", "is a sore throat a sign?", "what temperature is a fever?"]
CHANGES: dict[str, Callable[[str], str]] = {
    "minimised": lambda t: f"it's probably nothing but {t}",
    "minimised after": lambda t: f"{t}, probably nothing",
    "polite": lambda t: f"Sorry to bother you, {t}, thank you so much",
    "age": lambda t: f"I am 82 years old. {t}",
    "child": lambda t: f"I'm 11. {t}",
    "capitals": lambda t: t.upper(),
    "no punctuation": lambda t: t.replace("'", "").replace(",", "").replace("?", ""),
    "curly apostrophe": lambda t: t.replace("'", "\u2019"),
    "emoji": lambda t: f"\U0001f622 {t} \U0001f64f\U0001f64f",
    "tag question": lambda t: f"{t}, is that bad?",
    "question before": lambda t: f"Should I be worried? {t}",
    "greeting": lambda t: f"Hi Nia!! {t}",
    "relative speaks": lambda t: f"my wife says {t}",
    "other language": lambda t: f"hola, {t}, gracias",
    "goodbye": lambda t: f"ok bye. oh, {t}",
    "newlines": lambda t: f"hello\n{t}\nthanks",
    "repeated": lambda t: f"{t}. {t}.",
    "other denied": lambda t: f"no rash, no dizziness, but {t}",
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("text", REPORTS)
def test_a_report_stays_a_report(text: str, change: str) -> None:
    changed = CHANGES[change](text)
    assert verdict(changed).route in ALERTS, changed


@pytest.mark.parametrize("change", ["capitals", "no punctuation", "emoji", "greeting", "polite"])
@pytest.mark.parametrize("text", NOT_REPORTS)
def test_no_report_stays_none(text: str, change: str) -> None:
    changed = CHANGES[change](text)
    assert verdict(changed).route not in ALERTS, changed


@pytest.mark.parametrize(
    "text",
    [
        "i hve a fevr and chlls", "my thraot is sore", "I have diarhea", "im vomitting",
        "shiverring all nite", "i have a feverr", "coughhing since morning", "my nekc is stiff",
        "brething is hard", "I have a sore in my mouht", "sweatting and shivring",
    ],
)  # fmt: skip
def test_a_typing_slip_does_not_hide_a_sign(text: str) -> None:
    assert verdict(text).route in ALERTS


@pytest.mark.parametrize(
    "text", ["I never lever the river", "what a fewer year", "clever sore loser"]
)
def test_a_real_word_is_not_taken_for_a_sign(text: str) -> None:
    assert verdict(text).route == "none"
