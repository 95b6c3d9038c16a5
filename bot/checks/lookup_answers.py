"""GRD-3, GRD-5, GRD-12: each look-up answer, asked for by name, keeps the rules as a whole.

The pieces in `lookups.yml` are checked by the other rules; here they are put together for every
cause, drug, brand and sign of `data/knowledge`, and for every name that the page does not list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.answers.lookup_answers import lookup_answer
from bot.checks import call_line, forbidden_phrases, list_length, own_words, sentence_length
from bot.checks.content import Content
from bot.checks.fault import Fault
from bot.checks.medicine_answers import DRUG
from bot.checks.patterns import pattern
from bot.checks.text import Text
from bot.knowledge.entities import Brand, Cause, Drug, Entity, Outsider, Sign
from bot.knowledge.mention import Mention, kind_of

FILE = "data/responses/lookups.yml"
WHOLE_ANSWERS = (forbidden_phrases, list_length, own_words, sentence_length)
HEDGED = pattern("possible|may|can|common|some")
ON_PAGE = pattern("page|list")
ASK_FIRST = pattern("not stop ... without asking ... first|not stop ... ask ... doctor first")
NO_CLAIM = pattern("cannot say yes or no|only as something that one kind of medicine")


def faults(content: Content) -> Iterator[Fault]:
    """Yield what is wrong with the answer to 'can X cause it?' and 'is X a sign?' for every X."""
    answers = {
        text: entity for entity in content.knowledge.entities() for text in asked(entity, content)
    }
    for rule in WHOLE_ANSWERS:
        yield from rule.faults(replace(content, texts=tuple(answers)))
    of_signs = tuple(text for text, entity in answers.items() if isinstance(entity, Sign))
    yield from call_line.faults(replace(content, texts=of_signs))
    for text, entity in answers.items():
        yield from _faults_of(text, entity, content)


def asked(entity: Entity, content: Content) -> Iterator[Text]:
    """Yield the answer about one name, for each kind of reader."""
    question = "sign_answer" if isinstance(entity, Sign) else "cause_answer"
    mention = Mention(entity.id, kind_of(entity), entity.name, entity.name, 0, len(entity.name))
    for reader, values in content.samples.items():
        words = lookup_answer(question, entity.name, [mention], [], content.knowledge, values)
        yield Text(f"about {entity.name} ({reader})", FILE, words)


def _faults_of(text: Text, entity: Entity, content: Content) -> Iterator[Fault]:
    if isinstance(entity, Cause | Drug | Brand | Sign):
        if entity.name.lower() not in text.words.lower() and not isinstance(entity, Cause):
            yield Fault(text.where, "does not name what was asked about.")
        if not (HEDGED.search(text.words) and ON_PAGE.search(text.words)):
            yield Fault(text.where, "is too firm; say that it is on the page, and 'may'.")
    cause = content.knowledge.cause_of(entity.id)
    prescribed = cause and DRUG.fullmatch(cause.fact)
    if prescribed and not ASK_FIRST.search(text.words):
        yield Fault(text.where, "must say not to stop a medicine without asking first.")
    if isinstance(entity, Outsider) and not NO_CLAIM.search(text.words):
        yield Fault(text.where, "must say neither yes nor no; the page does not list it.")
