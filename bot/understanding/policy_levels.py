"""From which chance on something is done, and which intents belong together."""

from __future__ import annotations

ALERT = 0.25  # an alert is raised from this chance on
CRISIS = 0.08  # ... as a crisis
NAMED_CRISIS = 0.1  # ... where words name one, which below it are mostly figures of speech
HALF = 0.5  # ... or from here on, where it is as likely a reason not to call
KNOWN = 0.1  # ... to the classifier, of those that no word names
UNKNOWN_CRISIS = 0.2  # ... or from here on, where the classifier hardly knows it for one
EMERGENCY = 0.12  # ... as an emergency
PERHAPS_GRAVER = 0.05  # ... and the line of an emergency or a crisis beside any other answer
ASK = 0.07  # the advice and a question are due from this chance of anything on
LITTLE = 0.15  # ... and of this, where the patient says that somebody else is ill
HARDLY = 0.03  # below this chance of anything a sign named in a question is no reason to ask back
ASK_OF_ANSWERS = 0.3  # ... and of more, where it is surely an answer or a follow-up
LIKELY_IN_ALL = 0.7  # of several topics together: then it is one of them
LIKELY = 0.3  # the classifier's topic counts from here on
SURE = 0.9  # ... and from here on against words that are no sign
REPORTS = frozenset({"report_sign", "report_emergency", "report_crisis"})
SOFT_REPORTS = frozenset({"report_unclear", "report_unlisted", "report_below_level"})
SAID = (
    "follow_up_back",
    "follow_up_more",
    "follow_up_person",
    "follow_up_that",
    "follow_up_why",
    "calling",
    "reached",
    "cannot_reach",
    "reluctant",
    "thank",
    "goodbye",
)
OF_CALLING = frozenset({"reluctant", "cannot_reach", "calling", "reached"})
OF_THE_CLINIC = OF_CALLING | {
    "ask_alert_status",
    "ask_call_back",
    "ask_clinic_contact",
    "ask_how_fast",
    "ask_nia_to_call",
    "ask_what_to_say",
    "correct_mistake",
    "correct_person",
    "decline_contact",
}
LOST = "follow_up_now"  # "what do I do?": who asks that may have a reason
