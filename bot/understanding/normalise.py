"""One-to-one clean-up of what people type, so that offsets into the text stay true."""

from __future__ import annotations

import unicodedata

_MAP: dict[int, str] = {
    # apostrophes of phones and of other keyboards
    **dict.fromkeys(
        map(ord, "\u2018\u2019\u201b\u02bc\u02b9\u00b4\u0060\u2032\uff07\u055a\ua78c"), "'"
    ),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02"), '"'),
    # dashes and minus signs
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"), "-"),
    # things that mean "degree": masculine ordinal, ring above, zero superscript
    **dict.fromkeys(map(ord, "\u00ba\u02da\u2070\u1d52\u0e4f"), "\u00b0"),
    # decimal separators of other scripts
    **dict.fromkeys(map(ord, "\u066b\u060c\u3001\u02cc\u201a"), ","),
    **dict.fromkeys(map(ord, "\u3002\u0589\u06d4\u2024"), "."),
    ord("\u00bf"): " ",
    ord("\u00a1"): " ",
    ord("\u061f"): "?",
    ord("\u2044"): "/",
    ord("\u2215"): "/",
    ord("\u2026"): ".",
}


def normalise(text: str) -> str:
    """Return ``text`` with look-alike characters replaced, one for one.

    Curly apostrophes, full-width letters, odd spaces, dashes, look-alikes of the degree sign and
    digits of other scripts become their plain forms. ``len(normalise(text)) == len(text)`` always
    holds, so an offset into the result is an offset into what the person typed. Case is kept.
    Requirement: DET-7.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_one, text))


def _one(character: str) -> str:
    """Map one character to one character."""
    mapped = _MAP.get(ord(character))
    if mapped is not None:
        return mapped
    if character.isascii():
        return character if character >= " " or character in "\n\r" else " "
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in {"Zs", "Cf", "Cc"}:
        return " "
    if category in {"Zl", "Zp"}:
        return "\n"
    if character in "\u2103\u2109":  # the single-character units; one to one, so only the letter
        return "C" if character == "\u2103" else "F"
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character
