"""The README shows what is there: variables, commands, files."""

from __future__ import annotations

import re

import pytest

from clinic.variables import markdown_table
from tests.server import ROOT

README = (ROOT / "README.md").read_text()


def test_the_variables_are_those_that_are_read() -> None:
    assert f"<!-- variables -->\n{markdown_table()}\n<!-- /variables -->" in README


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`?make ([a-z-]+)", README))))
def test_every_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.M)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_link_leads_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


@pytest.mark.parametrize("folder", sorted(set(re.findall(r"`([a-z_]+(?:/[a-z_]+)*/)`", README))))
def test_every_folder_exists(folder: str) -> None:
    assert folder == "var/" or (ROOT / folder).is_dir()
