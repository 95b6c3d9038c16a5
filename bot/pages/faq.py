"""The page `/faq`: every answer of Nia that needs no conversation, made from the same responses.

It is read at another hour than it was made (printed, kept, found by a search), so it names no
number for one hour alone: `at_any_hour`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone

from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.answers.response_generator import ClinicResponseGenerator
from bot.pages.questions import sections
from bot.pages.rendering import json_block, rendered
from bot.pages.schema_org import faq_page
from bot.pages.words import Words, at_any_hour, setting
from clinic.settings import Clinic

CHANNEL = "website"


async def answers_of(domain: Domain, clinic: Clinic) -> dict[str, str]:
    """Return what Nia answers to each question of the page, by topic."""
    generator = ClinicResponseGenerator(domain=domain, clinic=clinic)
    answers = {}
    for section in sections():
        for question in section.questions:
            nobody = DialogueStateTracker("", [])
            said = await generator.generate(question.response, nobody, CHANNEL)
            answers[question.topic] = str(said["text"])
    return answers


def faq(clinic: Clinic, answers: Mapping[str, str]) -> str:
    """Return the page as HTML.

    Args:
        clinic: its settings; the page names both its numbers, whatever the hour.
        answers: topic -> text.
    """
    words = Words(at_any_hour(clinic), datetime.now(timezone.utc))
    title = words.of("faq", "title")
    data = faq_page(title, sections(), answers, setting("faq", "based_on"))
    return rendered(
        "faq.html.jinja",
        words,
        here="/faq",
        title=title,
        sections=sections(),
        answers=answers,
        data=json_block(data),
    )
