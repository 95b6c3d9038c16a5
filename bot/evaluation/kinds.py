"""Which kind of sentence a labelled one is, from its route, its file's name and its topic."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from bot.evaluation.judged import Judged

Kind = Literal[
    "reports",
    "emergencies",
    "crises",
    "hard_negatives",
    "unclear",
    "questions",
    "lookups",
    "not_covered",
    "small_talk",
]
KIND_OF_ROUTE: dict[str, Kind] = {
    "escalate": "reports",
    "emergency": "emergencies",
    "crisis": "crises",
    "ask": "unclear",
}
# Files are named <kind>.yml or <author>_<kind>.yml. Of the other files the route says it all, but
# for sentences without a report: those are hard negatives, or go by their topic.
KIND_OF_FILE: dict[str, Kind] = {
    "hard_negatives": "hard_negatives",
    "questions": "questions",
    "lookups": "lookups",
    "not_covered": "not_covered",
    "off_topic": "not_covered",
    "small_talk": "small_talk",
    "conversation": "small_talk",
}
LOOKUPS = {"ask_cause_lookup", "ask_sign_lookup"}
NOT_COVERED = {"off_topic", "other_language"}
SMALL_TALK = {"greet", "goodbye", "thank", "affirm", "deny", "repeat", "abuse", "gibberish"}
ANSWERS = {
    "reluctant", "cannot_reach", "calling", "reached", "better_now", "correct_mistake",
    "correct_person", "decline_contact", "not_sure", "ask_call_back", "ask_nia_to_call",
    "ask_what_to_say", "ask_alert_status",
}  # fmt: skip


def kind(judged: Judged) -> Kind:
    """Return the kind of a sentence that was judged."""
    return kind_of(judged.label, judged.file)


def kind_of(label: Mapping[str, Any], file: Path) -> Kind:
    """Return the kind of a labelled sentence of a file."""
    return KIND_OF_ROUTE.get(str(label["route"])) or _kind_of_file(file) or _kind_of_topic(label)


def not_covered(intent: str) -> bool:
    """Say whether the answer to an intent is that the page does not cover it."""
    return intent in NOT_COVERED or intent.startswith("not_covered_")


def _kind_of_file(file: Path) -> Kind | None:
    stem = file.stem
    return next(
        (kind for name, kind in KIND_OF_FILE.items() if stem == name or stem.endswith("_" + name)),
        None,
    )


def _kind_of_topic(label: Mapping[str, Any]) -> Kind:
    intent = str(label.get("intent") or "")
    if intent in LOOKUPS:
        return "lookups"
    if intent in SMALL_TALK | ANSWERS or intent.startswith("follow_up_"):
        return "small_talk"
    if not_covered(intent):
        return "not_covered"
    return "questions" if intent.startswith("ask_") else "hard_negatives"
