"""What a message says in one go, between its questions and the ends of its lines.

"Mouth drooping since he woke. My textbook says it is a stroke. What causes neutropenia?" holds a
report and what leads up to the question; judged together they are neither (DET-1).
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.understanding.sentences import asks, parts, statements

MOST = 6  # passages that are looked at; each costs a sentence vector
MOST_WORDS = 40  # in one of them: what is as long as that is heard in the whole message


@dataclass(frozen=True)
class Passage:
    """Some of a message's statements; ``torn``: one sentence out of several said in one go."""

    text: str
    torn: bool = False


def passages(text: str) -> list[Passage]:
    """Return what is said in one go beside a question, where `statements` does not give it.

    Of several sentences in one go also all but the first, all but the last, and each alone.
    """
    said, asked = _statements(text)
    runs = _runs(said, text)
    known = bool(statements(text))
    if not asked or (known and len(said) < 2):
        return []
    found = [Passage(_between(run, text)) for run in runs if len(runs) > 1 or not known]
    for run in runs:
        if len(run) > 2:
            found += [Passage(_between(some, text)) for some in (run[:-1], run[1:])]
        if len(run) > 1:
            found += [Passage(_between([one], text), torn=True) for one in run]
    return [one for one in found if len(one.text.split()) <= MOST_WORDS][:MOST]


def _statements(text: str) -> tuple[list[tuple[int, int, int]], bool]:
    """Return number, start and end of each statement, and whether anything is asked."""
    numbered = [(number, *part) for number, part in enumerate(parts(text))]
    said = [one for one in numbered if not _is_question(text[one[1] : one[2]])]
    return said, len(said) < len(numbered)


def _is_question(part: str) -> bool:
    """Say whether a part asks, however few words it has: "myelofibrosis?"."""
    return asks(part) or part.endswith("?")


def _runs(said: list[tuple[int, int, int]], text: str) -> list[list[tuple[int, int, int]]]:
    """Put together the statements between which nothing is asked and no line ends."""
    runs: list[list[tuple[int, int, int]]] = []
    for one in said:
        last = runs[-1][-1] if runs else None
        if last and last[0] == one[0] - 1 and "\n" not in text[last[2] : one[1]]:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _between(run: list[tuple[int, int, int]], text: str) -> str:
    return text[run[0][1] : run[-1][2]]
