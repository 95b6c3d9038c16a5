"""A report gets through in every state of the dialogue, and the walk would show it if not."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.dialogue.messages import MESSAGES, PLAIN, REPORTS, UNCLEAR
from bot.dialogue.rules import rule_policy
from bot.dialogue.states import LOOKED_AT, Dialogue, State, walk
from bot.dialogue.topics import Topics
from tests.server import ROOT

RULES = ROOT / "data" / "rules"


def test_the_command_finds_no_state_in_which_a_report_is_lost() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "states"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout
    assert "states within 5 turns" in done.stdout
    assert "0 without advice or alert" in done.stdout


@pytest.fixture(scope="module")
def rules() -> dict[str, Any]:
    return {path.name: yaml.safe_load(path.read_text()) for path in sorted(RULES.glob("*.yml"))}


def changed(folder: Path, rules: dict[str, Any], name: str, actions: list[str]) -> Path:
    """Write the rules, with other actions for one of them."""
    for file, content in rules.items():
        kept = [
            {**rule, "steps": [*_said(rule), *({"action": action} for action in actions)]}
            if rule["rule"] == name
            else rule
            for rule in content["rules"]
        ]
        (folder / file).write_text(yaml.safe_dump({**content, "rules": kept}))
    return folder


def _said(rule: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for step in rule["steps"] if "action" not in step]


@pytest.mark.parametrize(
    "actions",
    [
        ["utter_report_sign"],
        ["action_escalate", "utter_report_sign"],
        ["utter_greet", "utter_report_sign", "action_escalate"],
        ["utter_report_sign", "action_escalate", "action_escalate"],
    ],
    ids=["no alert", "advice second", "something before it", "two alerts"],
)
def test_one_broken_rule_is_found(
    tmp_path: Path, topics: Topics, rules: dict[str, Any], actions: list[str]
) -> None:
    name = "a reported sign is answered with the call advice and raises an alert"
    policy, domain = rule_policy(ROOT, changed(tmp_path, rules, name, actions))
    found = walk(Dialogue(policy, domain, topics), topics, turns=1)
    assert any("report_sign, after nothing" in fault for fault in found.faults)


def test_a_state_keeps_every_action_that_a_rule_looks_back_at(rules: dict[str, Any]) -> None:
    looked_at = set()
    for content in rules.values():
        for rule in content["rules"]:
            steps = rule["steps"]
            looked_at |= {
                before["action"]
                for before, after in pairwise(steps)
                if "action" in before and "intent" in after
            }
    assert looked_at <= LOOKED_AT


def test_every_intent_stands_in_a_message_or_is_a_topic_like_others(topics: Topics) -> None:
    intents = set(yaml.safe_load((ROOT / "domain.yml").read_text())["intents"])
    told = {message.intent for message in MESSAGES.values()}
    assert {*PLAIN, *UNCLEAR} <= intents
    assert intents - told <= set(topics.family) | {"ask_symptoms"}
    assert {message.intent for message, _ in REPORTS.values()} == {
        "report_sign",
        "report_emergency",
        "report_crisis",
    }


def test_states_that_look_the_same_to_the_policies_are_one(topics: Topics) -> None:
    policy, domain = rule_policy(ROOT)
    dialogue = Dialogue(policy, domain, topics)
    cancer = dialogue.step(State(), MESSAGES["ask_causes"])
    vitamins = dialogue.step(State(), MESSAGES["ask_causes_vitamins"])
    risk = dialogue.step(State(), MESSAGES["ask_risk"])
    assert cancer.seen(topics) == vitamins.seen(topics)
    assert cancer.seen(topics) != risk.seen(topics)
