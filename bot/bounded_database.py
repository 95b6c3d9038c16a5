"""Work on a PostgreSQL that may hang: in threads, and never longer than a reply can wait (ESC-2).

Whoever waited in vain goes on without an answer, and so do all others at once until the database
answers again. The thread that hangs is left behind; its connection is cut a little later, so that
neither threads nor connections pile up.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from typing import Any, TypeVar

from rasa.core.tracker_store import create_engine_kwargs
from sqlalchemy import create_engine
from sqlalchemy.engine import Engine
from sqlalchemy.event import listen
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError

from bot.cut_off import Cuttable, watch
from bot.in_thread import in_thread
from bot.outage import Outage

MOST_THREADS = 24
LOCK_SECONDS = 0.3
"""Shorter than anybody waits: what one conversation waits for is no outage for the others."""

HANG_SECONDS = 1.0
"""Longer than a busy machine takes: what is only late for one reply is no outage for the others."""

# PostgreSQL's codes of a wait for a lock or a statement that took too long.
_TOO_LONG = frozenset({"55P03", "57014"})

Result = TypeVar("Result")


class Unavailable(Exception):
    """The database cannot be used just now; what was to be done may still be done later."""


class BoundedDatabase:
    """An engine that is used by threads of its own. Nothing is opened until it is used.

    Args:
        engine: of a PostgreSQL; see `bot.cut_off.watch`.
        what: how it is called in the log.
        seconds: for connecting, and for one statement; work that hangs is cut a second later.
    """

    def __init__(self, engine: Engine, what: str, seconds: float) -> None:
        watch(engine)
        self.engine = engine
        self._what = what
        self._cut_seconds = seconds + 1.0
        self._going: set[asyncio.Future[Any]] = set()
        self._outage = Outage(what, lambda: self._begin(self._sign_of_life))

    @property
    def is_away(self) -> bool:
        """Whether it is known not to answer just now."""
        return self._outage.is_on

    def start(self, work: Callable[..., Result], *args: Any) -> asyncio.Future[Result]:
        """Begin blocking work; pass what is returned to `result`. Raises Unavailable."""
        if self._outage.is_on or len(self._going) >= MOST_THREADS:
            raise Unavailable
        return self._begin(work, *args)

    async def room(self, seconds: float) -> None:
        """Wait for a thread that is free. Raises Unavailable if there is none in time."""
        ends = asyncio.get_running_loop().time() + seconds
        while len(self._going) >= MOST_THREADS and not self._outage.is_on:
            left = ends - asyncio.get_running_loop().time()
            if left <= 0:
                raise Unavailable
            await asyncio.wait(set(self._going), timeout=left, return_when=asyncio.FIRST_COMPLETED)

    async def result(self, work: asyncio.Future[Result], seconds: float) -> Result:
        """Return what the work returns; after so many seconds it goes on by itself.

        Raises:
            Unavailable: if it takes longer, or the database is away.
            Exception: whatever else the work raises.
        """
        # Unlike wait_for, this cancels nothing.
        done, _ = await asyncio.wait({work}, timeout=seconds)
        if not done:
            raise Unavailable
        fault = work.exception()
        if fault is None:
            return work.result()
        if is_away(fault):
            self._outage.begin()
        if is_away(fault) or takes_too_long(fault):
            raise Unavailable from fault
        raise fault

    def _begin(self, work: Callable[..., Result], *args: Any) -> asyncio.Future[Result]:
        cuttable = Cuttable()
        going = in_thread(lambda: cuttable.run(lambda: work(*args)), self._what)
        loop = asyncio.get_running_loop()
        hanging = loop.call_later(HANG_SECONDS, self._outage.begin)
        cutting = loop.call_later(self._cut_seconds, cuttable.cut)
        self._going.add(going)

        def ended(done: asyncio.Future[Result]) -> None:
            hanging.cancel()
            cutting.cancel()
            self._going.discard(done)
            if not done.cancelled():
                done.exception()  # whoever waited for it may have gone

        going.add_done_callback(ended)
        return going

    def _sign_of_life(self) -> None:
        self.engine.dispose()  # connections that hang
        with self.engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")


def is_away(fault: BaseException) -> bool:
    """Tell whether there was no connection, or none any more."""
    if isinstance(fault, DBAPIError) and fault.connection_invalidated:
        return True
    return isinstance(fault, OperationalError | InterfaceError) and not takes_too_long(fault)


def takes_too_long(fault: BaseException) -> bool:
    """Tell whether the database itself gave up waiting."""
    return isinstance(fault, SQLAlchemyError) and _code(fault) in _TOO_LONG


def _code(fault: SQLAlchemyError) -> str | None:
    return getattr(getattr(fault, "orig", None), "pgcode", None)


def engine_for(url: str, seconds: float) -> Engine:
    """Return an engine whose waits end; `seconds`: for connecting, and for one statement."""
    options = create_engine_kwargs(url)
    engine = create_engine(
        url,
        # Errors are logged, and who wrote is personal (ESC-11).
        hide_parameters=True,
        connect_args={
            "connect_timeout": max(2, math.ceil(seconds)),  # fewer seconds libpq does not know
            "application_name": "nia-conversations",
            **options.pop("connect_args", {}),
        },
        **options,
    )

    def configure(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            for setting, limit in (
                ("statement_timeout", seconds),
                ("lock_timeout", min(seconds, LOCK_SECONDS)),
                ("idle_in_transaction_session_timeout", 10.0),
            ):
                cursor.execute(f"SET {setting} = {int(limit * 1000)}")
        connection.commit()

    listen(engine, "connect", configure)
    return engine
