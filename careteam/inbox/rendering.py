"""The templates: everything that is put into them is escaped."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from careteam.clock import from_text, to_text
from careteam.inbox.waiting import in_words

_TEMPLATES = Environment(
    loader=PackageLoader("careteam.inbox", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def rendered(template: str, **values: Any) -> str:
    """Return a template with `values`, as HTML."""
    return _TEMPLATES.get_template(template).render(**values)


def moment(at: str | datetime, zone: tzinfo) -> Markup:
    """Return a time as people at the clinic read it, with the exact one for machines."""
    when = from_text(at) if isinstance(at, str) else at
    shown = when.astimezone(zone).strftime("%b %d, %Y, %H:%M:%S %Z")
    return Markup('<time datetime="{}">{}</time>').format(to_text(when), shown)


_TEMPLATES.filters["moment"] = moment
_TEMPLATES.filters["in_words"] = in_words
