"""Rasa's own checks of the data and the dialogue, gated: its commands exit with 0 too easily.

`rasa data validate` fails on any warning; `rasa test` on any wrong prediction and, for the
understanding of held-out questions, on the accuracy in its report (rasa-notes: 'Training,
testing, validating').
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.evaluation import read_labels
from tests.server import ROOT

LEAST_ACCURACY = 0.80


def rasa(*arguments: str, folder: Path = ROOT) -> str:
    """Run a command of Rasa's; returns what it printed, fails with it otherwise."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "rasa", *arguments],
        cwd=folder,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout[-6000:]
    return done.stdout


def test_the_training_data_gives_no_warning() -> None:
    rasa("data", "validate", "--fail-on-warnings", "--max-history", "5")


@pytest.mark.parametrize(("folder", "least"), [("tests/stories", 6), ("data/stories", 30)])
def test_stories_are_predicted_without_a_mistake(
    trained_model: Path, tmp_path: Path, folder: str, least: int
) -> None:
    rasa(
        *("test", "core", "--model", str(trained_model), "--out", str(tmp_path)),
        *("--stories", str(ROOT / folder)),
        "--fail-on-prediction-errors",
    )
    report = json.loads((tmp_path / "story_report.json").read_text())
    assert report["conversation_accuracy"]["accuracy"] == 1.0
    assert report["conversation_accuracy"]["total"] >= least


def test_held_out_questions_are_understood(trained_model: Path, tmp_path: Path) -> None:
    labels = read_labels(ROOT / "tests" / "labelled" / "test" / "questions.yml")
    examples: dict[str, list[str]] = {}
    for label in labels:
        if label["route"] == "none":
            examples.setdefault(label["intent"], []).append(label["text"].replace("\n", " "))
    data: dict[str, Any] = {
        "version": "3.1",
        "nlu": [
            {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)}
            for intent, texts in examples.items()
        ],
    }
    (tmp_path / "nlu.yml").write_text(yaml.safe_dump(data))
    rasa(
        *("test", "nlu", "--model", str(trained_model), "--nlu", str(tmp_path / "nlu.yml")),
        *("--out", str(tmp_path / "out"), "--no-plot"),
    )
    report = json.loads((tmp_path / "out" / "intent_report.json").read_text())
    assert report["accuracy"] >= LEAST_ACCURACY
