"""The website's own pages on a real server on loopback, for one clinic."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

from rasa.shared.core.domain import Domain
from sanic import Sanic

from bot.pages.routes import pages
from clinic.plain_yaml import read_plain_yaml
from clinic.settings import Clinic
from tests.server import ROOT, free_port

CLINIC = Clinic(
    name="Oak Street Clinic",
    phone={
        "daytime": "555-0100",
        "after_hours": "555-0199",
        "time_zone": "America/New_York",
        "hours": {"monday": "08:00-17:00"},
    },
    region="US",
    privacy={"notice_url": "https://clinic.example/privacy"},
)


@lru_cache(maxsize=1)
def domain() -> Domain:
    """Intents and responses as they stand in the project's files, without a model."""
    intents = read_plain_yaml(ROOT / "domain.yml")["intents"]
    files = sorted(Path(ROOT / "data" / "responses").glob("*.yml"))
    found = [read_plain_yaml(file).get("responses") or {} for file in files]
    responses = {name: one for given in found for name, one in given.items()}
    return Domain.from_dict({"intents": intents, "responses": responses})


@contextmanager
def serving_pages(clinic: Clinic = CLINIC, port_shown: int | None = None) -> Iterator[str]:
    """The address of a server of the pages; it is stopped afterwards."""
    app = Sanic(f"pages-{uuid4().hex}", configure_logging=False)
    # The widget is tested with a server that has its channel too.
    app.blueprint(pages(clinic, domain(), port_shown, manifest=Path("none")))
    port = free_port()
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def serve() -> None:
        server = await app.create_server("127.0.0.1", port, return_asyncio_server=True)
        assert server is not None
        await server.startup()
        await server.start_serving()
        ready.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(serve())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(20)
    try:
        yield f"http://localhost:{port}"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=10)
