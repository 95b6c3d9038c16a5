"""Turn pydantic's errors into sentences that name the key, the value and the remedy."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import ModelField

from clinic.nearest import nearest

GENERIC_REMEDY = "see the comments in clinic.yml"
SHOWN = 60


def fault_sentences(
    error: ValidationError, model: type[BaseModel], given: dict[str, Any], source: str
) -> list[str]:
    """Return one sentence per fault found when `given` was read as `model`."""
    return [_sentence(each, model, given, source) for each in error.errors()]


def _sentence(fault: Any, model: type[BaseModel], given: dict[str, Any], source: str) -> str:
    loc: tuple[str | int, ...] = tuple(part for part in fault["loc"] if part != "__root__")
    key = _dotted(loc)
    if fault["type"] == "value_error.extra":
        return f"{source}: {key} is not a known key; {_suggestion(loc, model, given)}."
    remedy = _remedy(loc, model, given)
    value = _value_at(given, loc)
    shown = "not shown" if _may_be_secret(loc) else _shown(value)
    if fault["type"] == "value_error.missing":
        return f"{source}: {key} is missing; {remedy}."
    if fault["type"].startswith("type_error"):
        wrong = fault["msg"].replace("value is", "it is").replace(" valid dict", " group of keys")
        return f"{source}: {key} is {shown}, but {wrong}; {remedy}."
    if not key:
        return f"{source}: {fault['msg']}."
    if isinstance(value, dict):
        return f"{source}: {key}: {fault['msg']}; {remedy}."
    return f"{source}: {key} is {shown}: {fault['msg']}; {remedy}."


def _may_be_secret(loc: tuple[str | int, ...]) -> bool:
    """Secrets land by mistake in these keys, and faults end up in logs."""
    return bool(loc) and (str(loc[-1]).endswith("_env") or loc[-1] in {"url", "inbox_url"})


def _dotted(loc: tuple[str | int, ...]) -> str:
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".")


def _shown(value: Any) -> str:
    text = str(value)
    return f"'{text[:SHOWN]}...'" if len(text) > SHOWN else f"'{text}'"


def _value_at(given: Any, loc: tuple[str | int, ...]) -> Any:
    for part in loc:
        try:
            given = given[part]
        except (KeyError, IndexError, TypeError):
            return given
    return given


def _walk(
    loc: tuple[str | int, ...], model: type[BaseModel], given: Any
) -> tuple[list[ModelField], Any]:
    """Return the declared fields that `loc` passes through, and the type that it leads to."""
    fields: list[ModelField] = []
    reached: Any = model
    for part in loc:
        given = _value_at(given, (part,))
        if isinstance(part, int):
            # The items of one list may be of several classes.
            class_of = fields[-1].field_info.extra.get("class_of") if fields else None
            reached = class_of(given) if class_of else reached
            continue
        if not (isinstance(reached, type) and issubclass(reached, BaseModel)):
            break
        field = reached.__fields__.get(part)
        if field is None:
            break
        fields.append(field)
        reached = field.type_
    return fields, reached


def _remedy(loc: tuple[str | int, ...], model: type[BaseModel], given: Any) -> str:
    remedies = [
        str(field.field_info.extra["remedy"])
        for field in _walk(loc, model, given)[0]
        if "remedy" in field.field_info.extra
    ]
    return remedies[-1] if remedies else GENERIC_REMEDY


def _suggestion(loc: tuple[str | int, ...], model: type[BaseModel], given: Any) -> str:
    owner = _walk(loc[:-1], model, given)[1]
    known = list(owner.__fields__) if hasattr(owner, "__fields__") else []
    likely = nearest(str(loc[-1]), known)
    if likely:
        return f"use {_dotted((*loc[:-1], likely))}, or remove it"
    return f"remove it, or use one of: {', '.join(known)}"
