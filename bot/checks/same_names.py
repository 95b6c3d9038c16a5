"""One topic has one name: the intent, its rule's file, its response and its examples agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.checks.content import Content
from bot.checks.fault import Fault

DOMAIN = "domain.yml"
# The rules of this file answer Nia's own question, so one intent has several rules there.
ANSWERS_FILE = "answers_to_the_question.yml"
OTHERWISE = {"nlu_fallback": "utter_not_understood", "ask_alert_status": "action_alert_status"}
WITHOUT_EXAMPLES = ("nlu_fallback",)
# What actions pick by the state of the alert; no rule names these.
PICKED_BY_ACTIONS = ("utter_alert_", "utter_contact_")
# What depends on how sure Nia is (bot/dialogue/plans), which no story can tell.
PICKED_BY_DOUBT = ("utter_call_if_ill", "utter_if_emergency", "utter_if_crisis")
PICKED_BY_AGE = ("utter_tell_a_grown_up",)
# What depends on single words of a message, or on a number in it (bot/dialogue/plans).
PICKED_BY_WORDS = (
    "utter_correct_person_self",
    "utter_report_implausible",
    "utter_why_alerted",
    "utter_not_ranked",
)
PICKED = (*PICKED_BY_ACTIONS, *PICKED_BY_DOUBT, *PICKED_BY_AGE, *PICKED_BY_WORDS)
# What these come to depends on the answer before (bot/dialogue), so they have no rule.
WITHOUT_RULE = (
    "follow_up_more",
    "follow_up_why",
    "follow_up_that",
    "follow_up_person",
    "follow_up_back",
)


def expected_action(intent: str) -> str:
    """Return what answers `intent`: ask_x -> utter_x, any other -> utter_<intent>."""
    return OTHERWISE.get(intent, "utter_" + intent.removeprefix("ask_"))


def faults(content: Content) -> Iterator[Fault]:
    """Yield intents, rules and responses that have no partner of the same name."""
    files = {text.name: Path(text.file).name for text in content.responses}
    rules = [rule for rule in content.rules if Path(rule.file).name != ANSWERS_FILE]
    elsewhere = {rule.intent for rule in content.rules} - {rule.intent for rule in rules}
    for intent in content.intents:
        answered = [rule for rule in rules if rule.intent == intent]
        if len(answered) != 1 and intent not in (*elsewhere, *WITHOUT_RULE):
            yield Fault(DOMAIN, f"the intent {intent} has {len(answered)} rules, and needs one.")
        if content.taught and intent not in content.taught and intent not in WITHOUT_EXAMPLES:
            yield Fault(DOMAIN, f"the intent {intent} has no examples in data/nlu.")
    for rule in rules:
        expected = expected_action(rule.intent or "")
        if rule.intent not in content.intents:
            yield Fault(
                rule.file, f"'{rule.name}' has the intent {rule.intent}, unknown in {DOMAIN}."
            )
        elif rule.actions[:1] != (expected,):
            yield Fault(
                rule.file, f"'{rule.name}' must answer {rule.intent} with {expected} first."
            )
        elif expected.startswith("utter_") and files.get(expected) != Path(rule.file).name:
            yield Fault(
                rule.file, f"{expected} must stand in data/responses/{Path(rule.file).name}."
            )
    used = content.told.union(*(rule.actions for rule in content.rules))
    for name in sorted(files.keys() - used):
        if not name.startswith(PICKED):
            yield Fault(f"data/responses/{files[name]} {name}", "is used by no rule and no story.")
    for intent in sorted(content.taught - set(content.intents)):
        yield Fault("data/nlu", f"teaches the intent {intent}, which {DOMAIN} does not know.")
