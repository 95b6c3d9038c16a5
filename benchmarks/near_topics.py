"""At which probability a near topic is offered: `python -m benchmarks.near_topics`.

On the development sentences that are answered with "not covered": how many of those that a topic
covers are offered it, and how many of the others are offered something for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.answers.near_topics import NEAR, near_topics
from bot.dialogue.topics import load_topics
from bot.evaluation import read_labels
from bot.training import trained_model
from bot.understanding.decision import decide
from bot.understanding.intent_model import IntentModel
from bot.weighing import DEVELOPMENT, case_of

LEVELS = (0.02, 0.05, 0.1, 0.2, 0.4)
REFUSED = ("not_covered_", "off_topic", "nlu_fallback", "not_understood", "gibberish")


def refused(model: IntentModel, label: Mapping[str, Any]) -> tuple[dict[str, float], str] | None:
    """Return ranking and intent of a message without report that Nia does not answer."""
    case = case_of(model, str(label["text"]))
    found = decide(case.text, case.findings, [r.reading for r in case.readings], case.classified)
    if found.route != "none" or not found.intent.startswith(REFUSED):
        return None
    return dict(case.classified.ranking), found.intent


def main() -> None:
    """Print the table."""
    model, titles = IntentModel.of_archive(trained_model()), load_topics().titles
    covered: list[tuple[dict[str, float], str, set[str]]] = []
    others: list[tuple[dict[str, float], str]] = []
    for path in sorted(Path(DEVELOPMENT).glob("*.yml")):
        for label in (one for one in read_labels(path) if one["route"] == "none"):
            seen = refused(model, label)
            wanted = {label.get("intent"), *label.get("accept_intents", ())}
            if seen is None or seen[1] in wanted & set(titles):
                continue
            if wanted & set(titles):
                covered.append((*seen, {titles[t] for t in wanted & set(titles)}))
            else:
                others.append(seen)
    print(f"{len(covered)} covered questions and {len(others)} others were refused")
    for level in LEVELS:
        right = sum(bool(set(near_topics(r, i, level)) & want) for r, i, want in covered)
        idle = sum(bool(near_topics(r, i, level)) for r, i in others)
        chosen = " (chosen)" if level == NEAR else ""
        print(
            f"from {level}: {right / len(covered):.0%} of the covered are offered their topic, "
            f"{idle / len(others):.0%} of the others something{chosen}"
        )


if __name__ == "__main__":
    main()
