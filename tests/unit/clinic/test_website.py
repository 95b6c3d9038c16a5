"""The website's section of clinic.yml."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic.errors import ClinicError
from clinic.settings import load_clinic


def loaded(tmp_path: Path, website: str) -> object:
    path = tmp_path / "clinic.yml"
    path.write_text(f"website:\n{website}\n")
    return load_clinic(path).website


def test_an_origin_is_kept_as_browsers_write_it(tmp_path: Path) -> None:
    found = loaded(tmp_path, "  origins: ['https://WWW.clinic.example:443', 'http://localhost:80']")
    assert found.origins == ("https://www.clinic.example", "http://localhost")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "origin",
    [
        "http://www.clinic.example",
        "https://www.clinic.example/chat",
        "www.clinic.example",
        "https://*.clinic.example",
        "*",
        "null",
        "https://clinic.example; script-src *",
    ],
)
def test_what_is_no_origin_is_refused_with_the_remedy(tmp_path: Path, origin: str) -> None:
    with pytest.raises(ClinicError, match=r"website.origins.*write a list such as"):
        loaded(tmp_path, f"  origins: ['{origin}']")


@pytest.mark.parametrize("count", ["-1", "9", "many"])
def test_a_count_of_proxies_is_a_small_number(tmp_path: Path, count: str) -> None:
    with pytest.raises(ClinicError, match=r"website\.trusted_proxies"):
        loaded(tmp_path, f"  trusted_proxies: {count}")
