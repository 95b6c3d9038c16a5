"""A page in a browser, as far as the server can tell: begins, sends, and reads its stream."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.server import Nia

WAIT_SECONDS = 60


def new_id() -> str:
    """An id for a message, as a page makes it."""
    return uuid.uuid4().hex


def own_origin(nia: Nia) -> str:
    """The origin of the server's own pages."""
    return nia.url("").rstrip("/")


@dataclass
class Page:
    """One tab. `origin` is the site that it shows Nia on."""

    nia: Nia
    origin: str = ""
    token: str = ""
    address: str | None = None

    def __post_init__(self) -> None:
        self.origin = self.origin or own_origin(self.nia)
        if not self.token:
            begun = self.request("POST", "/website/conversations", json={})
            assert begun.status_code == 201, begun.text
            self.token = begun.json()["token"]

    def request(self, method: str, path: str, **given: Any) -> requests.Response:
        """A request with the page's origin and token, unless `headers` says otherwise."""
        given["headers"] = {**self.headers(), **given.pop("headers", {})}
        return requests.request(method, self.nia.url(path), timeout=WAIT_SECONDS, **given)

    def headers(self) -> dict[str, str]:
        headers = {"Origin": self.origin}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if self.address:
            headers["X-Forwarded-For"] = self.address
        return headers

    def post(self, **message: Any) -> requests.Response:
        """Send a message with a new id, unless it is given."""
        return self.request("POST", "/website/messages", json={"id": new_id(), **message})

    def say(self, text: str) -> str:
        """Send a text, and return its message's id."""
        sent = self.post(text=text)
        assert sent.status_code == 202, sent.text
        return str(sent.json()["id"])

    def ask(self, text: str) -> list[dict[str, Any]]:
        """Send a text, and return Nia's whole answer to it."""
        with Stream(self) as stream:
            message_id = self.say(text)
            return stream.answer_to(message_id)

    def delete(self) -> requests.Response:
        return self.request("DELETE", "/website/conversation")

    def reload(self) -> Page:
        """The same conversation in another tab, or after a reload."""
        return Page(self.nia, self.origin, self.token, self.address)


@dataclass
class Stream:
    """An open event stream, read in a thread; `events` are the frames with a number."""

    page: Page
    after: int | None = None
    events: list[dict[str, Any]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    names: list[tuple[str, Any]] = field(default_factory=list)
    ended: bool = False

    def __enter__(self) -> Stream:
        headers = {"Last-Event-ID": str(self.after)} if self.after is not None else {}
        self._changed = threading.Condition()
        self._response = self.page.request("GET", "/website/events", headers=headers, stream=True)
        assert self._response.status_code == 200, self._response.text
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection, as a page that goes away does."""
        raw: Any = self._response.raw
        with suppress(Exception):
            raw._fp.fp.raw._sock.shutdown(2)
        self._thread.join(10)
        self._response.close()

    def _read(self) -> None:
        fields: dict[str, str] = {}
        with suppress(requests.RequestException, AttributeError, ValueError):
            for line in self._response.iter_lines(chunk_size=1, decode_unicode=True):
                if line:
                    name, _, value = line.partition(": ")
                    fields[name] = value
                    continue
                self._take(fields)
                fields = {}
        with self._changed:
            self.ended = True
            self._changed.notify_all()

    def _take(self, fields: dict[str, str]) -> None:
        if "event" not in fields:
            return
        with self._changed:
            data = json.loads(fields["data"])
            self.names.append((fields["event"], data))
            if "id" in fields:
                self.numbers.append(int(fields["id"]))
                self.events.append(data)
            self._changed.notify_all()

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until something holds of what was read."""
        with self._changed:
            assert self._changed.wait_for(condition, WAIT_SECONDS), (self.names, self.ended)

    def wait_for(self, count: int) -> list[dict[str, Any]]:
        """Wait for so many events, and return them."""
        self.wait(lambda: len(self.events) >= count)
        return list(self.events)

    def answer_to(self, message_id: str) -> list[dict[str, Any]]:
        """Wait until Nia has answered a message wholly, and return what she said."""

        def finished() -> bool:
            said = [n for n, (_, data) in enumerate(self.names) if _is_answer(data, message_id)]
            return bool(said) and ("typing", {"on": False}) in self.names[said[-1] :]

        self.wait(finished)
        return [event for event in self.events if _is_answer(event, message_id)]


def _is_answer(data: dict[str, Any], message_id: str) -> bool:
    return data.get("id") == message_id and data.get("from") == "nia"
