"""Short questions that lean on the answer before, by their forms (data/threads/leaning.yml)."""

from __future__ import annotations

import pytest
import yaml

from bot.dialogue.leaning_forms import (
    FORMS_FILE,
    MORE,
    NO_MORE,
    SAME,
    form_of,
    forms_of,
    load_forms,
)
from bot.dialogue.plan import plan
from bot.dialogue.thread import Thread, Turn
from bot.dialogue.topics import Topics

ASKED = {
    "how bad": [
        "is it bad", "right so is it bad then", "Is bad?", "Oh dear. Is that bad?", "bad?",
        "And if they are few, is it bad?", "like how bad", "so not dangerous", "how bad is it",
        "is it serious doc", "I see. Is it dangerous then?",
    ],
    "how long": [
        "For how long please?", "how long do you have it for", "how long",
        "so how long does it last",
        "How long does one go on having this?", "until when?",
    ],
    "what then": ["What then?", "and if that's low and all, what then", "what next", "then what"],
    "how does it happen": ["How do they do that?", "how does that happen", "how do i even do that"],
    "how is it found": ["how do they find that out", "how would they know", "how do doctors tell"],
    "what are they": ["what are they then", "name them again", "tell me them all"],
    "what else to do": [
        "Please what else can I do", "anything else I can do?",
        "fair enough. what else helps then",
    ],
    "what it is called": [
        "does it have a name", "what's that called again", "what do they call it",
    ],
    "what it means": ["and what does it mean?", "what does that even mean", "whats it mean"],
    "if it comes back": ["ok and if it comes back", "what if it starts again then"],
    "what that stuff is": ["whats that stuff in it", "what's in it that does that?"],
    "what they are for": ["And those are for what in general?", "what do they do all day"],
    "how one gets it": ["how do i get it", "where do you catch it from"],
    "why they fall": ["Why do they fall?", "so why is my count low", "why does it go down"],
    "so it may be nothing": ["so mine could be nothing", "so i mightnt have it at all"],
    "so it has to be": [
        "So I have to put him off?", "so should I sleep in the other room?", "do I have to?",
    ],
}  # fmt: skip
NO_FORM = [
    "I feel bad", "its really bad", "not bad thanks", "scary", "I have a bad cough",
    "bad headache?", "how long can i wait", "how long do I leave it before ringing",
    "how do i know if it's infected", "I have to throw up",
    "so I can't keep anything down and I'm shivering and it will not stop now",
    "i must be dying", "what is this pain", "does it have to hurt", "why do i feel so low",
    "how do i get rid of it", "fair enough. why is my throat sore",
    "and infections?", "why?", "she is in a bad way", "is 38.2 bad",
]  # fmt: skip
RISK = Turn("ask_definition", "what is it", actions=("utter_definition",))


@pytest.mark.parametrize(
    ("text", "name"), [(text, name) for name, texts in ASKED.items() for text in texts]
)
def test_a_question_has_its_form(text: str, name: str) -> None:
    found = form_of(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("text", NO_FORM)
def test_what_says_something_of_its_own_has_none(text: str) -> None:
    assert form_of(text) is None


def test_every_form_has_examples() -> None:
    assert [form.name for form in load_forms()] == list(ASKED)


def test_every_answer_is_a_topic_after_a_topic(topics: Topics) -> None:
    known = {*topics.family, *topics.more, *topics.why}
    for form in load_forms():
        for told, answer in form.after.items():
            assert told in known | set(topics.family.values()), (form.name, told)
            assert answer in known | {SAME, MORE, NO_MORE}, (form.name, answer)


def test_a_broken_form_is_named_with_the_remedy() -> None:
    given = yaml.safe_load(FORMS_FILE.read_text())
    given["forms"]["how bad"] = {"words": "(", "after": {}}
    with pytest.raises(ValueError, match=r"form 'how bad' cannot be used .* needs words"):
        forms_of(given)
    with pytest.raises(ValueError, match=r"leaning\.yml: it cannot be used"):
        forms_of({})


CASES: dict[str, tuple[tuple[Turn, ...], Turn, tuple[str, ...]]] = {
    "after an answer": ((RISK,), Turn("report_unclear", "is it bad", "ask"),
                        ("utter_risk", "utter_call_if_ill")),
    "without doubt": ((RISK,), Turn("follow_up_that", "is it bad"), ("utter_risk",)),
    "the page says no more": (
        (Turn("ask_confirmation", "why again", actions=("utter_confirmation",)),),
        Turn("nlu_fallback", "how do they do that"), ("utter_no_more",)),
    "the same again": (
        (Turn("ask_prevention_mask", "masks?", actions=("utter_prevention_mask",)),),
        Turn("nlu_fallback", "so I have to wear one?"), ("utter_prevention_mask",)),
    "the next part": (
        (Turn("ask_prevention", "what to do", actions=("utter_prevention",)),),
        Turn("ask_abilities", "what else can I do"), ("utter_prevention_vaccines",)),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_it_is_answered_by_what_was_told(case: str, topics: Topics) -> None:
    turns, latest, done = CASES[case]
    assert plan(Thread(turns, latest), topics) == done


REPORT = Turn(
    "report_sign", "fever", "escalate", signs=("fever",),
    actions=("utter_report_sign", "action_escalate", "utter_can_you_call"),
)  # fmt: skip
ASKED_BACK = Turn("report_unclear", "warm", "ask", actions=("utter_report_unclear",))
SIGN = frozenset({"sign present"})


@pytest.mark.parametrize(
    ("turns", "latest"),
    [
        ((), Turn("report_unclear", "is it bad", "ask")),
        ((RISK, REPORT), Turn("report_unclear", "is it bad", "ask")),
        ((RISK, ASKED_BACK), Turn("report_unclear", "is it bad", "ask")),
        ((RISK,), Turn("report_sign", "is it bad", "escalate")),
        ((RISK,), Turn("report_unclear", "is it bad", "ask", findings=SIGN)),
        ((RISK,), Turn("report_unclear", "is it bad", "ask", reading=True)),
    ],
    ids=["nothing told", "after a report", "asked for signs", "a report", "a sign", "a reading"],
)
def test_where_anything_may_be_wrong_no_form_answers(
    turns: tuple[Turn, ...], latest: Turn, topics: Topics
) -> None:
    assert "utter_risk" not in plan(Thread(turns, latest), topics)


def test_a_topic_that_is_surely_asked_goes_before_a_loose_form(topics: Topics) -> None:
    told = Turn("ask_prevention", "what to do", actions=("utter_prevention",))
    latest = Turn(
        "ask_medicine_change", "so should I stop the pills?", ranking={"ask_medicine_change": 0.97}
    )
    assert plan(Thread((told,), latest), topics) == ()
