"""The base of every section of clinic.yml: closed, frozen, empty means default."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, Extra, Field, root_validator


class Section(BaseModel):
    """A part of clinic.yml. Unknown keys are refused; an empty value means the default."""

    class Config:
        """Closed and immutable, and every default is checked like a given value."""

        extra = Extra.forbid
        frozen = True

    @root_validator(pre=True)
    def _empty_means_default(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in values.items() if value is not None}


def setting(
    default: Any, remedy: str, class_of: Callable[[Any], type[BaseModel]] | None = None
) -> Any:
    """Declare a key with its default and the remedy that a fault report ends with.

    `class_of` tells for one item of a list which class describes it, where they differ.
    """
    if callable(default):
        return Field(default_factory=default, remedy=remedy, class_of=class_of)
    return Field(default, remedy=remedy, class_of=class_of)
