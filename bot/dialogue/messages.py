"""What may be understood from a message, for walks through the states of the dialogue.

One message stands for all that the policies treat alike: of every family of topics there is one
with parts, one without, and the look-ups; every other intent stands for itself.
"""

from __future__ import annotations

from bot.dialogue.thread import Turn

PLAIN = (
    "greet", "goodbye", "thank", "affirm", "deny", "not_sure", "repeat", "abuse", "gibberish",
    "nlu_fallback", "other_language", "off_topic", "not_covered_treatment", "not_covered_counts",
    "ask_definition", "ask_pronunciation", "ask_results", "ask_who_diagnoses", "ask_risk",
    "ask_benign", "ask_causes", "ask_causes_vitamins", "ask_when_to_call", "ask_signs",
    "ask_prevention", "ask_prevention_mask", "ask_monitored", "ask_medicine_change",
    "ask_alert_status", "ask_call_back", "ask_nia_to_call", "ask_what_to_say", "reluctant",
    "cannot_reach", "calling", "reached", "better_now", "correct_mistake", "correct_person",
    "decline_contact", "follow_up_more", "follow_up_why", "follow_up_that", "follow_up_person",
    "follow_up_back", "report_past", "report_denied", "report_contact", "answer_low_number",
)  # fmt: skip
UNCLEAR = (
    "report_unclear",
    "report_unlisted",
    "report_below_level",
    "answer_fever_number",
    "follow_up_now",
)
_QUESTIONS = ("ask_causes", "ask_risk")
_SIGN = Turn("report_sign", "I have a fever", "escalate")
_EMERGENCY = Turn("report_emergency", "I cannot breathe", "emergency")
_CRISIS = Turn("report_crisis", "I want to die", "crisis")

REPORTS: dict[str, tuple[Turn, str]] = {
    f"{turn.intent}{what}": (
        Turn(turn.intent, turn.text, turn.route, questions=asked, phone_number=number),
        f"utter_{turn.intent}",
    )
    for turn in (_SIGN, _EMERGENCY, _CRISIS)
    for what, asked, number in (
        ("", (), False),
        (" with a question", _QUESTIONS, False),
        (" with a phone number", (), True),
    )
}
YES_TO_SIGNS: dict[str, Turn] = {
    "yes": Turn("affirm", "yes"),
    "a fever-level number": Turn("answer_fever_number", "101", "ask"),
}
MESSAGES: dict[str, Turn] = {
    **{intent: Turn(intent, intent) for intent in PLAIN},
    **{intent: Turn(intent, intent, "ask") for intent in UNCLEAR},
    **{name: message for name, (message, _) in REPORTS.items()},
    "a look-up of a cause": Turn("ask_cause_lookup", "can lupus cause it", kinds=("cause",)),
    "a look-up of a sign": Turn("ask_sign_lookup", "is a cough a sign", kinds=("sign",)),
    "a bare sign as a question": Turn("report_unclear", "and a cough?", "ask", kinds=("sign",)),
    "getting worse": Turn(
        "report_unclear", "it is worse", "ask", findings=frozenset({"worse present"})
    ),
    "perhaps a question": Turn(
        "report_unclear", "should he stop it", "ask", ranking={"ask_medicine_change": 0.8}
    ),
    "perhaps a reason not to call": Turn(
        "report_unclear", "it is night", "ask", ranking={"reluctant": 0.3}
    ),
    "perhaps a denial": Turn(
        "report_unclear", "only my nerves", "ask", ranking={"report_denied": 0.8}
    ),
    "hardly a report": Turn(
        "report_unclear", "in the gut?", "ask", ranking={"ask_causes": 0.3}, doubt=0.1
    ),
    "perhaps another report": Turn(
        "report_emergency",
        "he does not pick up",
        "emergency",
        ranking={"cannot_reach": 0.5},
        chance=0.4,
    ),
    "perhaps a sign asked about": Turn(
        "report_sign",
        "diarrhea too?",
        "escalate",
        ranking={"ask_sign_lookup": 0.9},
        kinds=("sign",),
        chance=0.3,
    ),
    "two questions": Turn("ask_causes", "what is it? why?", questions=_QUESTIONS),
    "a greeting with a question": Turn("greet", "hi, why?", questions=("ask_causes",)),
    "a phone number": Turn("off_topic", "555 0142 0199", phone_number=True),
    "an ellipsis": Turn("off_topic", "and masks?", ranking={"ask_prevention_mask": 0.2}),
}
