"""The finder as a spaCy pipeline: findings as labelled spans, to use, test and look at.

    nlp = spacy_pipeline.pipeline()
    doc = nlp("no fever, but my mum has the chills")
    [(span.text, span.label_, span._.assertion) for span in doc.spans["findings"]]
    displacy.serve(doc, style="span", options={"spans_key": "findings"})

spaCy's own `Matcher` was too slow for the rules (600 patterns, 9 ms a message), so the component
runs the compiled patterns of finder.py; spaCy adds about 0.1 ms (benchmarks/understanding.py).
No future annotations here: spaCy reads those of its factories.
The tokenizer is the finder's, so a finding always begins and ends with a token.
"""

from collections.abc import Callable
from functools import lru_cache
from itertools import zip_longest

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from bot.understanding.analysis import analyse
from bot.understanding.finder import find
from bot.understanding.findings import Finding

COMPONENT = "nia_findings"
TOKENIZER = "nia_tokenizer"
SPANS = "findings"  # the key of doc.spans
EXTENSIONS = ("kind", "assertion", "experiencer")  # str each, of every span


def words_and_spaces(text: str) -> tuple[list[str], list[bool]]:
    """Cut a text as the rules see it, with nothing lost: joined again it is the same text."""
    words: list[str] = []
    spaces: list[bool] = []
    tokens = analyse(text).tokens  # taken apart once, for the finder too
    if not tokens or tokens[0].start:
        _add_gap(words, spaces, text[: tokens[0].start if tokens else len(text)])
    for token, following in zip_longest(tokens, tokens[1:]):
        words.append(text[token.start : token.end])
        spaces.append(False)
        _add_gap(words, spaces, text[token.end : following.start if following else len(text)])
    return words, spaces


def _add_gap(words: list[str], spaces: list[bool], gap: str) -> None:
    """Add what stands between two tokens: one space belongs to the token before it."""
    if gap.startswith(" ") and spaces:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)


class FinderTokenizer:
    """Makes a `Doc` whose tokens are those of the rules."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the text as a `Doc`; `doc.text == text` always holds."""
        words, spaces = words_and_spaces(text)
        return Doc(self.vocab, words=words, spaces=spaces)


@spacy.registry.tokenizers(TOKENIZER)
def make_tokenizer() -> Callable[[Language], Callable[[str], Doc]]:
    """Return what spaCy calls to make the tokenizer of a pipeline."""

    def of(nlp: Language) -> Callable[[str], Doc]:
        return FinderTokenizer(nlp.vocab)

    return of


@Language.factory(COMPONENT, retokenizes=False)
def make_component(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Return the component that sets `doc.spans["findings"]` and `doc._.findings`."""
    for extension in EXTENSIONS:
        if not Span.has_extension(extension):
            Span.set_extension(extension, default=None)
    if not Doc.has_extension(SPANS):
        Doc.set_extension(SPANS, default=())
    return add_findings


def add_findings(doc: Doc) -> Doc:
    """Run the finder on a document and keep what it found as labelled spans."""
    found = find(doc.text)
    doc._.findings = tuple(found)
    doc.spans[SPANS] = [_span(doc, finding) for finding in found]
    return doc


def _span(doc: Doc, finding: Finding) -> Span:
    """Return a finding as a span; with another tokenizer it is widened to whole tokens."""
    span = doc.char_span(finding.start, finding.end, label=finding.concept, alignment_mode="expand")
    span._.kind = finding.kind
    span._.assertion = finding.assertion.value
    span._.experiencer = finding.experiencer.value
    return span


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """Return a blank English pipeline with the finder in it, made once."""
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    nlp.add_pipe(COMPONENT)
    return nlp


def find_spans(text: str) -> list[Finding]:
    """Return the findings of a message, found through the pipeline; the same as `find`."""
    return list(pipeline()(text)._.findings)
