"""Which half of the run a test belongs to: both go side by side, one to a core (`make test`)."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).resolve().parent
SERVICES = TESTS / "services"
IN_BOTH = SERVICES / "test_no_personal_data_anywhere.py"
"""Looks at what its own half produced."""
SECOND = (SERVICES / "website", SERVICES / "test_random_walks.py")
"""Of the services; with everything that is no service the halves take about as long."""


def belongs(path: Path, half: int) -> bool:
    """Say whether a test file is run in a half, 1 or 2; every file is in one at least."""
    if path == IN_BOTH:
        return True
    is_first = SERVICES in path.parents and not any(path.is_relative_to(one) for one in SECOND)
    return is_first == (half == 1)
