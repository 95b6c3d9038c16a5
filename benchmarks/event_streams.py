"""What do 500 open pages of the website cost? `python -m benchmarks.event_streams`.

A real server with an open event stream for each of 500 conversations, while others send messages:
memory for each stream, and the time until a message is stored and until it is answered, with the
streams, and before and after as without. Compare the ratios, not the times of one machine.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
import uuid
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import aiohttp

from benchmarks.start import resident_megabytes
from bot.training import trained_model
from tests.server import Nia, prepared

STREAMS = 500
MESSAGES = 40
MESSAGES_OF_ONE = 8  # more at once are over the limit of a conversation
TEXT = "what is neutropenia?"
_addresses = count(1)


@dataclass
class Person:
    """Somebody at an address of their own."""

    session: aiohttp.ClientSession
    nia: Nia
    headers: dict[str, str]

    @classmethod
    async def come(cls, session: aiohttp.ClientSession, nia: Nia) -> Person:
        """Begin a conversation."""
        number = next(_addresses)
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        headers = {"Origin": nia.url("").rstrip("/"), "X-Forwarded-For": address}
        begun = session.post(nia.url("/website/conversations"), json={}, headers=headers)
        async with begun as answer:
            answer.raise_for_status()
            headers["Authorization"] = f"Bearer {(await answer.json())['token']}"
        return cls(session, nia, headers)

    async def open(self, stack: AsyncExitStack) -> aiohttp.ClientResponse:
        """Open a stream that stays open, and read its beginning."""
        response = await stack.enter_async_context(
            self.session.get(self.nia.url("/website/events"), headers=self.headers)
        )
        response.raise_for_status()
        await response.content.readuntil(b"\n\n")
        return response

    async def ask(self, response: aiohttp.ClientResponse) -> tuple[float, float]:
        """Send a message; return the milliseconds until it is stored, and until Nia stopped."""
        started = time.perf_counter()
        message = {"id": uuid.uuid4().hex, "text": TEXT}
        sending = self.session.post(
            self.nia.url("/website/messages"), json=message, headers=self.headers
        )
        async with sending as answer:
            answer.raise_for_status()
        stored = time.perf_counter()
        while b'{"on": false}' not in await response.content.readuntil(b"\n\n"):
            pass
        return (stored - started) * 1000, (time.perf_counter() - started) * 1000


async def asked(session: aiohttp.ClientSession, nia: Nia) -> tuple[float, float]:
    """Return the median milliseconds of a message: until stored, until answered."""
    times: list[tuple[float, float]] = []
    while len(times) < MESSAGES:
        async with AsyncExitStack() as stack:
            person = await Person.come(session, nia)
            response = await person.open(stack)
            times += [await person.ask(response) for _ in range(MESSAGES_OF_ONE)]
    return statistics.median(one for one, _ in times), statistics.median(two for _, two in times)


async def measure(nia: Nia, pid: int) -> None:
    """Print the table."""
    timeout = aiohttp.ClientTimeout(total=None)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
        await asked(session, nia)  # the first of everything is slower
        before = await asked(session, nia)
        memory = resident_megabytes(pid)
        async with AsyncExitStack() as stack:
            for _ in range(STREAMS):
                person = await Person.come(session, nia)
                await person.open(stack)
            grown = resident_megabytes(pid) - memory
            during = await asked(session, nia)
        await asyncio.sleep(1)
        after = await asked(session, nia)
    without = [statistics.mean(pair) for pair in zip(before, after, strict=True)]
    print(f"{STREAMS} open streams: {grown:.0f} MB, {grown / STREAMS * 1024:.0f} KB for each")
    for name, (with_them, without_them) in zip(
        ("stored", "answered"), zip(during, without, strict=True), strict=True
    ):
        print(
            f"until a message is {name:8}  without {without_them:6.1f} ms   "
            f"with {with_them:6.1f} ms   {with_them / without_them:4.2f} x"
        )


def main() -> None:
    """Start a server, and measure."""
    trained_model()
    with tempfile.TemporaryDirectory() as folder:
        clinic = Path(folder) / "clinic.yml"
        clinic.write_text("website: {trusted_proxies: 1}\n")
        nia = prepared(Path(folder), NIA_CLINIC_FILE=str(clinic))
        nia.start()
        try:
            assert nia.process is not None
            asyncio.run(measure(nia, nia.process.pid))
        finally:
            nia.stop()


if __name__ == "__main__":
    main()
