"""Tell from its shape that a number is no temperature: times, dates, telephone numbers."""

from __future__ import annotations

from bot.understanding.temperature_context import Unit
from bot.understanding.temperature_numbers import Number
from bot.understanding.temperature_rules import TemperatureRules
from bot.understanding.temperature_tokens import Token, glued

_BP_REACH = frozenset({"/", "over"})
_GLUED_BEFORE_OK = frozenset(
    {"at", "is", "was", "of", "its", "it's", "im", "i'm", "now", "to", "about"}
)
_GLUED_AFTER_OK = frozenset(
    {"ish", "and", "or", "to", "now", "but", "on", "at", "in", "this", "with"}
)


class Shapes:
    """Looks at what touches the numbers of one message."""

    def __init__(
        self, tokens: list[Token], numbers: list[Number], rules: TemperatureRules, named: bool
    ) -> None:
        """Take the message's tokens and numbers, and whether it names a temperature."""
        self.tokens = tokens
        self.numbers = numbers
        self.rules = rules
        self.named = named

    def foreign(self, k: int, unit: Unit) -> bool:
        """Tell whether number k is part of something else by the way it is written."""
        number = self.numbers[k]
        if number.broken:
            return True
        if not number.in_digits:
            return False
        return (
            self._glued_word_before(number)
            or self._glued_word_after(number, unit)
            or self._sign_before(number)
            or self._sign_after(number)
            or self._bracketed_age(number)
            or self._chained(k, unit)
            or self._pressure(k, unit)
        )

    def _text(self, i: int) -> str:
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def _named(self, word: str) -> bool:
        if word in _GLUED_BEFORE_OK or word in self.rules.scales:
            return True
        hit = word and self.rules.before.is_phrase(word)
        return bool(hit) and hit in ("name", "short_name")

    def _glued_word_before(self, number: Number) -> bool:
        """Whether letters touch it: "CD38", "B12", "covid-19"; "T38.9" is fine."""
        i = number.first
        if glued(self.tokens, i) and self._text(i - 1) == "-":
            i -= 1
        word = self._text(i - 1)
        return glued(self.tokens, i) and word.isalpha() and not self._named(word)

    def _glued_word_after(self, number: Number, unit: Unit) -> bool:
        """Whether letters touch it that are no unit: "38w", "101st"."""
        i = number.last
        word = self._text(i)
        if unit.given or not glued(self.tokens, i):
            return False
        return (word.isalpha() and word not in _GLUED_AFTER_OK | {"s"}) or word == "_"

    def _bracketed_age(self, number: Number) -> bool:
        """Whether it is the 41 of "my sister (41)"."""
        before = [self._text(number.first - k) for k in (2, 1)]
        return before[1] == "(" and before[0] in self.rules.people and number.value < 100

    def _sign_before(self, number: Number) -> bool:
        i = number.first
        sign, before = self._text(i - 1), self._text(i - 2)
        if sign in ("$", "€", "£", "#", "^", "_", "№"):
            return True
        if sign == "+" and before.isdigit() is False:
            return glued(self.tokens, i)
        return (
            sign in (":", "/", ".")
            and glued(self.tokens, i)
            and before.isdigit()
            and glued(self.tokens, i - 1)
            and sign == ":"
        )

    def _sign_after(self, number: Number) -> bool:
        i = number.last
        sign, after = self._text(i), self._text(i + 1)
        if sign in ("%", "$", "€", "£", "^", "@", "‰"):
            return True
        return (
            sign == ":" and glued(self.tokens, i) and after.isdigit() and glued(self.tokens, i + 1)
        )

    def _chained(self, k: int, unit: Unit) -> bool:
        """Whether it stands in a row of digits, like a telephone number or a date."""
        return any(self._run_beside(k, step) for step in (-1, 1)) and not unit.given

    def _run_beside(self, k: int, step: int) -> bool:
        other = k + step
        if not 0 <= other < len(self.numbers):
            return False
        left, right = (self.numbers[k], self.numbers[other])
        if step < 0:
            left, right = right, left
        between = [t.text for t in self.tokens[left.last : right.first]]
        if between not in ([], ["-"], [")"], ["/"], [")", "-"], [".", "-"]):
            return False
        neighbour = self.numbers[other]
        if between == ["/"]:
            return False
        size = sum(len(t.text) for t in self.tokens[neighbour.first : neighbour.last])
        number = self.numbers[k]
        if neighbour.in_digits and number.in_digits and number.value > 200:
            return True
        if neighbour.broken or (neighbour.in_digits and size >= 3 and not _plausible(neighbour)):
            return True
        if between == ["-"] and _plausible(neighbour):
            beyond = other + step
            return 0 <= beyond < len(self.numbers) and self._touch(other, beyond)
        return between == ["-"] and glued(self.tokens, right.first)

    def _touch(self, a: int, b: int) -> bool:
        left, right = self.numbers[min(a, b)], self.numbers[max(a, b)]
        return [t.text for t in self.tokens[left.last : right.first]] == ["-"]

    def _pressure(self, k: int, unit: Unit) -> bool:
        """Whether it is one side of a fraction, a date or a blood pressure: 120/80."""
        if unit.given:
            return False
        for step in (-1, 1):
            other = k + step
            if not 0 <= other < len(self.numbers):
                continue
            left, right = sorted((self.numbers[k], self.numbers[other]), key=lambda n: n.first)
            between = [t.text for t in self.tokens[left.last : right.first]]
            if between == ["/"] or (between == ["over"] and not right.decimal):
                both = _plausible(left) and _plausible(right)
                same = both and (left.value < 50) == (right.value < 50)
                falls = left.value > right.value and not self.named
                whole = not (left.decimal or right.decimal)
                if between == ["over"] or (whole and (falls or not same)):
                    return True
        return False


def _plausible(number: Number) -> bool:
    return not number.broken and (34 <= number.value <= 43 or 93 <= number.value <= 110)
