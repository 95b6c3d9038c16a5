"""The content rules, in the order in which they are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.checks import (
    allowed_names,
    call_line,
    cause_lists,
    fact_ids,
    fact_words,
    forbidden_phrases,
    grounded_words,
    hedges,
    list_length,
    lookup_answers,
    medicine_answers,
    one_variation,
    own_words,
    plain_characters,
    reading_level,
    same_names,
    sentence_length,
    sms_length,
    urgent_order,
)
from bot.checks.content import Content
from bot.checks.fault import Fault

EVERY_RULE: dict[str, Callable[[Content], Iterator[Fault]]] = {
    module.__name__.rsplit(".", 1)[-1]: module.faults
    for module in (
        fact_ids,
        fact_words,
        grounded_words,
        hedges,
        allowed_names,
        own_words,
        forbidden_phrases,
        urgent_order,
        call_line,
        cause_lists,
        medicine_answers,
        lookup_answers,
        plain_characters,
        sms_length,
        sentence_length,
        list_length,
        reading_level,
        one_variation,
        same_names,
    )
}
