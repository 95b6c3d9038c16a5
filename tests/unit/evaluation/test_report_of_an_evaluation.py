"""The report as a page and as JSON, made of a handful of sentences."""

from __future__ import annotations

import json
import re
from datetime import datetime, timezone
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.evaluation import judge
from bot.evaluation.evaluation import Evaluation, evaluation
from bot.evaluation.html import page, percent
from bot.evaluation.timing import Stopwatch, spread, time_of
from bot.evaluation.written import write
from tests.unit.evaluation.judging import one

NOW = datetime(2022, 11, 24, 9, 30, tzinfo=timezone.utc)
HOSTILE = '<script>alert(1)</script> & "it\'s"'
EMPTY = {"br", "hr", "img", "input", "link", "meta"}


class Outline(HTMLParser):
    """Notes every element, and that each is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for found, attributes in self.found if found == tag]


def made(empty: bool = False) -> Evaluation:
    judged = [
        one("escalate", "escalate", chance=0.97, signs=["sore_throat"]),
        one("escalate", "none", chance=0.03, signs=["fever"], text=HOSTILE),
        one("none", "none", "ask_signs", intent="ask_risk", chance=0.01),
    ]
    times = [time_of("all of it", [2.0, 4.0, 30.0], (6.0, 15.0)), time_of("findings", [1.0])]
    if empty:
        judged, times = [one("none", "none")], []
    return evaluation({Path("some/reports.yml"): judged}, times, "nia-1.tar.gz", NOW)


@pytest.mark.parametrize("empty", [False, True])
def test_the_page_is_well_formed_accessible_and_needs_nothing_else(empty: bool) -> None:
    html = page(made(empty))
    outline = Outline(html)
    assert outline.open == []
    assert outline.all("html") == [{"lang": "en"}]
    assert "width=device-width" in html
    assert not outline.all("script")
    assert not outline.all("link")
    assert not re.search(r"""(src|href)=["'](?!#)|url\(|@import|http""", html)
    assert len(outline.all("caption")) == len(outline.all("table"))
    assert {head.get("scope") for head in outline.all("th")} == {"col", "row"}
    targets = [str(link["href"])[1:] for link in outline.all("a")]
    assert set(targets) == {heading["id"] for heading in outline.all("h2")}
    levels = [int(tag[1]) for tag, _ in outline.found if re.fullmatch(r"h\d", tag)]
    assert levels == [1] + [2] * len(targets)


def test_what_stands_in_a_label_is_escaped() -> None:
    html = page(made())
    assert HOSTILE not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in html


def test_the_page_shows_shares_bounds_targets_signs_and_times() -> None:
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page(made())))
    assert "Reports of a sign, escalated 50.00 % 99.00 % not met 1 2 1.26 % to 98.74 %" in words
    assert "Crises of self-harm - 100.00 % not measured 0 0 -" in words
    assert "sore throat 1 1 0 0" in words
    assert "fever 1 0 1 1" in words
    assert "ask_risk ask_signs 1" in words
    assert "all of it 4.00 27.40 3 not met" in words
    assert "Wanted: none, ask_risk Came: none, ask_signs Why: because any.yml, sentence 7" in words
    assert "24 November 2022, 09:30 UTC" in words


def test_the_same_stands_in_the_json(tmp_path: Path) -> None:
    html = write(made(), tmp_path / "new" / "folder")
    assert html.read_text(encoding="utf-8") == page(made())
    data = json.loads((html.parent / "report.json").read_text(encoding="utf-8"))
    assert data["rows"][0]["id"] == "reports"
    assert data["rows"][0]["share"] == 0.5
    assert data["files"] == [{"file": "some/reports.yml", "sentences": 3}]
    assert data["wrong"][0]["sentences"][0]["text"] == HOSTILE
    assert len(data["calibration"]["bins"]) == 10
    assert data["times"][0]["met"] is False


@pytest.mark.parametrize(
    ("share", "shown"),
    [(None, "-"), (1.0, "100.00 %"), (0.99999, "99.99 %"), (0.0, "0.00 %"), (0.00001, "0.01 %")],
)
def test_a_share_is_never_rounded_to_all_or_nothing(share: float | None, shown: str) -> None:
    assert percent(share) == shown


def test_texts_to_time_are_different_and_evenly_chosen() -> None:
    assert spread(["a", "b", "a"], 5) == ["a", "b"]
    assert spread([str(n) for n in range(10)], 5) == ["0", "2", "4", "6", "8"]


def test_the_stopwatch_notes_every_part_and_hands_on_its_result() -> None:
    watch = Stopwatch()
    assert watch.run("upper", str.upper, "a") == "A"
    watch.note("upper", 3.0)
    assert len(watch.times["upper"]) == 2
    assert watch.times["upper"][0] >= 0


async def test_a_judged_sentence_knows_where_it_stands_and_its_chance() -> None:
    async def parse(text: str) -> dict[str, object]:
        return {"verdict": {"route": "ask", "chance": 0.2}, "intent": {"name": text}}

    labels = [{"text": "a", "route": "ask"}, {"text": "b", "route": "none"}]
    _, second = await judge(labels, parse, Path("mine.yml"))
    assert (second.file, second.number, second.chance) == (Path("mine.yml"), 2, 0.2)
    assert second.intent == "b"
