"""The words alone, without a classifier, against the sentences they were written from (DET-2)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.unit.understanding.rule_files import ALERTS, verdict

# The rules were written from these, and the classifier has since learnt them; on later authors'
# sentences it has its part.
WRITTEN_FROM = sorted((Path(__file__).parents[2] / "labelled" / "learnt").glob("*.yml"))


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
