"""Where Nia is known to fall short of an invariant; each is named, and as narrow as it can be.

What is mended is taken out here; a run prints how often each was met.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.services.walks.turn import Turn

GETS_THROUGH, ONE_ALERT = "reports_get_through", "at_most_one_open_alert"
ON_SUBJECT = "on_the_subject"
ASKED_BACK = {"utter_report_unclear", "utter_still_unclear", "utter_report_unlisted"}
SIGN_NOT_NAMED = {
    "I can't get my fever to come down",
    "my neck is getting stiffer",
    "my neck hurts when I turn my head",
}


@dataclass(frozen=True)
class KnownIssue:
    """`invariant` does not hold, in `words`, where `met` says so of a turn.

    `ends`: nothing is answered any more before the next session.
    """

    name: str
    invariant: str
    met: Callable[[Turn], bool]
    words: str = ""
    ends: bool = False


def _is(group: str) -> Callable[[Turn], bool]:
    return lambda turn: turn.message.group == group


def _asked_back(turn: Turn) -> bool:
    return bool(turn.reply.actions) and turn.reply.actions[0] in ASKED_BACK


KNOWN_ISSUES = (
    # "help" - "what about him": ten times the same, and from then on only the safety text.
    KnownIssue(
        "what about another person after an unclear report ends the conversation",
        "always_an_answer",
        lambda turn: turn.reply.thread.latest.intent == "follow_up_person",
        words="the same text again and again",
        ends=True,
    ),
    # "Which infections can cause it? I have a fever": the call comes first, but no alert.
    KnownIssue(
        "a report beside a question is only asked back about",
        GETS_THROUGH,
        lambda turn: turn.message.group == "two_things" and _asked_back(turn),
    ),
    # "What is chronic idiopathic neutropenia? I have chest pain": only the question is answered.
    KnownIssue(
        "a report beside a question is not heard",
        GETS_THROUGH,
        lambda turn: turn.message.group == "two_things" and not _asked_back(turn),
    ),
    # "Do you have a fever, chills or another sign?" - "chills"
    KnownIssue("a sign in answer to the question is no report", GETS_THROUGH, _is("answers_sign")),
    # "Do you have a fever, chills or another sign?" - "it is getting worse"
    KnownIssue(
        "worse in answer to the question is no report",
        GETS_THROUGH,
        lambda turn: turn.message.group == "answers_worse" and not turn.conversation.in_session,
    ),
    # "it is getting worse" (a report) - "yes"
    KnownIssue(
        "a yes to no question is a report",
        ONE_ALERT,
        lambda turn: turn.message.group == "answers_yes" and turn.reply.sign_question is True,
    ),
    # "this is Thaddeus": an emergency
    KnownIssue("a name is taken for a report", ONE_ALERT, _is("names")),
    KnownIssue(
        "a plain report is recorded without its sign",
        GETS_THROUGH,
        lambda turn: turn.message.text in SIGN_NOT_NAMED,
        words="is not in the alert:",
    ),
    # "blorp fnargle", after an answer about causes: "I did not find a name that I know in that."
    KnownIssue("what cannot be read leans on the answer before", ON_SUBJECT, _is("unreadable")),
    # "my number is 212 555 0142", and nothing reported: how to reach the clinic
    KnownIssue(
        "a number is taken for the question how to call",
        ON_SUBJECT,
        _is("contacts"),
        words="utter_clinic_contact",
    ),
)


def known_issue(turn: Turn, invariant: str, words: str) -> KnownIssue | None:
    """Return the known issue that a fault is, None when it is news."""
    return next(
        (
            one
            for one in KNOWN_ISSUES
            if one.invariant == invariant and one.words in words and one.met(turn)
        ),
        None,
    )
