"""Read a YAML file as people mean it: every value is the text that stands there.

YAML would turn `000` into 0, `NO` into false and `08:00` into a number of seconds. Phone numbers,
country codes and times must not suffer that, so scalars stay text and the models convert them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from clinic.errors import SettingsError

NOTHING = {"", "~", "null", "Null", "NULL"}


def read_plain_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping in `path`: text, lists and mappings, None for what is left empty.

    Raises:
        SettingsError: the file cannot be read, is not YAML, or is not a mapping.
    """
    try:
        content = YAML(typ="base").load(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError([f"{path} is not UTF-8 text; save it as UTF-8."]) from error
    except OSError as error:
        reason = error.strerror or error
        raise SettingsError(
            [f"{path} cannot be read ({reason}); check its permissions."]
        ) from error
    except MarkedYAMLError as error:
        raise SettingsError([_syntax_fault(path, error)]) from error
    except YAMLError as error:
        raise SettingsError(
            [f"{path} is not readable YAML; check it for stray characters."]
        ) from error
    settings = _empty_to_none(content)
    if settings is None:
        return {}
    if not isinstance(settings, dict):
        raise SettingsError(
            [f"{path} does not hold 'key: value' lines; see the clinic.yml example."]
        )
    return settings


def _syntax_fault(path: Path, error: MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    where = f"{path} line {mark.line + 1}" if mark else str(path)
    problem = str(error.problem or error.context or "this is not YAML")
    if isinstance(error, DuplicateKeyError):
        return f"{where}: {problem.split(' with value')[0]}; keep one of the two lines."
    return f"{where}: {problem}; check the indentation, colons and quotes there."


def _empty_to_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _empty_to_none(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_empty_to_none(item) for item in value]
    return None if isinstance(value, str) and value.strip() in NOTHING else value
