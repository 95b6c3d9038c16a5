"""The settings that the actions read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from actions import team as team_module

Settings = Callable[..., Path]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Set the environment, with a clinic file of these contents; the database is returned."""

    def set_up(clinic: str = "", database: str | None = None) -> Path:
        (tmp_path / "clinic.yml").write_text(clinic)
        path = tmp_path / "alerts.db"
        monkeypatch.setenv("NIA_CLINIC_FILE", str(tmp_path / "clinic.yml"))
        monkeypatch.setenv("NIA_ALERTS_DB_URL", database or f"sqlite:///{path}")
        team_module.team.cache_clear()
        return path

    yield set_up
    team_module.team.cache_clear()
