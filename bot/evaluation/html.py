"""The evaluation as one page that needs nothing else: no script, no font, no network."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.evaluation.evaluation import Evaluation
from bot.evaluation.rows import RowResult

TEMPLATE = "page.html.jinja"


def page(evaluation: Evaluation) -> str:
    """Return the page as HTML; whatever stands in a label is escaped."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = percent
    environment.filters["moment"] = lambda one: f"{datetime.fromisoformat(one):%d %B %Y, %H:%M %Z}"
    environment.filters["name"] = lambda one: str(one).replace("_", " ")
    return environment.get_template(TEMPLATE).render(it=evaluation, verdict=verdict)


def percent(share: float | None) -> str:
    """Return a share, 0 to 1, as a percentage, never rounded to one that was not reached."""
    if share is None:
        return "-"
    shown = f"{share:.2%}"
    if share < 1 and shown == "100.00%":
        shown = "99.99%"
    elif share > 0 and shown == "0.00%":
        shown = "0.01%"
    return shown.replace("%", " %")


def verdict(row: RowResult) -> str:
    """Return in a word or two whether a row's target is met."""
    if row.met is None:
        return "no target" if row.target is None else "not measured"
    return "met" if row.met else "not met"
