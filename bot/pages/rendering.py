"""The templates of the pages: everything that is put into them is escaped."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.pages.blocks import blocks, call_address, spans
from bot.pages.words import Words
from bot.website_pages import in_html

STYLE = Path(__file__).parent / "pages.css"

_TEMPLATES = Environment(
    loader=PackageLoader("bot.pages", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters |= {"blocks": blocks, "spans": spans, "tel": call_address}


def rendered(template: str, words: Words, **values: Any) -> str:
    """Return a template as HTML; `words` and `style_version` are known in every one."""
    given = {"words": words, "style_version": style_version(), **values}
    return _TEMPLATES.get_template(template).render(given)


def json_block(value: Any) -> Markup:
    """Return JSON that may stand in a script element: no character can end the element."""
    return Markup(in_html(value))  # noqa: S704


@lru_cache(maxsize=1)
def style() -> str:
    """Return the pages' style sheet."""
    return STYLE.read_text(encoding="utf-8")


def style_version() -> str:
    """Return what changes when the style sheet does."""
    return hashlib.sha256(style().encode()).hexdigest()[:12]
