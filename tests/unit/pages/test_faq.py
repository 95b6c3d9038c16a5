"""The page of questions and answers holds what Nia answers, all of it, and nothing else."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from rasa.shared.core.trackers import DialogueStateTracker

from bot.answers.response_generator import ClinicResponseGenerator
from bot.dialogue.topics import action_of
from bot.pages.blocks import blocks
from bot.pages.faq import answers_of, faq
from bot.pages.questions import left_out, sections
from bot.pages.words import FOLDER, at_any_hour
from clinic.plain_yaml import read_plain_yaml
from clinic.settings import Clinic
from tests.pages import CLINIC, domain

QUESTIONS = [question for section in sections() for question in section.questions]


class Read(HTMLParser):
    """What a page says, in order, and how it is built."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.lines: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.data = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in {"meta", "link"}:
            self.open.append(tag)
        if tag in {"h1", "h2", "h3"}:
            self.headings.append(int(tag[1]))
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []
        if tag in {"p", "li", "h1", "h2", "h3", "title", "a"} and "a" not in self.open[:-1]:
            self.lines += [""] if tag != "a" or self.open[-2] in {"nav", "body", "li"} else []

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "script":
            self.data += data
        elif data.strip():
            self.lines[-1] += data

    @property
    def said(self) -> set[str]:
        return {" ".join(line.split()) for line in self.lines if line.strip()}


@pytest.fixture(params=["a clinic that set everything", "one that set nothing"])
def clinic(request: pytest.FixtureRequest) -> Clinic:
    return CLINIC if "everything" in request.param else Clinic()


async def page_of(clinic: Clinic) -> Read:
    return Read(faq(clinic, await answers_of(domain(), at_any_hour(clinic))))


async def what_nia_answers(clinic: Clinic, response: str) -> list[str]:
    """The lines of an answer, by the generator that the chat uses."""
    generator = ClinicResponseGenerator(domain=domain(), clinic=at_any_hour(clinic))
    said = await generator.generate(response, DialogueStateTracker("", []), "website")
    return [" ".join(line.split()) for block in blocks(said["text"]) for line in block.lines]


def test_every_answer_with_a_fact_is_on_the_page_or_left_out_by_name() -> None:
    asked = {one for one in domain().intents if one.startswith(("ask_", "not_covered_"))}
    stating = {
        topic
        for topic in (*asked, "off_topic")
        for variation in domain().responses.get(action_of(topic), ())
        if (variation.get("metadata") or {}).get("facts")
    }
    on_the_page = {question.topic for question in QUESTIONS}
    assert stating - on_the_page == left_out()
    assert not on_the_page & left_out()


def test_what_is_left_out_takes_no_fact_with_it() -> None:
    def facts(topics):
        return {
            fact
            for topic in topics
            for variation in domain().responses[action_of(topic)]
            for fact in (variation.get("metadata") or {}).get("facts", ())
        }

    assert facts(left_out()) <= facts(question.topic for question in QUESTIONS)


async def test_each_answer_is_word_for_word_what_nia_says(clinic: Clinic) -> None:
    page = await page_of(clinic)
    for question in QUESTIONS:
        assert question.title in page.said
        for line in await what_nia_answers(clinic, question.response):
            assert line in page.said, question.topic


async def test_nothing_else_is_on_the_page(clinic: Clinic) -> None:
    page = await page_of(clinic)
    words = json.dumps([read_plain_yaml(file) for file in sorted(FOLDER.glob("*.yml"))])
    known = {line for one in QUESTIONS for line in await what_nia_answers(clinic, one.response)}
    numbers = {f"Call {CLINIC.phone.daytime}", f"After hours: call {CLINIC.phone.after_hours}"}
    settings = {clinic.name, *numbers}
    emergency = clinic.emergency() or "your local emergency number"
    for line in page.said - known - settings:
        as_written = line.replace(f"Call {emergency} now.", "{emergency_call}")
        as_written = as_written.replace("you have", "{you_have}").replace(
            "call your doctor", "call {the_doctor}"
        )
        assert any(json.dumps(form)[1:-1] in words for form in (line, as_written)), line


async def test_the_advice_to_call_comes_before_every_question(clinic: Clinic) -> None:
    lines = [" ".join(line.split()) for line in (await page_of(clinic)).lines]
    advice = lines.index(
        "If you have a fever or another sign of infection, call your doctor right away."
    )
    assert advice < min(lines.index(question.title) for question in QUESTIONS)


async def test_a_page_that_is_kept_names_both_numbers_whatever_the_hour() -> None:
    page = await page_of(CLINIC)
    assert {"Call 555-0100", "After hours: call 555-0199"} <= page.said
    assert "The number is 555-0100, or after hours 555-0199." in page.said
    assert {"tel:5550100", "tel:5550199", "tel:911"} <= set(page.links)


async def test_its_parts_are_nested_and_every_link_has_its_place(clinic: Clinic) -> None:
    page = await page_of(clinic)
    assert page.open == ["html"] or page.open == []
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    steps = zip(page.headings, page.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps)
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert {question.anchor for question in QUESTIONS} <= set(page.ids)


async def test_machines_read_the_same_questions_and_answers(clinic: Clinic) -> None:
    data = json.loads((await page_of(clinic)).data)
    assert (data["@context"], data["@type"]) == ("https://schema.org", "FAQPage")
    assert data["isBasedOn"]["dateModified"] == "2022-11-24"
    answers = await answers_of(domain(), at_any_hour(clinic))
    assert [(one["name"], one["acceptedAnswer"]["text"]) for one in data["mainEntity"]] == [
        (question.title, answers[question.topic]) for question in QUESTIONS
    ]


async def test_what_a_clinic_writes_is_text_and_never_markup() -> None:
    wild = Clinic(name="<b>A</b></script><script>x</script>", phone={"daytime": "555-0100"})
    html = faq(wild, await answers_of(domain(), wild))
    assert "<b>" not in html
    assert html.count("<script") == 1
    assert json.loads(Read(html).data)["@type"] == "FAQPage"
