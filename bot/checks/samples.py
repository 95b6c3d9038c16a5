"""The variables of texts as two clinics and two kinds of people would see them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from bot.answers.filling import fill_text
from bot.answers.phrases import Reporter, load_phrases
from clinic.settings import Clinic, load_clinic

# What an action or the conversation passes along; see data/responses/README.md.
FROM_ACTIONS = {"time": "10:15 PM", "last_answer": ""}


def sample_values(sample_clinic: Path) -> dict[str, dict[str, str]]:
    """Return the variables for each kind of reader.

    Args:
        sample_clinic: a clinic file that sets everything, with long values.
    """
    full = load_clinic(sample_clinic)
    phrases = load_phrases()
    return {
        "with settings": {**phrases.variables(full), **FROM_ACTIONS},
        "to a caregiver": {**phrases.variables(full, "caregiver"), **FROM_ACTIONS},
        "without settings": {**phrases.variables(Clinic()), **FROM_ACTIONS},
    }


def render(words: str, values: Mapping[str, str]) -> str:
    """Return `words` as a person reads them; a variable without a value leaves no trace."""
    return fill_text(words, lambda name: values.get(name, ""))


@lru_cache(maxsize=4096)
def as_said_to(reporter: Reporter, words: str) -> str:
    """Return `words` with "you" or "they" in it; every other variable still stands there."""
    values = load_phrases().words_for(reporter)
    return fill_text(words, lambda name: values.get(name, f"{{{name}}}"))
