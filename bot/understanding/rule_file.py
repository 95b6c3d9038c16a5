"""Reads the YAML files of the rules, and says plainly what is wrong with one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.yaml_file import read_yaml_file

ASSERTION = Path(__file__).parents[2] / "data" / "assertion"


class RuleFileError(ValueError):
    """A rule file cannot be used; the message names the file, the key and the remedy."""


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML mapping.

    Raises:
        RuleFileError: the file is missing, is not YAML or is no mapping.
    """
    try:
        content = read_yaml_file(path)
    except FileNotFoundError:
        raise RuleFileError(f"{path}: is missing; restore it from the repository") from None
    except yaml.YAMLError as error:
        raise RuleFileError(f"{path}: is not YAML ({error}); correct that line") from None
    if not isinstance(content, dict):
        raise RuleFileError(f"{path}: must be a mapping with a top key")
    return content


def read_mapping(path: Path, key: str) -> dict[str, Any]:
    """Return the mapping under `key`. Raises RuleFileError without one."""
    content = read_yaml(path).get(key)
    if not isinstance(content, dict):
        raise RuleFileError(f"{path}: needs the top key {key} with a mapping below it")
    return content
