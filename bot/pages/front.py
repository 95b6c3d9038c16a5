"""The page `/`: a clinic's page as a demonstration, with Nia on it by its one script tag."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

from markupsafe import Markup

from bot.pages.questions import Question, sections
from bot.pages.rendering import rendered
from bot.pages.words import Words, setting
from clinic.settings import Clinic

MANIFEST = Path(__file__).resolve().parents[2] / ".cache" / "website" / "manifest.json"
INTEGRITY = re.compile(r"sha(256|384|512)-[A-Za-z0-9+/]+={0,2}")


def front(clinic: Clinic, now: datetime, embed: str | None = None, port: int | None = None) -> str:
    """Return the page as HTML, with the number to call at this hour where one is set.

    Args:
        clinic: its settings.
        now: an aware time.
        embed: the integrity hash of the widget's script; None: no widget on the page.
        port: the server's own, for those who develop; patients are shown no commands.
    """
    words = Words(clinic, now)
    return rendered(
        "front.html.jinja",
        words,
        here="/",
        title=words.of("front", "title", name=words.clinic_name),
        asked=_asked(),
        embed=embed,
        script_tag=lambda server: script_tag(server, embed or "", words),
        port=port,
    )


def script_tag(server: str, embed: str, words: Words) -> Markup:
    """Return the one line that puts Nia on a page (docs/embedding.md).

    Args:
        server: where Nia is, such as https://nia.example.org; empty on her own pages.
        embed: the integrity hash of the script.
        words: the clinic.
    """
    given = {
        "src": f"{server}/website/embed.js",
        "integrity": embed,
        "crossorigin": "anonymous",
        "data-phone": words.to_call[0] if words.to_call else None,
        "data-name": words.clinic.name,
    }
    attributes = (Markup('{}="{}"').format(key, value) for key, value in given.items() if value)
    return Markup("<script {} defer></script>").format(Markup(" ").join(attributes))


def integrity(manifest: Path = MANIFEST) -> str | None:
    """Return the hash of the widget's script as it was built; None where nothing is built."""
    try:
        given = json.loads(manifest.read_text(encoding="utf-8"))["embed"]["integrity"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return given if isinstance(given, str) and INTEGRITY.fullmatch(given) else None


def _asked() -> list[Question]:
    by_topic = {one.topic: one for section in sections() for one in section.questions}
    return [by_topic[topic] for topic in setting("front", "asked_topics")]
