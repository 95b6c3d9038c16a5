"""Resources together: to read (a collection), and to store (a transaction); pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlencode

from careteam.clock import to_text
from careteam.fhir.communication import communication
from careteam.fhir.communication_request import communication_request
from careteam.fhir.naming import URI_SYSTEM, Json
from careteam.fhir.observation import observation
from careteam.fhir.task import task
from careteam.records import Recorded
from careteam.state import AlertState

MEDIA_TYPE = "application/fhir+json"


def collection(found: Sequence[Recorded], answer_within: timedelta, now: datetime) -> Json:
    """Return everything that FHIR has a place for of these alerts, with the person's words."""
    resources: list[Json] = []
    for recorded in found:
        resources += resources_of(recorded.state, answer_within, words=True)
        resources += [communication(recorded.state, each) for each in recorded.deliveries]
    entries = [{"fullUrl": _name(each), "resource": each} for each in resources]
    # An empty list is no valid JSON of FHIR's.
    return _bundle("collection", entries, timestamp=to_text(now))


def transaction(resources: Iterable[Json]) -> Json:
    """Return a Bundle that a server takes whole or not at all, and that may be sent again.

    What is said once is made unless it is there; the Task is brought to how things stand.
    """
    return _bundle("transaction", [_entry(each) for each in resources])


def resources_of(alert: AlertState, answer_within: timedelta, words: bool) -> list[Json]:
    """Return the resources of one alert; `words`: see `communication_request`."""
    reading = observation(alert)
    made = [communication_request(alert, words), task(alert, answer_within)]
    return [*made, reading] if reading else made


def _entry(resource: Json) -> Json:
    kind, name = resource["resourceType"], _name(resource)
    query = urlencode({"identifier": f"{URI_SYSTEM}|{name}"})
    request = (
        {"method": "PUT", "url": f"{kind}?{query}"}
        if kind == "Task"
        else {"method": "POST", "url": kind, "ifNoneExist": query}
    )
    return {"fullUrl": name, "resource": resource, "request": request}


def _name(resource: Json) -> str:
    return str(resource["identifier"][0]["value"])


def _bundle(kind: str, entries: list[Json], **more: str) -> Json:
    made: Json = {"resourceType": "Bundle", "type": kind, **more}
    return {**made, "entry": entries} if entries else made
