"""Decide about one number by itself: temperature, perhaps one, an impossible one, or none."""

from __future__ import annotations

from bot.understanding.temperature_context import looks_counted
from bot.understanding.temperature_elsewhere import belongs_elsewhere
from bot.understanding.temperature_message import Candidate, Message, Verdict, within
from bot.understanding.temperature_shapes import foreign
from bot.understanding.temperature_whole import said_of_a_person, whole_number
from bot.understanding.word_lists import temperature_words

_SMALLEST_NAMED = 10


def verdict_on(message: Message, k: int, c: Candidate) -> Verdict:
    """Return what number k of a message is, by its shape and the words around it."""
    if foreign(message, k) or belongs_elsewhere(message, k, c):
        return "no"
    if not c.plausible:
        return _implausible(message, c)
    verdict = _run_together(message, c) if c.run_together else _plausible(message, c)
    limits = message.rules.limits
    open_ended = limits.open_ended_c if c.scale == "C" else limits.open_ended_f
    if verdict == "certain" and c.bound == "above" and within(c.value, open_ended):
        return "ambiguous"  # "over 100" may be a fever or not
    return verdict


def _implausible(message: Message, c: Candidate) -> Verdict:
    """Say "implausible" only where the number is clearly said as a temperature."""
    if c.unit.scale:
        said = c.cue.sense == "stated" or c.cue.soft is not None or c.behind == "name"
        return "implausible" if said or message.topic or message.alone else "no"
    large = c.number.value >= _SMALLEST_NAMED
    if c.behind == "name" and large:
        return "implausible"
    if c.named and (large or c.number.decimal or c.unit.given):
        loose = message.word(c.number.first - 1) in temperature_words().loosens
        return "open" if loose else "implausible"
    if c.unit.degrees and message.alone:
        return "implausible"
    near = c.scale is not None and c.number.decimal
    return "implausible" if near and (message.alone or c.cue.sense == "stated") else "open"


def _run_together(message: Message, c: Candidate) -> Verdict:
    """ "temp 1014" is asked about."""
    said = message.topic and (c.cue.sense == "stated" or c.cue.soft is not None)
    asked = c.named or message.alone or c.unit.given or said
    return "ambiguous" if asked else "open"


def _plausible(message: Message, c: Candidate) -> Verdict:
    if c.unit.given:
        return _with_unit(message, c)
    if c.named:
        return "certain"
    if c.number.decimal:
        return _decimal(message, c)
    if c.cue.sense == "person":
        return said_of_a_person(message, c)
    if looks_counted(message.text, message.tokens, c.unit.end, message.rules):
        return "open"
    return whole_number(message, c)


def _with_unit(message: Message, c: Candidate) -> Verdict:
    """Degrees or a scale were said; "39F" may still be an age and a sex."""
    swapped = c.unit.scale == "F" and c.scale == "C"
    if swapped and not (c.unit.degrees or c.number.decimal):
        bracketed = message.word(c.number.first - 1) == "("
        if message.word(c.unit.end - 1) == "f" and (c.cue.sense == "person" or bracketed):
            return "no"
    if c.cue.sense == "scene":
        return "certain" if message.names or c.cue.soft else "ambiguous"
    return "certain"


def _decimal(message: Message, c: Candidate) -> Verdict:
    """A number like 101.8 needs no more to be taken as a temperature (DET-13)."""
    limits = message.rules.limits
    if c.cue.sense == "scene" and not c.cue.soft:
        return "ambiguous"
    if looks_counted(message.text, message.tokens, c.unit.end, message.rules):
        return "ambiguous"
    sure = within(c.value, limits.decimal_c) or within(c.value, limits.decimal_f)
    cued = c.cue.sense in ("name", "stated", "person") or c.cue.soft is not None
    return "certain" if sure or cued else "ambiguous"
