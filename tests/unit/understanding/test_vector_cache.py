from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.understanding import vector_cache
from bot.understanding.sentence_encoder import Vectors
from bot.understanding.vector_cache import encode_new


class Encoder:
    """Gives each text a vector of its own, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([[len(text), ord(text[-1])] for text in texts], dtype=np.float32)


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_cache, "FEW", 2)


def test_only_texts_that_are_new_are_encoded_again(tmp_path: Path) -> None:
    encoder = Encoder()
    encode_new(["fever", "cough", "fever"], encoder, "one", tmp_path)
    encoder.asked.clear()
    found = encode_new(["cough", "chills", "fever"], encoder, "one", tmp_path)
    assert encoder.asked == ["chills"]
    assert np.array_equal(found, Encoder()(["cough", "chills", "fever"]))


def test_another_encoder_s_vectors_are_not_used_nor_kept(tmp_path: Path) -> None:
    encoder = Encoder()
    encode_new(["fever", "cough"], encoder, "one", tmp_path)
    encode_new(["fever", "cough"], encoder, "two", tmp_path)
    assert sorted(encoder.asked) == ["cough", "cough", "fever", "fever"]
    assert [file.name for file in tmp_path.iterdir()] == ["two.npz"]


def test_a_text_that_is_gone_is_not_kept(tmp_path: Path) -> None:
    encoder = Encoder()
    encode_new(["fever", "cough"], encoder, "one", tmp_path)
    encode_new(["fever", "fever"], encoder, "one", tmp_path)
    encode_new(["fever", "cough"], encoder, "one", tmp_path)
    assert encoder.asked.count("cough") == 2


def test_a_broken_file_costs_time_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "one.npz").write_bytes(b"PK half a file")
    found = encode_new(["fever", "cough"], Encoder(), "one", tmp_path)
    assert np.array_equal(found, Encoder()(["fever", "cough"]))


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    found = encode_new(["fever", "cough"], Encoder(), "one", tmp_path / "file" / "vectors")
    assert np.array_equal(found, Encoder()(["fever", "cough"]))


def test_few_texts_leave_what_is_kept_of_many(tmp_path: Path) -> None:
    encoder = Encoder()
    encode_new(["fever", "cough"], encoder, "one", tmp_path)
    encode_new(["chills"], encoder, "one", tmp_path)
    encoder.asked.clear()
    encode_new(["fever", "cough"], encoder, "one", tmp_path)
    assert encoder.asked == []
