"""Tell from its shape that a number is no temperature: times, dates, telephone numbers."""

from __future__ import annotations

from bot.understanding.number import Number, in_scale
from bot.understanding.temperature_message import Message
from bot.understanding.temperature_tokens import glued
from bot.understanding.word_lists import temperature_words

_MONEY = frozenset({"$", "€", "£"})
_PHONE_JOINTS: tuple[list[str], ...] = ([], ["-"], [")"], [")", "-"], [".", "-"])
_LONGEST_READING = 200
_MINUTES = 2


def foreign(message: Message, k: int) -> bool:
    """Tell whether number k is part of something else by the way it is written."""
    number = message.numbers[k]
    if number.broken or not number.in_digits:
        return number.broken
    if _signed(message, number) or _letters_before(message, number) or _age(message, number):
        return True
    if message.units[k].given:
        return False
    beside = [other for other in (k - 1, k + 1) if 0 <= other < len(message.numbers)]
    return _letters_after(message, number) or any(
        _telephone(message, k, other) or _pressure(message, k, other) for other in beside
    )


def _letters_before(message: Message, number: Number) -> bool:
    """Whether letters touch it: "CD38", "B12", "covid-19"; "T38.9" is fine."""
    i = number.first
    if glued(message.tokens, i) and message.word(i - 1) == "-":
        i -= 1
    word = message.word(i - 1)
    if not (glued(message.tokens, i) and word.isalpha()):
        return False
    named = message.rules.before.is_phrase(word) in ("name", "short_name")
    return not (named or word in temperature_words().glued_before or word in message.rules.scales)


def _letters_after(message: Message, number: Number) -> bool:
    """Whether letters touch it that are no unit: "38w", "101st"."""
    word = message.word(number.last)
    touches = glued(message.tokens, number.last)
    return touches and (
        word == "_" or (word.isalpha() and word not in temperature_words().glued_after)
    )


def _age(message: Message, number: Number) -> bool:
    """Whether it is the 41 of "my sister (41)"."""
    person = message.word(number.first - 2) in message.rules.people
    return person and message.word(number.first - 1) == "(" and number.value < 100


def _signed(message: Message, number: Number) -> bool:
    """Whether a sign makes it money, a share, a power, a time, or a telephone number."""
    before, after = message.word(number.first - 1), message.word(number.last)
    if before in _MONEY | {"#", "^", "_", "№"} or after in _MONEY | {"%", "^", "@", "‰"}:
        return True
    touches = glued(message.tokens, number.first)
    if before == "+" and touches and not number.decimal:
        return True
    return _of_the_clock(message, number)


def _of_the_clock(message: Message, number: Number) -> bool:
    """Whether it is the hours or the minutes of 12:00."""
    before, first = message.word(number.first - 1), number.first
    if before == ":" and glued(message.tokens, first):
        return glued(message.tokens, first - 1) and message.word(first - 2).isdigit()
    after = message.word(number.last + 1)
    touches = glued(message.tokens, number.last) and glued(message.tokens, number.last + 1)
    return message.word(number.last) == ":" and touches and len(after) == _MINUTES


def _joint(message: Message, k: int, other: int) -> tuple[Number, Number, list[str]]:
    """Return two neighbouring numbers in their order, and what stands between them."""
    left, right = message.numbers[min(k, other)], message.numbers[max(k, other)]
    return left, right, [token.text for token in message.tokens[left.last : right.first]]


def _telephone(message: Message, k: int, other: int) -> bool:
    """Whether it stands in a row of digits, like a telephone number or a date."""
    number, beside = message.numbers[k], message.numbers[other]
    _, right, between = _joint(message, k, other)
    if between not in _PHONE_JOINTS or message.word(beside.last) == "/":
        return False
    if _of_the_clock(message, beside):
        return False
    digits = sum(len(t.text) for t in message.tokens[beside.first : beside.last])
    if beside.in_digits and number.value > _LONGEST_READING:
        return True
    if beside.broken or (beside.in_digits and digits >= 3 and not _reading_like(beside)):
        return True
    if between != ["-"]:
        return False
    if not _reading_like(beside):
        return glued(message.tokens, right.first)
    beyond = 2 * other - k
    return 0 <= beyond < len(message.numbers) and _joint(message, other, beyond)[2] == ["-"]


def _pressure(message: Message, k: int, other: int) -> bool:
    """Whether it is one side of a fraction, a date or a blood pressure: 120/80."""
    left, right, between = _joint(message, k, other)
    if between == ["over"]:
        return not (left.decimal or right.decimal)
    if between != ["/"] or left.decimal or right.decimal or _of_the_clock(message, right):
        return False
    falls = left.value > right.value and not message.names
    same = _reading_like(left) and _reading_like(right) and (left.value < 50) == (right.value < 50)
    return falls or not same


def _reading_like(number: Number) -> bool:
    return not number.broken and in_scale(number.value)
