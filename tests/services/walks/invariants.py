"""What holds after every turn, whatever was said before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from bot.dialogue.topics import load_topics
from tests.services.walks.claims import claims
from tests.services.walks.conversation import shows, words_of
from tests.services.walks.turn import Turn

VARIABLE = re.compile(r"\{[a-z_:]*\}")
SAFETY = "I could not work on your message"
FIRST: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    # Whose text may come first, and how it begins. An emergency may have been told as a sign.
    "sign": {
        "utter_report_sign": ("Please call your doctor right away", "Please call the doctor right"),
        "utter_report_emergency": ("Call 911 now.",),
    },
    "emergency": {"utter_report_emergency": ("Call 911 now.",)},
    "crisis": {"utter_report_crisis": ("I am very sorry to hear this.",)},
}


def always_an_answer(turn: Turn) -> Iterator[str]:
    """Nia answers with text, filled in, and with no sign of a fault."""
    texts = turn.reply.texts
    if not texts:
        yield "no answer"
    if [text for _, text in turn.reply.said] != list(texts):
        yield f"what was sent is not what the tracker has: {texts}"
    if len(set(texts)) < len(texts):
        yield f"the same text again and again, {len(texts)} in all"
    for text in texts:
        if not text.strip():
            yield "an empty text"
        if VARIABLE.search(text):
            yield f"an unfilled variable: {text!r}"
        if SAFETY in text:
            yield "the safety text, so something failed"


def at_most_one_open_alert(turn: Turn) -> Iterator[str]:
    """There is one open alert at most, and none where nothing was reported."""
    still_open = [one for one in turn.alerts if one.state.status != "resolved"]
    if len(still_open) > 1:
        yield f"{len(still_open)} alerts are open"
    if turn.alerts and not (turn.conversation.reported or turn.may_report):
        yield f"an alert where nothing was reported: {turn.alerts[0].state.reasons}"
    elif not turn.may_report and turn.reports != turn.conversation.reports:
        yield f"a report that was none: {turn.alerts[-1].state.reasons}"


def reports_get_through(turn: Turn) -> Iterator[str]:
    """A report gets its text first, and stands in an open alert with the person's words."""
    if not turn.owed and turn.reports == turn.conversation.reports:
        return
    first, text = turn.reply.said[0] if turn.reply.said else ("nothing", "")
    if not text.startswith(FIRST[turn.message.kind].get(first, ("no such text",))):
        yield f"a report of a {turn.message.kind} is answered with {first} first"
    found = turn.open
    if found is None:
        yield "a report, and no open alert"
        return
    if turn.reports != turn.conversation.reports + 1:
        yield "a report that is not in the alert"
    if found.state.status != "open":
        yield "a report that a person is said to have seen already"
    if not any(turn.message.text in message for message in found.state.messages):
        yield "the words of a report are not in the alert"
    if turn.message.sign not in {None, *found.state.signs}:
        yield f"{turn.message.sign} is not in the alert: {found.state.signs}"
    if turn.message.kind != "sign" and found.state.severity != "emergency":
        yield f"the alert is only {found.state.severity}"


def on_the_subject(turn: Turn) -> Iterator[str]:
    """An answer is about what the message speaks of, a follow-up's about what was spoken of."""
    topics = load_topics()
    about = turn.conversation.about(turn.message)
    for action in turn.reply.actions:
        family = topics.family.get(topics.topic_of(action) or "")
        if family is not None and family not in about:
            yield f"{action} is about {family}, and nobody spoke of that"


def nothing_of_the_other(turn: Turn) -> Iterator[str]:
    """What the other person typed shows neither here nor in what is sent to the clinic."""
    here = "\n".join((*turn.reply.texts, *map(words_of, turn.alerts)))
    for what, secret in turn.other.secrets.items():
        if shows(what, secret, here):
            yield f"the other's {what} shows: {secret}"
    for alert in turn.alerts:
        for body in turn.world.sink.bodies[alert.state.id]:
            for what in ("name", "number"):
                if shows(what, turn.conversation.own[what], body):
                    yield f"the {what} is in the webhook's body"


INVARIANTS: tuple[Callable[[Turn], Iterator[str]], ...] = (
    always_an_answer,
    at_most_one_open_alert,
    reports_get_through,
    claims,
    on_the_subject,
    nothing_of_the_other,
)
