"""The model is trained anew when anything that it is made from has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot import training
from tests.server import ROOT


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the ingredients, for a change to be made in it."""
    for name in ("bot", *training.INGREDIENTS):
        source = ROOT / name
        if source.is_dir():
            skipped = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, tmp_path / name, dirs_exist_ok=True, ignore=skipped)
        else:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    "changed", ["data/nlu/causes.yml", "data/encoder/adapters.npz", "config.yml", "domain.yml"]
)
def test_another_ingredient_makes_another_model(copy: Path, changed: str) -> None:
    before = training.fingerprint(copy)
    assert before == training.fingerprint(ROOT)
    with (copy / changed).open("ab") as file:
        file.write(b"\n")
    assert training.fingerprint(copy) != before


@pytest.mark.parametrize("changed", ["data/knowledge/facts.yml", "data/evidence/weights.yml"])
def test_what_is_read_at_start_needs_no_training(copy: Path, changed: str) -> None:
    before = training.fingerprint(copy)
    with (copy / changed).open("ab") as file:
        file.write(b"\n")
    assert training.fingerprint(copy) == before
