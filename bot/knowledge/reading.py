"""Take typed values out of what YAML holds, with faults that name the place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.knowledge.errors import KnowledgeError
from clinic.errors import SettingsError
from clinic.plain_yaml import read_plain_yaml


def read_section(path: Path, key: str) -> Any:
    """Return what stands under the top-level `key` of a YAML file. Raises KnowledgeError."""
    try:
        return read_plain_yaml(path)[key]
    except KeyError as error:
        raise KnowledgeError([f"{path}: the key '{key}:' is missing; put it on top."]) from error
    except SettingsError as error:
        raise KnowledgeError(error.faults) from error


def text(entry: Mapping[str, Any], key: str, where: str) -> str:
    """Return a text that must be there."""
    value = entry.get(key)
    if not isinstance(value, str):
        raise KnowledgeError([f"{where}: '{key}' is missing or no text."])
    return value


def texts(entry: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    """Return a list of texts that may be left out."""
    value = entry.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise KnowledgeError([f"{where}: '{key}' is no list of texts."])
    return tuple(value)


def flag(entry: Mapping[str, Any], key: str) -> bool:
    """Return true when the entry says so."""
    return str(entry.get(key, "false")).lower() == "true"


def entries(value: Any, where: str) -> Iterator[dict[str, Any]]:
    """Yield the mappings of a list that may be left out."""
    for entry in value or []:
        if not isinstance(entry, dict):
            raise KnowledgeError([f"{where}: '{entry}' is no entry with keys."])
        yield entry


def refuse_unknown(entry: Mapping[str, Any], known: set[str], where: str) -> None:
    """Raise when the entry has a key that nothing reads (a slip that would go unnoticed)."""
    unknown = sorted(set(entry) - known)
    if unknown:
        raise KnowledgeError([f"{where}: unknown key {', '.join(unknown)}; known: {sorted(known)}"])


def slug(name: str) -> str:
    """Make an id of a name: 'the flu shot' becomes 'the_flu_shot'."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower().replace("'", "")).strip("_")
