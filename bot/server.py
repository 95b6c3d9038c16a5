"""The web server: the channels, the pages, and the health of both."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import Any

from rasa.core.channels.channel import InputChannel, register
from rasa.core.run import create_http_input_channels
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.assistant import ROOT, Assistant
from bot.bounded_protocol import BoundedProtocol
from bot.pages.routes import pages
from bot.purge.purge import Purge
from bot.purge.schedule import Schedule
from bot.purge.trackers import StoredTrackers
from bot.warm_up import warm_up
from clinic.environment import Environment
from clinic.settings import Clinic

logger = logging.getLogger(__name__)

MAX_REQUEST_BYTES = 200_000
HEADER_SECONDS = 10
# Each of these can be written to by anybody who reaches the server.
DEVELOPMENT_CHANNELS = frozenset({"rest"})


def channels(environment: Environment) -> list[InputChannel]:
    """The channels of credentials.yml; the development ones not in production."""
    found: list[InputChannel] = create_http_input_channels(None, str(ROOT / "credentials.yml"))
    if environment.is_production:
        found = [channel for channel in found if channel.name() not in DEVELOPMENT_CHANNELS]
    return found


def create_app(assistant: Assistant, environment: Environment, clinic: Clinic) -> Sanic:
    """The application, ready to run."""
    app = Sanic("nia", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = MAX_REQUEST_BYTES
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.config.REQUEST_TIMEOUT = HEADER_SECONDS
    app.ctx.agent, app.ctx.assistant = assistant.agent, assistant
    register(channels(environment), app, route="/webhooks/")

    port = None if environment.is_production else environment.port
    app.blueprint(pages(clinic, assistant.agent.domain, port))

    @app.get("/health/live")
    async def live(_: Request) -> HTTPResponse:
        return json({"status": "ok"})

    @app.before_server_start
    async def load_what_is_loaded_once(_: Sanic, __: Any) -> None:
        await warm_up(assistant.agent)

    @app.after_server_start
    async def settle_the_inbox(running: Sanic, _: Any) -> None:
        running.ctx.reconciling = asyncio.ensure_future(assistant.reconciler.run_forever())

    @app.after_server_start
    async def keep_no_longer(running: Sanic, _: Any) -> None:
        purge = Purge(assistant.inbox, StoredTrackers(environment.tracker_db_url))
        schedule = Schedule(purge, timedelta(days=clinic.privacy.retention_days))
        running.ctx.purging = asyncio.ensure_future(schedule.run_forever())

    @app.after_server_start
    async def say_ready(_: Sanic, __: Any) -> None:
        print(ready_line(environment), flush=True)

    @app.before_server_stop
    async def stop_settling(running: Sanic, _: Any) -> None:
        running.ctx.reconciling.cancel()
        running.ctx.purging.cancel()

    @app.after_server_stop
    async def close(_: Sanic, __: Any) -> None:
        assistant.inbox.shut()

    return app


def ready_line(environment: Environment) -> str:
    """The one line that says where Nia is to be found."""
    host = "localhost" if environment.host in {"127.0.0.1", "0.0.0.0", "::"} else environment.host  # noqa: S104
    return f"Nia is ready: http://{host}:{environment.port}/  (stop with Ctrl-C)"


def serve(assistant: Assistant, environment: Environment, clinic: Clinic) -> None:
    """Serve until the process is told to stop."""
    app = create_app(assistant, environment, clinic)
    app.run(
        host=environment.host,
        port=environment.port,
        protocol=BoundedProtocol,
        workers=1,
        access_log=False,
        motd=False,
        debug=False,
    )
