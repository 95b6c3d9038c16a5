"""Words of a message with their offsets, contractions taken apart and shorthand spelt out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.normalise import normalise

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,']\d+)?)"
    r"|(?P<cjk>[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3])"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*'?)"
    r"|(?P<space>\s+)"
    r"|(?P<mark>.)",
    re.DOTALL,
)
SUFFIXES = {
    "n't": "not",
    "'m": "am",
    "'re": "are",
    "'ve": "have",
    "'ll": "will",
    "'d": "would",
    "'s": "'s",
}
# Written without the apostrophe, or run together: where to cut, and what the parts mean.
_RUN_TOGETHER: dict[str, tuple[tuple[str, str], ...]] = {
    "im": (("i", "i"), ("m", "am")),
    "ive": (("i", "i"), ("ve", "have")),
    "hes": (("he", "he"), ("s", "'s")),
    "shes": (("she", "she"), ("s", "'s")),
    "theyre": (("they", "they"), ("re", "are")),
    "theyve": (("they", "they"), ("ve", "have")),
    "weve": (("we", "we"), ("ve", "have")),
    "youre": (("you", "you"), ("re", "are")),
    "youve": (("you", "you"), ("ve", "have")),
    "thats": (("that", "that"), ("s", "'s")),
    "theres": (("there", "there"), ("s", "'s")),
    "whats": (("what", "what"), ("s", "'s")),
    "wheres": (("where", "where"), ("s", "'s")),
    "itll": (("it", "it"), ("ll", "will")),
    "cannot": (("can", "can"), ("not", "not")),
    "gonna": (("gon", "going"), ("na", "to")),
    "gotta": (("got", "got"), ("ta", "to")),
    "wanna": (("wan", "want"), ("na", "to")),
    "dunno": (("du", "not"), ("nno", "know")),
    "nothings": (("nothing", "nothing"), ("s", "'s")),
}
_NEGATED = {
    **{stem + "nt": (stem, stem) for stem in (
        "do", "does", "did", "is", "was", "are", "were", "has", "have", "had", "would", "could",
        "should", "need", "must",
    )},
    "cant": ("ca", "can"),
    "wont": ("wo", "will"),
    "aint": ("ai", "is"),
    "shant": ("sha", "shall"),
    # Scots: didnae, dinnae, cannae
    **{stem + "nae": (stem, stem) for stem in (
        "does", "did", "is", "was", "are", "were", "has", "have", "had", "would", "could",
        "should",
    )},
    "dinnae": ("din", "do"),
    "dinna": ("din", "do"),
    "didna": ("did", "did"),
    "havena": ("have", "have"),
    "hasna": ("has", "has"),
    "cannae": ("can", "can"),
    "canna": ("can", "can"),
    "winnae": ("win", "will"),
}  # fmt: skip
_IRREGULAR_STEMS = {"ca": "can", "wo": "will", "ai": "is", "sha": "shall"}


@dataclass(frozen=True)
class Token:
    """One word or mark; ``start`` and ``end`` are character offsets, ``norm`` how rules see it."""

    text: str
    norm: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """Split ``text`` into tokens, in linear time; spaces go, line ends stay as marks."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(normalise(text)):
        kind, piece, start = match.lastgroup, match.group(), match.start()
        if kind == "space":
            if "\n" in piece:
                tokens.append(Token("\n", ".", start, match.end()))
        elif kind == "word":
            tokens.extend(_word(piece, start))
        else:
            tokens.append(Token(piece, piece, start, match.end()))
    return tokens


def _word(piece: str, start: int) -> list[Token]:
    """Take a word apart where it is two words in one."""
    lower = piece.lower().rstrip("'")
    parts: tuple[tuple[str, str], ...]
    if lower in _RUN_TOGETHER:
        parts = _RUN_TOGETHER[lower]
    elif lower in _NEGATED:
        stem, meaning = _NEGATED[lower]
        parts = ((stem, meaning), (lower[len(stem) :], "not"))
    elif "'" in lower:
        parts = _apostrophe(lower)
    else:
        parts = ((lower, lower),)
    tokens, at = [], start
    for written, meaning in parts:
        end = at + len(written)
        tokens.append(Token(piece[at - start : end - start], meaning, at, end))
        at = end
    return tokens


def _apostrophe(lower: str) -> tuple[tuple[str, str], ...]:
    """Cut a contraction or a possessive before its apostrophe."""
    for suffix, meaning in SUFFIXES.items():
        if lower.endswith(suffix) and len(lower) > len(suffix):
            stem = lower[: -len(suffix)]
            return ((stem, _IRREGULAR_STEMS.get(stem, stem) if meaning == "not" else stem),
                    (suffix, meaning))  # fmt: skip
    return ((lower, lower.replace("'", "")),)
