"""Numbers that are no phone numbers: times, dates, readings, blood counts, numbers of records."""

from __future__ import annotations

import re

BLANK = "|"
"""Stands for each character that was blanked out; no part of any number."""

# What may stand between a name and its number ("number is", "was", ":"), at most three of them.
_LINK = r"(?:[\s:=#.]{0,3}\b(?:numbers?|num|no|nr|id|code|card|is|are|was|were|of|at|on)\b){0,3}"
_TO_IT = r"[\s:=#.]{0,4}"
_CELSIUS_OR_FAHRENHEIT = r"(?:3[4-9]|4[0-3]|9\d|10\d|11[0-3])(?!\d)"
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_NOT_AFTER_A_GROUP = r"(?<!\d)(?<!\d[./-])"
_NOT_BEFORE_A_GROUP = r"(?!\d|[./-]\d)"
_MONTH_NAMES = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"

_OTHERS = re.compile(
    "|".join(
        (
            # 12:30, 12:30:05, 6 pm, 6.30pm, 6 o'clock
            r"(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?!\d)",
            r"(?<!\d)(?:0?[1-9]|1[0-2])(?:\.\d\d)?\s?(?:[ap]\.?m\b|o'?clock\b)",
            # 2026-01-31, 31.01.2026, 1/31/26, 31 01 2026, January 31 2026
            rf"(?<!\d){_YEAR}(?P<iso>[./-]){_MONTH}(?P=iso){_DAY}{_NOT_BEFORE_A_GROUP}",
            rf"{_NOT_AFTER_A_GROUP}(?:{_DAY}(?P<dmy>[./-]){_MONTH}|{_MONTH}(?P<mdy>[./-]){_DAY})"
            rf"(?:(?P=dmy)|(?P=mdy))(?:{_YEAR}|\d\d){_NOT_BEFORE_A_GROUP}",
            rf"(?<!\d)(?<!\d[ ./-]){_DAY} {_MONTH} {_YEAR}(?! ?\d|[./-]\d)",
            rf"\b(?:{_MONTH_NAMES})[a-z]{{0,6}}\.?\s(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s)?{_YEAR}(?!\d)",
            # 38.5, 38,5, 0.5; 101 F, 39 degrees; "temp 101", "fever of 39"
            rf"{_NOT_AFTER_A_GROUP}(?<!\d,)\d{{1,3}}[.,]\d\d?(?![.,]\d){_NOT_BEFORE_A_GROUP}",
            rf"(?<!\d){_CELSIUS_OR_FAHRENHEIT}\s?(?:[°º]|deg(?:rees?)?\b|[cf]\b)",
            rf"\b(?:temps?|temperatures?|fever|readings?){_LINK}{_TO_IT}{_CELSIUS_OR_FAHRENHEIT}"
            rf"(?:[ ,]{{1,2}}{_CELSIUS_OR_FAHRENHEIT}(?![./-]\d))*",
            # 120/80
            r"(?<![\d/.-])(?:[6-9]\d|[12]\d\d)/\d{2,3}(?![\d/])",
            # "platelets 150 000", "counts were 500 1200 800"; 4500000 cells, 4500000/mcL, 4 x10^9
            r"\b(?:anc|[wr]bcs?|(?:white|red)(?: blood)? cells?|neutrophils?|neuts|platelets?|plts?"
            rf"|counts?|leu[ck]ocytes|ha?emoglobin|hb|hgb)\b{_LINK}{_TO_IT}"
            r"\d(?:[\d.,]{0,15}\d)?(?: \d{1,4}(?!\d))*",
            r"(?<![\d.,])\d[\d.,]{0,15}\s?(?:cells?\b|%|/\s?(?:[uµμ]|mc|mm)?l\b|/\s?mm"
            r"|m?c?g\b|ml\b|[x\u00d7*]\s?10\s?(?:\^|\*\*|e|\d{0,2}\s?/))",
            # "my hospital number is 1234567", "MRN 1234567", "born 31011980"
            rf"\b(?:(?:hospital|nhs|medical|records?|patient|account|policy|insurance|member"
            r"|medicare|medicaid|social security|passport|zip|post ?code|id)"
            r"(?=[\s:=#.]{0,3}\b(?:number|num|no|nr|id|code|card|is)\b|\s?[:=#])"
            rf"|mrn|ssn){_LINK}{_TO_IT}[a-z]{{0,3}}-?\d(?:[ /.-]?\d){{0,15}}",
            rf"\b(?:dob|date of birth|born|birthday){_LINK}{_TO_IT}"
            r"(?:\d{6,8}(?!\d)|\d\d?(?P<born>[ /.-])\d\d?(?P=born)(?:19|20)?\d\d(?!\d))",
        )
    ),
    re.IGNORECASE,
)


def without_other_numbers(text: str) -> str:
    """Return `text` of the same length, with what is surely no phone number blanked out."""
    return _OTHERS.sub(lambda found: BLANK * len(found[0]), text)
