"""The website's channel: conversations by signed token, messages by POST, replies as a stream.

The contract between this and the widget is docs/website-channel.md. Named in credentials.yml as
`bot.channels.website.WebsiteInput`; it needs a server made by `bot.server.create_app`.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.conversation_events.database import StoreUnavailable
from bot.website_channel.advice import advice
from bot.website_channel.http import (
    PLAIN_HEADERS,
    allowed_origin,
    answer,
    client_address,
    last_event_id,
    read_object,
    refusal,
)
from bot.website_channel.origins import cors_headers, preflight_headers
from bot.website_channel.output import NAME
from bot.website_channel.refusal import Refused
from bot.website_channel.service import WebsiteService
from bot.website_channel.take_over import TakeOver
from bot.website_channel.tokens import bearer
from bot.website_pages import add_pages
from clinic.environment import Environment
from clinic.settings import Clinic, load_clinic
from clinic.signing_key import signing_key

logger = logging.getLogger(__name__)

KEY_FILE = "website.key"
STOP_SECONDS = 8.0
STREAM_HEADERS = {"X-Accel-Buffering": "no", "Content-Type": "text/event-stream; charset=utf-8"}
DATABASE_RETRY_SECONDS = 5.0

Handler = Callable[[Request, str], Awaitable[HTTPResponse | None]]


class WebsiteInput(InputChannel):
    """The routes below /website, and /chat.

    Raises clinic.signing_key.KeyUnusable if no key can be had.
    """

    take_over = TakeOver()

    def __init__(self, environment: Environment, clinic: Clinic) -> None:
        self._environment, self._clinic = environment, clinic
        self._key = signing_key(environment, KEY_FILE)
        self._service: WebsiteService
        self._tasks: list[Any] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebsiteInput:  # noqa: ARG003
        """Take the settings from the environment and clinic.yml, as the whole server does."""
        environment = Environment.from_environ()
        return cls(environment, load_clinic(environment.clinic_file))

    def url_prefix(self) -> str:
        """Not below /webhooks: people's browsers come here."""
        return "/"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:  # noqa: ARG002
        """Return the routes. Messages go to the agent's door, which is what Rasa would call."""
        routes = Blueprint("website")
        handlers: tuple[tuple[str, str, Handler], ...] = (
            ("/website/conversations", "POST", self._begin),
            ("/website/messages", "POST", self._receive),
            ("/website/events", "GET", self._stream),
            ("/website/conversation", "DELETE", self._delete),
        )

        async def preflight(request: Request) -> HTTPResponse:
            return self._preflight(request)

        for address, method, handler in handlers:
            guarded = self._guarded(handler)
            routes.add_route(guarded, address, methods=[method], stream=method == "POST")
            name = f"may{handler.__name__}"
            routes.add_route(preflight, address, methods=["OPTIONS"], name=name)
        add_pages(routes, self._clinic)
        routes.listener("before_server_start")(self._start)
        routes.listener("after_server_start")(self._begin_upkeep)
        routes.listener("before_server_stop")(self._stop)
        return routes

    async def _begin(self, request: Request, origin: str) -> HTTPResponse:
        await read_object(request)
        token = self._service.begin(origin, self._address(request))
        return answer({"token": token.text, "expires_at": token.expires_at}, 201, origin)

    async def _receive(self, request: Request, origin: str) -> HTTPResponse:
        conversation_id = self._conversation(request, origin)
        body = await read_object(request)
        stored, is_new = await self._service.receive(conversation_id, self._address(request), body)
        return answer(stored, 202 if is_new else 200, origin)

    async def _delete(self, request: Request, origin: str) -> HTTPResponse:
        await self._service.delete(self._conversation(request, origin))
        return answer(None, 204, origin)

    async def _stream(self, request: Request, origin: str) -> None:
        after = last_event_id(request.headers)
        conversation_id = self._conversation(request, origin)
        listener = await self._service.listen(conversation_id, self._address(request))
        try:
            response = await request.respond(
                headers=PLAIN_HEADERS | STREAM_HEADERS | cors_headers(origin)
            )
            async for frame in self._service.frames(listener, after):
                await response.send(frame)
            await response.eof()
        except StoreUnavailable:
            logger.error("A stream ended, because its events could not be read.")
        finally:
            self._service.hub.leave(listener)

    def _preflight(self, request: Request) -> HTTPResponse:
        try:
            origin = allowed_origin(request, self._clinic.website)
        except Refused as refused:
            return refusal(refused, advice(self._clinic), None)
        return HTTPResponse(status=204, headers=preflight_headers(origin))

    def _guarded(self, handler: Handler) -> Callable[[Request], Awaitable[HTTPResponse | None]]:
        """Return a handler that answers whatever goes wrong with the advice to call."""

        @wraps(handler)
        async def guarded(request: Request) -> HTTPResponse | None:
            origin = None
            try:
                origin = allowed_origin(request, self._clinic.website)
                return await handler(request, origin)
            except Refused as refused:
                return refusal(refused, advice(self._clinic), origin)
            except Exception as fault:
                logger.error("A request of the website failed (%s).", type(fault).__name__)
                broken = Refused("unavailable", wait_seconds=DATABASE_RETRY_SECONDS)
                return refusal(broken, advice(self._clinic), origin)

        return guarded

    def _conversation(self, request: Request, origin: str) -> str:
        return self._service.conversation(bearer(request.headers.get("authorization")), origin)

    def _address(self, request: Request) -> str:
        return client_address(request, self._clinic.website)

    async def _start(self, app: Sanic, _: Any) -> None:
        self._service = WebsiteService(
            app.ctx.assistant, self._environment, self._clinic, self._key, self.take_over
        )
        app.ctx.website = self._service

    async def _begin_upkeep(self, _: Sanic, __: Any) -> None:
        self._tasks = self._service.upkeep.start()

    async def _stop(self, _: Sanic, __: Any) -> None:
        for task in self._tasks:
            task.cancel()
        self._service.hub.close()
        await self._service.turns.finish(STOP_SECONDS)
        self._service.database.close()
