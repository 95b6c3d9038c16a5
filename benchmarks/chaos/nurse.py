"""People at the clinic acknowledge and resolve, in the store and by links; scanners open links.

    python -m benchmarks.chaos.stepped CLOCK benchmarks.chaos.nurse FOLDER SEED

Before anything that acknowledges there is a line `intends WHO ALERT`, after it `did WHO ALERT
SECONDS` (Unix): whatever the record holds has to be among the first.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import requests
from sqlalchemy import func, select

from benchmarks.chaos.house import ROUTES, arrivals_file, note
from careteam.handling import AlreadyResolved, HasNews, acknowledge, resolve, words_seen
from careteam.records import find_alert
from careteam.schema import alerts
from careteam.store import Store, StoreUnavailable
from clinic.environment import Environment

_AT_ONCE = 50


class Nurse:
    """One person with the inbox at hand and messages coming in."""

    def __init__(self, folder: Path, seed: str, url: str) -> None:
        self._store = Store(url)
        self._random = random.Random(seed)  # noqa: S311 (no secret)
        self._seen = folder / "seen.txt"
        self._arrivals = arrivals_file(folder).open()
        self._links: list[tuple[str, str, str]] = []
        self._count = 0

    def work(self) -> None:
        """Look at some open alerts and at some messages."""
        open_alerts = select(alerts.c.id).where(alerts.c.closed_at.is_(None))
        with self._store.reading() as connection:
            some = open_alerts.order_by(func.random()).limit(_AT_ONCE)
            found = list(connection.execute(some).scalars())
        for alert_id in found:
            doing = self._random.choices((self._resolve, self._acknowledge, None), (7, 2, 1))[0]
            if doing is not None:
                doing(alert_id)
        self._read_messages()
        for _ in range(min(3, len(self._links))):
            alert_id, route, link = self._links.pop(self._random.randrange(len(self._links)))
            self._open(alert_id, route, link)

    def _acknowledge(self, alert_id: str) -> None:
        store, seen = self._store, words_seen(find_alert(self._store, alert_id).state)
        self._do(self._name(), alert_id, lambda by: acknowledge(store, alert_id, by, seen=seen))

    def _resolve(self, alert_id: str) -> None:
        seen = words_seen(find_alert(self._store, alert_id).state)
        self._do(
            self._name(),
            alert_id,
            lambda by: resolve(self._store, alert_id, by, "called", seen=seen),
        )

    def _open(self, alert_id: str, route: str, link: str) -> None:
        session = requests.Session()
        page = session.get(link, timeout=5)
        fields = re.findall(r'name="(form_token|seen)" value="(\w+)"', page.text)
        if len(fields) != 2 or self._random.random() < 0.4:  # a scanner, that only opens
            return

        def press(_: str) -> None:
            session.post(link, data=dict(fields), timeout=5).raise_for_status()

        self._do(f"link-of-{route}", alert_id, press)

    def _do(self, who: str, alert_id: str, what: Callable[[str], object]) -> None:
        note(self._seen, "intends", who, alert_id)
        try:
            what(who)
        except (AlreadyResolved, HasNews):
            return
        note(self._seen, "did", who, alert_id, repr(time.time()))

    def _name(self) -> str:
        self._count += 1
        return f"nurse-{os.getpid()}-{self._count}"

    def _read_messages(self) -> None:
        while line := self._arrivals.readline():
            try:
                arrival = json.loads(line)
                body = json.loads(arrival["body"])
            except ValueError:  # not written to its end yet
                continue
            if arrival["kept"] and self._random.random() < 0.1:
                link = body["acknowledge_url"]
                self._links.append((body["id"], ROUTES[arrival["place"]], link))


def main(folder: Path, seed: str) -> None:
    """Work until killed."""
    nurse = Nurse(folder, seed, Environment.from_environ().alerts_db_url)
    while True:
        try:
            nurse.work()
        except (StoreUnavailable, requests.RequestException):
            time.sleep(0.3)
        time.sleep(0.1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
