"""Numbers in words, from data/assertion/words/numbers.yml."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import BaseModel, Extra, StrictInt, StrictStr, ValidationError

from bot.understanding.rule_file import ASSERTION, RuleFileError, read_mapping

FILE = ASSERTION / "words" / "numbers.yml"
Words = frozenset[StrictStr]
Values = dict[StrictStr, StrictInt]


class NumberWords(BaseModel):
    """The lists of the file, and what follows from them."""

    class Config:
        """Nothing unknown, nothing changed later."""

        extra = Extra.forbid
        allow_mutation = False
        keep_untouched = (cached_property,)

    digits: Values
    teens: Values
    tens: Values
    hundred: Words
    one: Words
    nought: Words
    no_digit_alone: Words
    joins: Words
    joins_half: Words
    half: Words
    halved: Words
    parts: Values
    degrees: Words
    point: Words
    something: Words
    no_tenths: Words
    clock: Words
    behind_digit: Words
    behind_joined_digit: Words

    @cached_property
    def joined(self) -> dict[str, int]:
        """Return tens and digits written as one word: thirtyeight."""
        return {
            tens_word + digit_word: tens + digit
            for tens_word, tens in self.tens.items()
            for digit_word, digit in self.digits.items()
            if digit
        }

    @cached_property
    def starts(self) -> frozenset[str]:
        """Return the words with which a number may begin."""
        return frozenset({"a", *self.hundred, *self.digits, *self.teens, *self.tens, *self.joined})


def load_number_words(file: Path = FILE) -> NumberWords:
    """Read the file. Raises RuleFileError that names what is wrong, and where."""
    try:
        return NumberWords.parse_obj(read_mapping(file, "numbers"))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise RuleFileError(f"{file}: numbers: {key}: {first['msg']}; correct it") from error


@lru_cache(maxsize=1)
def number_words() -> NumberWords:
    """Return the project's own words, read once."""
    return load_number_words()
