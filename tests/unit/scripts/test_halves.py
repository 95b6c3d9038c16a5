"""Every test runs in one half of `make test`."""

from __future__ import annotations

import pytest

from tests.halves import IN_BOTH, SECOND, TESTS, belongs

FILES = sorted(TESTS.rglob("test_*.py"))


def test_no_file_is_left_out_and_only_one_is_run_twice() -> None:
    taken = {path: [half for half in (1, 2) if belongs(path, half)] for path in FILES}
    assert all(taken.values())
    assert [path for path, in_halves in taken.items() if len(in_halves) > 1] == [IN_BOTH]
    assert {half for in_halves in taken.values() for half in in_halves} == {1, 2}


@pytest.mark.parametrize("path", [IN_BOTH, *SECOND])
def test_what_is_named_is_there(path: object) -> None:
    assert path in {*FILES, *(parent for file in FILES for parent in file.parents)}
