"""Faults inside a process, at one function: it is killed there, or raises, hangs, or is full.

A process that tests start puts them in before it runs; nothing of Nia knows of them. They happen
only while a file is there, so that a start, which settles what is owed, gets by.
"""

from __future__ import annotations

import importlib
import inspect
import os
import signal
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

HANGS_SECONDS = 30.0


class InjectedError(RuntimeError):
    """What a function raises that was told to."""


def put_in(target: str, what: str, armed: Path) -> None:
    """Let a fault happen at `target` (`package.module:Class.function`) while `armed` is there.

    `what`: "killed before", "killed after", "raises", "hangs", or "full" where the first argument
    is a connection to SQLite.
    """
    module, _, path = target.partition(":")
    *owners, name = path.split(".")
    owner: Any = importlib.import_module(module)
    for step in owners:
        owner = getattr(owner, step)
    setattr(owner, name, _faulty(getattr(owner, name), what, armed))


def _faulty(real: Callable[..., Any], what: str, armed: Path) -> Callable[..., Any]:
    def before() -> None:
        if not armed.exists():
            return
        if what == "killed before":
            os.kill(os.getpid(), signal.SIGKILL)
        if what == "raises":
            raise InjectedError
        if what == "hangs":
            time.sleep(HANGS_SECONDS)

    def after(*args: Any) -> None:
        if what == "killed after" and armed.exists():
            os.kill(os.getpid(), signal.SIGKILL)
        if what == "full" and armed.exists():
            args[0].execute("PRAGMA max_page_count=1")  # no page more than there are

    if inspect.iscoroutinefunction(real):

        @wraps(real)
        async def awaited(*args: Any, **kwargs: Any) -> Any:
            before()
            result = await real(*args, **kwargs)
            after(*args)
            return result

        return awaited

    @wraps(real)
    def called(*args: Any, **kwargs: Any) -> Any:
        before()
        result = real(*args, **kwargs)
        after(*args)
        return result

    return called
