"""A connection is not held open by a byte now and then, before the request or in its body."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, text

from bot.bounded_protocol import BoundedProtocol
from bot.website_channel import http
from bot.website_channel.refusal import Refused

HEAD = b"POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
MOST_BYTES_TAKEN = 600


@asynccontextmanager
async def server() -> AsyncIterator[int]:
    """A server on loopback whose waits are short; its port."""
    app = Sanic("bounded", configure_logging=False)
    app.config.REQUEST_TIMEOUT = app.config.KEEP_ALIVE_TIMEOUT = 0.3
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.config.TOUCHUP = False  # Sanic rewrites its own methods, once in a process

    async def read(request: Request) -> HTTPResponse:
        try:
            await http.read_object(request)
        except Refused as refused:
            return text(refused.code, status=refused.status)
        return text("read")

    app.add_route(read, "/read", methods=["POST"], stream=True)
    listening = socket.create_server(("127.0.0.1", 0))
    running = await app.create_server(
        sock=listening, protocol=BoundedProtocol, return_asyncio_server=True
    )
    await running.startup()
    try:
        yield listening.getsockname()[1]
    finally:
        running.close()
        await running.wait_closed()


async def dribbled(port: int, beginning: bytes) -> int:
    """Send a beginning, then a byte now and then; return how many it took until the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    ended = asyncio.ensure_future(reader.read())
    sent = 0
    with suppress(ConnectionError):
        writer.write(beginning)
        while not ended.done() and sent < MOST_BYTES_TAKEN:
            writer.write(b"x")
            await writer.drain()
            sent += 1
            await asyncio.sleep(0.05)
    writer.close()
    return sent


async def answered(port: int) -> bytes:
    """The answer to a request that comes at once."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(HEAD.replace(b"1000", b"2") + b"Connection: close\r\n\r\n{}")
    answer = await reader.read()
    writer.close()
    return answer


async def test_what_comes_byte_by_byte_is_cut_off_and_what_comes_in_time_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # One server for all of it: Sanic prepares itself once in a process.
    monkeypatch.setattr(http, "BODY_SECONDS", 0.3)
    beginnings = (
        b"POST /read HTTP/1.1\r\nX-Slow: ",
        HEAD + b"\r\n{",
        HEAD.replace(b"Content-Length: 1000", b"Transfer-Encoding: chunked") + b"\r\n",
        HEAD.replace(b"/read", b"/nowhere") + b"\r\n{",
    )
    async with server() as port:
        slow = [asyncio.ensure_future(dribbled(port, beginning)) for beginning in beginnings]
        answer = await answered(port)
        assert answer.startswith(b"HTTP/1.1 200")
        assert answer.endswith(b"read")
        for one in slow:
            assert await one < MOST_BYTES_TAKEN
