"""Every rule is tested in both directions, with the sentences that stand beside it."""

from __future__ import annotations

import pytest

from bot.understanding.finder import find
from tests.unit.understanding.rule_files import ALERTS, cue_examples, entries, verdict

SAID = [
    (name, text, routes)
    for name, entry, routes in entries()
    for text in [*entry.get("escalates", []), *entry.get("asks", [])]
]
QUIET = [(name, text) for name, entry, _ in entries() for text in entry.get("quiet", [])]


@pytest.mark.parametrize(("name", "text", "routes"), SAID)
def test_what_a_rule_is_for_takes_its_route(name: str, text: str, routes: set[str]) -> None:
    assert verdict(text).route in routes, find(text)


@pytest.mark.parametrize(("name", "text"), QUIET)
def test_what_only_sounds_like_it_raises_no_alert(name: str, text: str) -> None:
    assert verdict(text).route not in ALERTS, find(text)


@pytest.mark.parametrize(("name", "example"), [e for e in cue_examples() if "is" in e[1]])
def test_a_cue_gives_the_assertion_that_stands_beside_it(
    name: str, example: dict[str, str]
) -> None:
    route = verdict(example["text"]).route
    if example["is"] == "present":
        assert route in ALERTS, find(example["text"])
    elif example["is"] == "uncertain":
        assert route == "ask", find(example["text"])
    else:
        assert route == "none", find(example["text"])


@pytest.mark.parametrize(("name", "example"), [e for e in cue_examples() if "whose" in e[1]])
def test_a_person_is_recognised(name: str, example: dict[str, str]) -> None:
    assert {f.experiencer.value for f in find(example["text"])} == {example["whose"]}


@pytest.mark.parametrize("entry", [e for _, e, _ in entries()], ids=lambda e: e["id"])
def test_every_rule_has_examples_in_both_directions(entry: dict[str, object]) -> None:
    assert entry.get("quiet")
    assert entry.get("escalates") or entry.get("asks")
