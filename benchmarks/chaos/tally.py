"""From what each part wrote down to what became of the alerts; what must be 0 is broken if not."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.chaos.house import MARK, House, whole_lines
from benchmarks.chaos.reporter import conversation_id, jobs, message_id
from careteam.outbox import LEASE
from careteam.records import Recorded, list_alerts
from careteam.report import digest
from careteam.store import Store

Arrival = Mapping[str, Any]


@dataclass(frozen=True)
class Tally:
    """`numbers`: what there was; `broken`: what must not be; both in the order of printing."""

    numbers: Mapping[str, int]
    broken: Mapping[str, int]
    faults: Mapping[str, int] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether nothing is broken."""
        return not any(self.broken.values())

    def __str__(self) -> str:
        faults = [f"  {count:7} {name}" for name, count in sorted(self.faults.items())]
        numbers = [f"  {count:7} {name}" for name, count in self.numbers.items()]
        broken = [f"  {count:7} {name} (must be 0)" for name, count in self.broken.items()]
        return "\n".join(["faults", *faults, "alerts", *numbers, "broken", *broken])


def count(house: House, total: int, faults: Mapping[str, int]) -> Tally:
    """Return the tally of a run that has come to rest."""
    arrivals = [json.loads(line) for line in whole_lines(house.arrivals)]
    for arrival in arrivals:
        arrival["said"] = json.loads(arrival["body"])
    store = Store(house.url)
    recorded = list_alerts(store)
    keys = {event_key for one in recorded for event_key in _report_keys(one)}
    accepted = set(whole_lines(house.accepted))
    made = {
        message_id(*job): digest(conversation_id(job[0]), message_id(*job)) for job in jobs(total)
    }
    kept: defaultdict[str, set[int]] = defaultdict(set)
    for arrival in arrivals:
        if arrival["kept"]:
            kept[arrival["said"]["id"]].add(arrival["said"]["notice"])
    unseen = [one for one in recorded if one.state.status == "open"]
    untold = [one for one in unseen if max(kept[one.state.id], default=0) < one.state.news]
    seen = [line.split() for line in whole_lines(house.seen)]
    numbers = {
        "reports made": len(made),
        "reports accepted": len(accepted),
        "reports in the store": len(keys & set(made.values())),
        "alerts in the store": len(recorded),
        "alerts delivered at least once": sum(bool(kept[one.state.id]) for one in recorded),
        "alerts that a person saw before": sum(
            one.state.seen and not kept[one.state.id] for one in recorded
        ),
        "requests at the receivers": len(arrivals),
        "of them the same key again": sum(_takes(arrival) for arrival in arrivals)
        - sum(arrival["kept"] for arrival in arrivals),
        "alerts acknowledged": sum(bool(one.state.acknowledged_at) for one in recorded),
        "alerts told again by timers": sum(bool(list(_tellings(one))) for one in recorded),
    }
    broken = {
        "reports not accepted": len(made.keys() - accepted),
        "reports lost": len({made[name] for name in accepted} - keys),
        "alerts nobody was told of": len(untold),
        "deliveries doubled at a receiver": _doubled(arrivals),
        "deliveries that the record does not explain": _unexplained(recorded, kept),
        "alerts acknowledged without a person": _unpersoned(recorded, seen),
        "alerts told after an acknowledgement": _told_after(recorded, seen, arrivals),
        "logs and messages with something personal": _personal(house, arrivals),
    }
    store.engine.dispose()
    return Tally(numbers, broken, faults)


def _report_keys(one: Recorded) -> Iterator[str]:
    for event in one.events:
        if event.kind == "reported":
            yield digest(one.state.conversation_id, event.payload["message_id"])


def _tellings(one: Recorded) -> Iterator[int]:
    for event in one.events:
        if event.kind in {"unacked_timeout", "unresolved_timeout"}:
            yield event.payload["notice"]


def _takes(arrival: Arrival) -> bool:
    return str(arrival["how"]).startswith("takes")


def _doubled(arrivals: Sequence[Arrival]) -> int:
    """Count the tellings that a receiver took twice although it keeps each key once."""
    took = Counter(
        (arrival["place"], arrival["said"]["id"], arrival["said"]["notice"])
        for arrival in arrivals
        if arrival["kept"]
    )
    return sum(times - 1 for times in took.values())


def _unexplained(recorded: Sequence[Recorded], kept: Mapping[str, set[int]]) -> int:
    known = {
        one.state.id: {event.payload.get("notice") for event in one.events} for one in recorded
    }
    return sum(len(notices - known.get(name, set())) for name, notices in kept.items())


def _unpersoned(recorded: Sequence[Recorded], seen: Sequence[Sequence[str]]) -> int:
    intended = Counter((line[1], line[2]) for line in seen if line[0] == "intends")
    found = Counter(
        (event.payload["by"].replace(" ", "-"), one.state.id)
        for one in recorded
        for event in one.events
        if event.kind in {"acknowledged", "resolved"}
        # Who resolves acknowledges by that.
        and not (event.kind == "resolved" and one.state.acknowledged_by == event.payload["by"])
    )
    return sum(max(times - intended[what], 0) for what, times in found.items())


def _told_after(
    recorded: Sequence[Recorded], seen: Sequence[Sequence[str]], arrivals: Sequence[Arrival]
) -> int:
    """Count alerts told for lack of an acknowledgement that was there.

    In the record: a telling again after an acknowledgement, with no news, no reopening and no
    time-out of the resolution between. At the receivers: a telling from before the acknowledgement
    whose attempt began when every lease from before it was over (by the true time, as signed).
    """
    did = {(line[1], line[2]): float(line[3]) for line in seen if line[0] == "did"}
    came: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for arrival in arrivals:
        came[arrival["said"]["id"]].append((arrival["said"]["notice"], arrival["signed_at"]))
    return sum(
        _is_told_again_in_record(one) or _came_too_late(one, did, came[one.state.id])
        for one in recorded
    )


def _is_told_again_in_record(one: Recorded) -> bool:
    is_seen = False
    for event in one.events:
        if event.kind in {"acknowledged", "resolved"}:
            is_seen = True
        elif event.kind in {"unresolved_timeout", "reopened"} or event.payload.get("news"):
            is_seen = False
        elif event.kind == "unacked_timeout" and is_seen:
            return True
    return False


def _came_too_late(
    one: Recorded, did: Mapping[tuple[str, str], float], came: Sequence[tuple[int, float]]
) -> bool:
    told = 0
    for event in one.events:
        told = max(told, event.payload.get("notice") or 0)
        if event.kind != "acknowledged":
            continue
        at = did.get((event.payload["by"].replace(" ", "-"), one.state.id))
        # A delivery's event names its notice, too; news and time-outs raise the number.
        if at is not None and any(
            notice <= told and when > at + LEASE.total_seconds() for notice, when in came
        ):
            return True
    return False


def _personal(house: House, arrivals: Sequence[Arrival]) -> int:
    logs = sum(MARK in path.read_text(errors="replace") for path in house.logs.iterdir())
    return logs + sum(MARK in arrival["body"] for arrival in arrivals)
