"""The words alone, without a classifier, against the development sentences (DET-2, DET-5)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.unit.understanding.rule_files import ALERTS, verdict

FILES = sorted((Path(__file__).parents[2] / "labelled" / "development").glob("*.yml"))
# The rules were written from these; on later authors' sentences the classifier has its part.
WRITTEN_FROM = [
    file
    for file in FILES
    if ("_author_" not in file.name or file.name.startswith("second_"))
    and not file.stem.endswith("_conversation")
]


@pytest.mark.parametrize("file", WRITTEN_FROM, ids=lambda file: file.stem)
def test_the_words_alone_route_nearly_all_sentences(file: Path) -> None:
    items = yaml.safe_load(file.read_text(encoding="utf-8"))["sentences"]
    missed = [
        f"{item['route']} -> {got}: {item['text']}"
        for item in items
        if (got := verdict(item["text"]).route) not in {item["route"], *item.get("accept", [])}
        and not (item["route"] == "none" and got not in ALERTS)
        and not (item["route"] == "escalate" and got in ALERTS)
    ]
    assert len(missed) <= max(2, len(items) // 20), "\n".join(missed)
