"""What is learnt from examples: what is familiar, and how little of them is kept."""

from __future__ import annotations

import numpy as np

from bot.understanding.intent_model import IntentModel
from bot.understanding.intent_trainer import MOST, train
from bot.understanding.sentence_encoder import WIDTH, Vectors

INTENTS = ("greet", "thank", "goodbye", "repeat", "deny")


def vectors(count: int, seed: int) -> Vectors:
    """Return pairs of vectors of length 1 that point much the same way, as the encoder's do."""
    made = np.random.default_rng(seed).normal(size=(count, 2, WIDTH)) + 2
    made /= np.linalg.norm(made, axis=2, keepdims=True)
    return made.reshape(count, 2 * WIDTH).astype(np.float32)


def learnt(each: int) -> tuple[IntentModel, Vectors]:
    """Learn so many examples of each intent; their texts are all different."""
    intents = [intent for intent in INTENTS for _ in range(each)]
    given = vectors(len(intents), seed=1)
    return train([f"text {i}" for i in range(len(intents))], intents, given), given


def test_an_example_is_as_familiar_as_its_intent_is_likely() -> None:
    model, given = learnt(each=20)
    for number in (0, 30, 99):
        seen = model.predict(f"text {number}", given[number])
        assert abs(seen.familiarity - seen.ranking[0][1] ** 0.5) < 1e-4


def test_what_only_shares_the_direction_of_all_is_not_familiar() -> None:
    model, given = learnt(each=20)
    strange = vectors(1, seed=2)[0]
    assert float(strange[:WIDTH] @ given[0, :WIDTH]) > 0.7
    assert model.predict("another", strange).familiarity < 0.3


def test_the_mean_of_all_is_like_nothing() -> None:
    model, given = learnt(each=20)
    assert model.predict("another", given.mean(axis=0)).familiarity < 0.1


def test_of_many_examples_some_are_kept_evenly() -> None:
    model, _ = learnt(each=MOST + 100)
    assert np.diff(model.starts).tolist() == [MOST] * len(INTENTS)
    assert len(model.examples) == MOST * len(INTENTS)
    assert np.allclose(np.linalg.norm(model.examples, axis=1), 1, atol=1e-5)
