"""The answers that depend on the names in a message: which variable is answered by what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.answers.cause_answer import answer_causes
from bot.answers.measure_answer import answer_measures
from bot.answers.sign_answer import answer_signs
from bot.answers.wording import Values
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.mention import Mention

QUESTIONS = ("cause_answer", "sign_answer", "measure_answer")


def lookup_answer(
    question: str,
    text: str,
    mentions: Sequence[Mention],
    findings: Iterable[Mapping[str, Any]],
    knowledge: Knowledge,
    words: Values,
) -> str:
    """Answer one kind of question about the names in a message.

    Args:
        question: one of QUESTIONS: the variable of the response that is to be filled.
        text: the message.
        mentions: what `look_up` found in it.
        findings: the findings of its verdict.
        knowledge: the knowledge that the mentions are of.
        words: the variables of `Phrases.variables`.
    """
    if question == "cause_answer":
        return answer_causes(text, mentions, knowledge, words)
    if question == "sign_answer":
        return answer_signs(text, mentions, findings, knowledge, words)
    return answer_measures(mentions, knowledge, words)
