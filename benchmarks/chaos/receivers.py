"""The clinic's end: HTTP servers on loopback that keep each key once, and fail at random.

    python -m benchmarks.chaos.receivers FOLDER SEED COUNT

Prints its ports. A failing receiver may have taken the alert before it fails: only the key tells
the next try of the same from something new.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from benchmarks.chaos.house import arrivals_file, faulty_file

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
_HOW = {
    "takes": (50, True, OK),
    "takes, says 500": (8, True, b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"),
    "takes, half an answer": (6, True, b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
    "takes, garbage": (4, True, b"\x00\xff what is this\r\n\r\n"),
    "takes, hangs": (3, True, None),
    "says 500": (8, False, b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"),
    "says 429": (4, False, b"HTTP/1.1 429 No\r\nRetry-After: 3\r\nContent-Length: 0\r\n\r\n"),
    "says 404": (2, False, b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"),
    "closes": (4, False, b""),
    "garbage": (4, False, b"\x00\xff what is this\r\n\r\n"),
    "hangs": (3, False, None),
}
"""By name: how often, whether the alert is taken, and what is answered; None: never anything."""


@dataclass
class Receivers:
    """All receivers of one process. `keys`: of what each has taken."""

    folder: Path
    random: random.Random
    file: TextIO
    keys: set[tuple[int, str]] = field(default_factory=set)

    @property
    def is_faulty(self) -> bool:
        """Whether to fail at random."""
        return faulty_file(self.folder).exists()

    async def serve(self, place: int, held: socket.socket) -> None:
        """Listen, with outages in which connections are refused."""
        while True:
            listening = _bound(held.getsockname()[1])
            server = await asyncio.start_server(
                lambda reader, writer: self._handle(place, reader, writer),
                sock=listening,
                backlog=256,
            )
            await asyncio.sleep(self.random.uniform(2, 8))
            if self.is_faulty:
                server.close()
                await server.wait_closed()
                await asyncio.sleep(self.random.uniform(0.2, 1.5))
            else:
                await server.serve_forever()

    async def _handle(
        self, place: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, ValueError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            body = await reader.readexactly(int(_header(head, "Content-Length")))
            how = self._how()
            _, takes, answer = _HOW[how]
            self._take(place, how, takes, head, body)
            if answer is None:
                await self._hang(reader)
            else:
                writer.write(answer)
                await writer.drain()
        writer.close()

    def _how(self) -> str:
        if not self.is_faulty:
            return "takes"
        weights = [weight for weight, _, _ in _HOW.values()]
        return self.random.choices(list(_HOW), weights)[0]

    def _take(self, place: int, how: str, takes: bool, head: str, body: bytes) -> None:
        key = _header(head, "Idempotency-Key")
        kept = takes and (place, key) not in self.keys
        if kept:
            self.keys.add((place, key))
        line = {
            "signed_at": int(_header(head, "X-Nia-Signature").partition(",")[0].removeprefix("t=")),
            "place": place,
            "how": how,
            "kept": kept,
            "key": key,
            "body": body.decode(),
        }
        print(json.dumps(line), file=self.file, flush=True)

    async def _hang(self, reader: asyncio.StreamReader) -> None:
        while self.is_faulty:
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(reader.read(), 1)
                return


def _bound(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind(("127.0.0.1", port))
    return made


def _header(head: str, name: str) -> str:
    for line in head.split("\r\n")[1:]:
        key, _, value = line.partition(":")
        if key.lower() == name.lower():
            return value.strip()
    return ""


async def main(folder: Path, seed: str, count: int) -> None:
    """Serve until killed."""
    # Bound for good, so that nobody else gets the port during an outage.
    held = [_bound(0) for _ in range(count)]
    with arrivals_file(folder).open("a") as file:
        receivers = Receivers(folder, random.Random(seed), file)  # noqa: S311 (no secret)
        print(*(one.getsockname()[1] for one in held), flush=True)
        await asyncio.gather(*(receivers.serve(place, one) for place, one in enumerate(held)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
