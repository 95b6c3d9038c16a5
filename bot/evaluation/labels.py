"""Reads files of labelled sentences, and says in one sentence what is wrong with one.

A file is YAML with a list `sentences:` of `text`, `route` (escalate, emergency, crisis, ask
or none) and, where they matter, `accept` (further routes that are right), `intent`,
`accept_intents`, `signs` and `temperature_c` (null: no reading may be seen).
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.understanding.evidence_weights import ROUTES
from bot.understanding.lexicon import lexicon
from bot.yaml_file import read_yaml_file

EXAMPLE = '{text: "I have a fever", route: escalate}'
_ROUTES = f"{', '.join(ROUTES[:-1])} or {ROUTES[-1]}"
_LONGEST_SHOWN = 60  # characters of a wrong value


class LabelsError(ValueError):
    """A file of labelled sentences cannot be used; the message names the remedy."""


def read_labels(path: Path) -> list[dict[str, Any]]:
    """Return the labelled sentences of a file.

    Raises:
        LabelsError: naming the file, the number of the sentence, the value and the remedy.
    """
    try:
        content = read_yaml_file(path)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise LabelsError(f"{path} cannot be read ({why}): name a YAML file that is there.") from (
            error
        )
    except UnicodeDecodeError as error:
        raise LabelsError(f"{path} is not text in UTF-8: save it as UTF-8.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        raise LabelsError(
            f"{path}{where} is not YAML ({problem}): put texts in double quotes."
        ) from error
    if not isinstance(content, dict) or not isinstance(content.get("sentences"), list):
        raise LabelsError(
            f"{path} has no list under the key 'sentences': write 'sentences:' and below it "
            f"lines like '- {EXAMPLE}'."
        )
    if not content["sentences"]:
        raise LabelsError(f"{path} has no sentence under 'sentences': add one like '- {EXAMPLE}'.")
    for number, label in enumerate(content["sentences"], start=1):
        fault = _fault(label)
        if fault:
            raise LabelsError(f"{path}, sentence {number}: {fault}")
    return list(content["sentences"])


@cache
def signs() -> frozenset[str]:
    """Return the ids of the listed signs (W1 to W13)."""
    return frozenset(one.id for one in lexicon().concepts if one.kind == "sign")


def _fault(label: object) -> str | None:
    """Say what is wrong with a sentence and what to do; None where nothing is."""
    if not isinstance(label, dict):
        return f"{_shown(label)} is no mapping: write it like {EXAMPLE}."
    for key, remedy in (("text", "add the words in double quotes"), ("route", f"add {_ROUTES}")):
        if key not in label:
            return f"{_shown(label)} has no '{key}': {remedy}."
    text = label["text"]
    if not isinstance(text, str):
        return f"the text {_shown(text)} is no text: put it in double quotes."
    if not text.strip():
        return f"the text {_shown(text)} is empty: write what a person would say."
    if label["route"] not in ROUTES:
        return f"the route {_shown(label['route'])} is unknown: use {_ROUTES}."
    return _fault_beside(label)


def _fault_beside(label: dict[Any, Any]) -> str | None:
    """Say what is wrong with the keys that need not be there."""
    for key in ("accept", "accept_intents", "signs"):
        names = label.get(key, [])
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            return f"'{key}' is {_shown(names)}, not a list of names: write it like [one, another]."
    for route in label.get("accept", []):
        if route not in ROUTES:
            return f"the accepted route {_shown(route)} is unknown: use {_ROUTES}."
    for sign in label.get("signs", []):
        if sign not in signs():
            return f"the sign {_shown(sign)} is unknown: use {', '.join(sorted(signs()))}."
    intent = label.get("intent")
    if intent is not None and not isinstance(intent, str):
        return f"the intent {_shown(intent)} is no name: write one of domain.yml."
    celsius = label.get("temperature_c")
    number = isinstance(celsius, (int, float)) and not isinstance(celsius, bool)
    if celsius is not None and not (number and math.isfinite(celsius)):
        return f"'temperature_c' is {_shown(celsius)}: write degrees Celsius like 38.5, or null."
    return None


def _shown(value: object) -> str:
    """Return a value as Python writes it, cut where it is long."""
    written = repr(value)
    return written if len(written) <= _LONGEST_SHOWN else written[:_LONGEST_SHOWN] + "…"
