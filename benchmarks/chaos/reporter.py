"""People who report: each report is said again until it is accepted, as the door has it done.

python -m benchmarks.chaos.stepped CLOCK benchmarks.chaos.reporter FOLDER TOTAL PLACE OF RATE
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.chaos.house import MARK, note, whole_lines
from careteam.clock import utc_now
from careteam.configured import care_team
from careteam.report import Report
from careteam.service import CareTeam
from careteam.store import StoreUnavailable
from clinic.environment import Environment
from clinic.settings import load_clinic

THREADS = 32
_FOLLOWS_AFTER = 200
_EVERY = 10


def jobs(total: int) -> list[tuple[int, int]]:
    """Return (person, number of the report): every one reports, every tenth later once more."""
    order = [(float(person), person, 1) for person in range(total)]
    order += [(person + _FOLLOWS_AFTER + 0.5, person, 2) for person in range(0, total, _EVERY)]
    return [(person, number) for _, person, number in sorted(order)]


def message_id(person: int, number: int) -> str:
    """Return the id of one report."""
    return f"message-{person}-{number}"


def conversation_id(person: int) -> str:
    """Return the conversation of one person."""
    return f"{MARK}-{person}"


def report_of(person: int, number: int) -> Report:
    """Return one report; the second of a person has a new sign in it."""
    return Report(
        conversation_id=conversation_id(person),
        message_id=message_id(person, number),
        channel="rest",
        received_at=utc_now(),
        message=f"I have a fever, {MARK}",
        signs=("fever",) if number == 1 else ("fever", "chills_sweats"),
        contact=f"555-0100 {MARK}",
        reason="fever (present)",
    )


def say(team: CareTeam, person: int, number: int, accepted: Path) -> None:
    """Report until it is accepted."""
    while True:
        try:
            team.report(report_of(person, number))
        except StoreUnavailable:
            time.sleep(0.3)
        else:
            note(accepted, message_id(person, number))
            return


def main(folder: Path, total: int, place: int, of: int, rate: float) -> None:
    """Say what this one of `of` reporters has still to say, at most `rate` reports a second."""
    environment = Environment.from_environ()
    team = care_team(environment, load_clinic(environment.clinic_file))
    accepted = folder / "accepted.txt"
    said = set(whole_lines(accepted))
    left: Iterator[tuple[int, int]] = (
        job for job in jobs(total)[place::of] if message_id(*job) not in said
    )
    turn = threading.Lock()

    def work() -> None:
        while True:
            with turn:
                job = next(left, None)
                time.sleep(1 / rate)
            if job is None:
                return
            say(team, *job, accepted)

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    folder, total, place, of, rate = sys.argv[1:]
    main(Path(folder), int(total), int(place), int(of), float(rate))
