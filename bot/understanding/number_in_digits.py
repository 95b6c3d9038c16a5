"""Read numbers that begin with digits; tell dates and telephone numbers from them."""

from __future__ import annotations

from decimal import Decimal

from bot.understanding.number import MAX_DECIMALS, Number, with_decimals
from bot.understanding.number_fraction import with_fraction
from bot.understanding.temperature_tokens import Token, glued, text_at


def number_in_digits(tokens: list[Token], i: int, stops: frozenset[str]) -> Number:
    """Read a number that starts with digits at token i."""
    run = tokens[i].text
    if len(run) > 4 or (len(run) > 1 and run[0] == "0"):
        return Number(Decimal(0), i, i + 1, False, True, broken=True)
    end = i + 1
    fraction = ""
    j = end
    while j < len(tokens) and j - end < 2 and glued(tokens, j) and tokens[j].text in ".,'°":
        j += 1
    if j > end and glued(tokens, j) and text_at(tokens, j).isdigit():
        fraction = tokens[j].text
        sign = tokens[end].text
        more = glued(tokens, j + 1) and text_at(tokens, j + 1) in ".,/:"
        chained = more and glued(tokens, j + 2) and text_at(tokens, j + 2).isdigit()
        thousands = sign != "." and len(fraction) == 3
        if (chained and text_at(tokens, j + 1) != "/") or thousands or len(fraction) > MAX_DECIMALS:
            return _broken(tokens, i)
        return Number(with_decimals(int(run), fraction), i, j + 1, True, True)
    return with_fraction(tokens, i, int(run), end, True, stops)


def _broken(tokens: list[Token], i: int) -> Number:
    """Swallow a chain like 10.12.2038 or 38,500 as one thing that is no temperature."""
    end = i + 1
    while end < len(tokens) and glued(tokens, end):
        text = tokens[end].text
        if not (text.isdigit() or text in ".,/:'"):
            break
        end += 1
    return Number(Decimal(0), i, end, False, True, broken=True)
