"""The questions and answers for machines: a schema.org FAQPage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.pages.questions import Section


def faq_page(
    title: str,
    sections: Sequence[Section],
    answers: Mapping[str, str],
    based_on: Mapping[str, str],
) -> dict[str, Any]:
    """Return the page as JSON-LD.

    Args:
        title: the page's name.
        sections: its questions.
        answers: topic -> text.
        based_on: name, publisher and updated (such as "Nov 24, 2022") of the source.
    """
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "name": title,
        "inLanguage": "en",
        "isBasedOn": {
            "@type": "WebPage",
            "name": based_on["name"],
            "dateModified": _date(based_on["updated"]),
            "copyrightHolder": {"@type": "Organization", "name": based_on["publisher"]},
        },
        "mainEntity": [
            {
                "@type": "Question",
                "@id": f"#{question.anchor}",
                "name": question.title,
                "acceptedAnswer": {"@type": "Answer", "text": answers[question.topic]},
            }
            for section in sections
            for question in section.questions
        ],
    }


def _date(text: str) -> str:
    """Return a date as schema.org has it."""
    return datetime.strptime(text, "%b %d, %Y").date().isoformat()  # noqa: DTZ007
