from pathlib import Path

import numpy as np
import pytest

from bot.understanding.sentence_encoder import MAX_TOKENS, WIDTH, SentenceEncoder, shared_encoder
from bot.weights import location

SENTENCES = [
    "I have had a fever since last night",
    "my temperature is high again",
    "how do you say neutropenia?",
]


# Of today's data/encoder/adapters.npz, to two digits; new ones are due after `make tune`.
SIMILARITIES = [[1.0, 0.56, 0.25], [0.56, 1.0, 0.36], [0.25, 0.36, 1.0]]


def test_vectors_are_those_of_the_published_weights_with_their_corrections() -> None:
    vectors = shared_encoder().encode_all(SENTENCES)
    assert vectors.shape == (3, 2 * WIDTH)
    last = vectors[:, :WIDTH]
    assert last @ last.T == pytest.approx(np.array(SIMILARITIES), abs=0.03)


def test_a_vector_does_not_depend_on_what_was_encoded_before() -> None:
    alone = shared_encoder().encode(SENTENCES[0])
    assert np.array_equal(alone, shared_encoder().encode_all(SENTENCES[::-1])[2])


@pytest.mark.parametrize(
    "text",
    ["", "\U0001f600", "\u0442\u0435\u043c\u043f", "a" * 1000],
    ids=["empty", "emoji", "cyrillic", "long"],
)
def test_any_text_has_two_vectors_of_length_one(text: str) -> None:
    vectors = shared_encoder().encode(text).reshape(2, WIDTH)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_what_follows_the_last_token_is_left_out() -> None:
    encoder = shared_encoder()
    full = "cold " * MAX_TOKENS
    assert np.array_equal(encoder.encode(full), encoder.encode(full + "fever"))


def test_the_encoder_is_shared_in_a_process() -> None:
    assert shared_encoder() is shared_encoder()


def test_tampered_weights_are_refused(tmp_path: Path) -> None:
    for name in (location.MODEL_FILE, location.TOKENIZER_FILE, location.MANIFEST_FILE):
        (tmp_path / name).write_bytes((location.weights_dir() / name).read_bytes())
    SentenceEncoder(tmp_path)
    with (tmp_path / location.TOKENIZER_FILE).open("a") as tokenizer:
        tokenizer.write(" ")
    with pytest.raises(location.WeightsError, match=r"tokenizer\.json.*run make setup"):
        SentenceEncoder(tmp_path)


@pytest.mark.parametrize("manifest", ["", "[]", '{"files": 1}', "{"])
def test_a_broken_manifest_names_the_remedy(tmp_path: Path, manifest: str) -> None:
    (tmp_path / location.MANIFEST_FILE).write_text(manifest)
    with pytest.raises(location.WeightsError, match="run make setup"):
        location.read_manifest(tmp_path)


def test_missing_weights_name_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(location.WeightsError, match=r"missing.*run make setup"):
        SentenceEncoder(tmp_path)
