"""What all tests share: one trained model, and one running server for those that only talk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from careteam.report import Report
from tests.halves import IN_BOTH, belongs
from tests.produced import RUN
from tests.server import Nia, running

if TYPE_CHECKING:
    from bot.assistant import Assistant


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --half."""
    parser.addoption("--half", type=int, choices=(1, 2), help="run this half of the tests only")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep one half, and put the test that looks at what all others produced behind them."""
    if half := config.getoption("--half"):
        others = [item for item in items if not belongs(item.path, half)]
        items[:] = [item for item in items if belongs(item.path, half)]
        config.hook.pytest_deselected(items=others)
    items.sort(key=lambda item: item.path == IN_BOTH)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep what was logged while a test ran, and printed to stderr."""
    RUN.come_out(report.nodeid, report.caplog)
    RUN.come_out(report.nodeid, report.capstderr)


@pytest.fixture(scope="session", autouse=True)
def _what_reports_hold_is_noted() -> Iterator[None]:
    """Note the personal parts of every report that any test makes."""
    check = Report.__post_init__

    def noted(report: Report) -> None:
        check(report)
        if not report.test:
            RUN.say(report.conversation_id, report.message, report.contact)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Report, "__post_init__", noted)
        yield


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


@pytest.fixture(scope="module")
def assistant(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant inside the tests' own process, with a data folder of its own."""
    from actions.team import team
    from bot.assistant import load_assistant
    from bot.safety_texts import load_safety_texts
    from clinic.environment import Environment
    from clinic.settings import Clinic

    folder = tmp_path_factory.mktemp("assistant")
    with pytest.MonkeyPatch.context() as patch:
        # The actions read the environment themselves.
        patch.setenv("NIA_DATA_DIR", str(folder))
        patch.setenv("NIA_CLINIC_FILE", str(folder / "none.yml"))
        team.cache_clear()
        yield load_assistant(trained_model, Environment.from_environ(), load_safety_texts(Clinic()))
    team.cache_clear()
