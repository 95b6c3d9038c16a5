"""Which intent a text has, and the parts of it: what an `IntentModel` makes of a whole message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.understanding.intent_model import RANKING_LENGTH, IntentModel, Prediction
from bot.understanding.passages import Passage, passages
from bot.understanding.sentence_encoder import Vectors
from bot.understanding.sentences import halves, questions, statements
from bot.understanding.spelled import as_read

FALLBACK = "nlu_fallback"
SURE_OF_A_QUESTION = 0.5
NOTHING = Prediction([(FALLBACK, 1.0)], 0.0)


@dataclass(frozen=True)
class IntentReader:
    """Reads texts with `model`; without one, every text is like nothing learnt.

    `encode` gives a text's vectors, shape [768]; a text less familiar than `threshold` falls back.
    """

    model: IntentModel | None
    encode: Callable[[str], Vectors]
    threshold: float

    def predict(self, text: str) -> Prediction:
        """Rank the intents of a text, `nlu_fallback` first where nothing learnt is near."""
        if self.model is None or not text.strip():
            return NOTHING
        text = as_read(text)
        found = self.model.predict(text, self.encode(text))
        if found.familiarity >= self.threshold:
            return found
        fallback = (FALLBACK, 1.0 - found.familiarity)
        return Prediction([fallback, *found.ranking], found.familiarity)

    def questions(self, text: str) -> list[str]:
        """Return the likely topic of each question in a message of several."""
        each = [self.predict(question).ranking[0] for question in questions(text)]
        found = [topic for topic, chance in each if chance >= SURE_OF_A_QUESTION]
        return found if len(set(found)) > 1 else self._of_halves(text) or found

    def _of_halves(self, text: str) -> list[str]:
        """Return the two topics of "must I wash my hands and keep away from crowds", else nothing.

        Both are to be surely asked in their half, and to be heard in the whole.
        """
        splits = list(halves(text))
        heard = dict(self.predict(text).ranking[:RANKING_LENGTH]) if splits else {}
        for parts in splits:
            tops = [self.predict(part).ranking[0] for part in parts]
            sure = all(chance >= SURE_OF_A_QUESTION for _, chance in tops)
            topics = [topic for topic, _ in tops]
            if sure and topics[0] != topics[1] and set(topics) <= set(heard):
                return topics
        return []

    def beside(self, text: str) -> tuple[str, Prediction] | None:
        """Read what is said beside a question as if it stood alone; None without such a part."""
        said = statements(text)
        return (said, self.predict(said.strip())) if said else None

    def passages(self, text: str) -> list[tuple[Passage, Prediction]]:
        """Read what is said in one go beside a question, each as if it stood alone."""
        return [(one, self.predict(one.text)) for one in passages(text)]
