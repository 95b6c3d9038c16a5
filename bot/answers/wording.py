"""The reviewed pieces of text in data/responses, and how they are put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from clinic.plain_yaml import read_plain_yaml

FOLDER = Path(__file__).parents[2] / "data" / "responses"
VARIABLE = re.compile(r"\{([a-z_]+(?::[a-z0-9_]+)?)\}")

Values = Mapping[str, str]


@lru_cache(maxsize=1)
def phrases() -> dict[str, Any]:
    """Return the pieces that every answer shares (phrases.yml)."""
    return dict(read_plain_yaml(FOLDER / "phrases.yml")["phrases"])


@lru_cache(maxsize=1)
def lookups() -> dict[str, Any]:
    """Return the pieces of look-up answers (lookups.yml)."""
    return dict(read_plain_yaml(FOLDER / "lookups.yml")["lookups"])


def fill(template: str, values: Values) -> str:
    """Put `values` in. Raises KeyError when the template names another variable."""
    return VARIABLE.sub(lambda match: values[match[1]], template)


def piece(entry: Any, values: Mapping[str, str | None]) -> str:
    """Fill a piece: its `known` wording if all that it names is set, else its `unknown` one."""
    known = {name: value for name, value in values.items() if value is not None}
    if isinstance(entry, Mapping):
        wanted = str(entry["known"])
        complete = all(name in known for name in VARIABLE.findall(wanted))
        entry = wanted if complete else entry["unknown"]
    return fill(entry or "", known)


def sentence(template: str, values: Values) -> str:
    """Fill a template and begin it with a capital letter."""
    text = fill(template, values)
    return text[:1].upper() + text[1:]


def listed(names: Iterable[str], last: str = "and") -> str:
    """Join names as people say them: 'a, b and c'."""
    each = list(dict.fromkeys(names))
    if len(each) < 2:
        return "".join(each)
    return f"{', '.join(each[:-1])} {last} {each[-1]}"
