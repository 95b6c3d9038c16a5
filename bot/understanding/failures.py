"""Notes on a message that a component could not read it, so that the verdict asks (design.md)."""

import logging
from typing import Any, Protocol

logger = logging.getLogger(__name__)
KEY = "understanding_failures"


class _Message(Protocol):
    def get(self, prop: str, default: Any = None) -> Any: ...

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None: ...


def note(message: _Message, component: str, error: Exception) -> None:
    """Remember and log which component failed and how; never the person's words."""
    logger.error("%s failed with %s", component, type(error).__name__)
    message.set(KEY, [*noted(message), component], add_to_output=True)


def noted(message: _Message) -> list[str]:
    """Return the names of the components that failed on this message."""
    found: list[str] = message.get(KEY) or []
    return found
