"""Two server processes on one PostgreSQL and one Redis, as behind a proxy."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, text

from tests.server import Nia
from tests.services.test_server_faults import eventually
from tests.services.website.conftest import start
from tests.services.website.page import Page, Stream

ORIGIN = "https://www.clinic.example"
HASTY = "tests.services.website.hasty"
REPORT = "my temp is 39.2 and i am shivering"


def wait_for_answers(stream: Stream, wanted: set[str]) -> None:
    def answered() -> bool:
        return {event["id"] for event in stream.events if event["from"] == "nia"} == wanted

    stream.wait(answered)


@pytest.mark.usefixtures("trained_model")
def test_what_is_said_to_one_server_is_seen_at_the_other(
    two: tuple[Nia, Nia], postgres_database: str
) -> None:
    servers = two
    start(servers)
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
        assert one.numbers[:count] == list(range(1, count + 1))
        eventually(lambda: len(servers[0].alerts()) == 1)

        assert here.delete().status_code == 204
        other.wait(lambda: ("gone", {}) in other.names)
    assert there.post(text="hello").status_code == 401
    with create_engine(postgres_database).connect() as connection:
        for table in ("website_events", "website_messages", "website_choices", "events"):
            count = connection.execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
            assert count.scalar_one() == 0, table


@pytest.mark.usefixtures("trained_model")
def test_what_a_killed_server_was_answering_another_answers_once_with_one_alert(
    two: tuple[Nia, Nia], hanging_sink: str
) -> None:
    doomed, heir = two
    doomed.environ |= {"NIA_ACTION_ENDPOINT": hanging_sink, "NIA_ACTION_TIMEOUT": "10"}
    doomed.module = heir.module = HASTY
    start(two)
    page = Page(doomed, origin=ORIGIN)
    there = Page(heir, origin=ORIGIN, token=page.token)
    with Stream(there) as stream:
        report = page.say(REPORT)
        stream.wait(lambda: any(event["kind"] == "urgent" for event in stream.events))
        doomed.kill()
        assert heir.alerts() == []

        # Nobody sends anything again: the other server finds it by itself.
        stream.wait(lambda: any(event["choices"] for event in stream.events))
        eventually(lambda: len(heir.alerts()) == 1)
        thanks = there.say("thanks")
        stream.answer_to(thanks)
        answer = [each for each in stream.events if each["from"] == "nia" and each["id"] == report]
        assert [each["kind"] for each in answer] == ["urgent", "text", "text"]
        assert len({each["text"] for each in answer}) == len(answer)
        assert stream.numbers == list(range(1, len(stream.events) + 1))

        # Nor does the first say it once more when it is back.
        del doomed.environ["NIA_ACTION_ENDPOINT"]
        doomed.start()
        (said,) = page.ask("what is neutropenia?")
        stream.wait(lambda: said in stream.events)
        assert [each for each in stream.events if each["id"] == report][1:] == answer
    (alert,) = heir.alerts()
    assert alert["message"] == REPORT
