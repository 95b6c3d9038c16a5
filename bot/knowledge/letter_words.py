"""The words behind the letter of a name, from data/assertion/words/letters.yml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, Extra, StrictStr, ValidationError

from bot.understanding.rule_file import ASSERTION, RuleFileError, read_mapping

FILE = ASSERTION / "words" / "letters.yml"
Words = frozenset[StrictStr]


class LetterWords(BaseModel):
    """The lists of the file; what each is for stands there."""

    class Config:
        """Nothing unknown, nothing changed later."""

        extra = Extra.forbid
        allow_mutation = False

    joining: Words
    behind_a_name: Words
    causing: Words
    objects: Words


def load_letter_words(file: Path = FILE) -> LetterWords:
    """Read the file. Raises RuleFileError that names what is wrong, and where."""
    try:
        return LetterWords.parse_obj(read_mapping(file, "letters"))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise RuleFileError(f"{file}: letters: {key}: {first['msg']}; correct it") from error


@lru_cache(maxsize=1)
def letter_words() -> LetterWords:
    """Return the project's own words, read once."""
    return load_letter_words()
