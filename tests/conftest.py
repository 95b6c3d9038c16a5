"""What all tests share: one trained model, and one running server for those that only talk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import Nia, running


@pytest.fixture(scope="session")
def trained_model() -> Path:
    """The model of today's data, trained at most once per run."""
    from bot.training import trained_model

    return trained_model()


@pytest.fixture(scope="session")
def nia(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nia]:
    """A running server without a clinic file."""
    folder = tmp_path_factory.mktemp("nia")
    with running(folder, NIA_CLINIC_FILE=str(folder / "none.yml")) as server:
        yield server
