"""A reverse proxy by HTTP before several servers, which gives each request to the next of them."""

from __future__ import annotations

import socket
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

METHODS = ["GET", "POST", "DELETE", "OPTIONS"]
OF_ONE_CONNECTION = {"connection", "keep-alive", "transfer-encoding"}


@dataclass
class RoundRobin:
    """Nobody stays with one server. One that cannot be reached is left out, as nginx does.

    `served` are the paths of requests in order, each with the server that had it.
    """

    servers: Sequence[str]
    served: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        # Listens at once: who comes before the proxy runs is not refused.
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listener.getsockname()[1])

    def by(self, path: str) -> list[str]:
        """Who served a path, in order."""
        return [server for asked, server in self.served if asked == path]

    async def pass_on(self, request: Request) -> Response:
        """Hand a request to the next server, and its answer back piece by piece."""
        body = await request.body()
        assert request.client is not None
        headers = [
            *((name, value) for name, value in request.headers.items() if name != "connection"),
            ("x-forwarded-for", request.client.host),
        ]
        path = request.url.path
        for _ in self.servers:
            server = self.servers[len(self.served) % len(self.servers)]
            self.served.append((path, server))
            asked = self._client.build_request(
                request.method, server + path, headers=headers, content=body
            )
            try:
                answer = await self._client.send(asked, stream=True)
            except httpx.TransportError:
                self.served[-1] = (path, "nobody")
                continue
            kept = [one for one in answer.headers.raw if one[0].decode() not in OF_ONE_CONNECTION]
            response = StreamingResponse(_pieces(answer), answer.status_code)
            response.raw_headers = [(name.lower(), value) for name, value in kept]
            return response
        return Response(status_code=502)

    def serve(self) -> uvicorn.Server:
        """Begin to listen."""
        self._client = httpx.AsyncClient(timeout=None)  # noqa: S113
        routes = [Route("/{path:path}", self.pass_on, methods=METHODS)]
        server = uvicorn.Server(
            uvicorn.Config(Starlette(routes=routes), log_level="critical", ws="none")
        )
        listen = {"sockets": [self._listener]}
        threading.Thread(target=server.run, kwargs=listen, daemon=True).start()
        return server


async def _pieces(answer: httpx.Response) -> AsyncIterator[bytes]:
    try:
        async for piece in answer.aiter_raw():
            yield piece
    finally:
        with suppress(httpx.HTTPError):
            await answer.aclose()


@contextmanager
def round_robin(*servers: str) -> Iterator[RoundRobin]:
    """A proxy before servers, by their addresses."""
    proxy = RoundRobin(servers)
    running = proxy.serve()
    try:
        yield proxy
    finally:
        running.force_exit = running.should_exit = True
