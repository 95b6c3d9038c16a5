"""What the content tests share: the project's texts, and one good text to spoil."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.checks.content import Content
from bot.checks.load import load_content

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content(ROOT)
