"""What is printed of a file: the shares, then every sentence that went wrong, and why."""

from __future__ import annotations

from pathlib import Path

from bot.evaluation.judged import Judged, share


def report(path: Path, judged: list[Judged]) -> list[str]:
    """Return lines for a person."""
    lines = [
        f"{path}: {len(judged)} sentences, "
        f"route {share(judged, lambda j: j.route_right):.1%}, "
        f"topic {share(judged, lambda j: j.intent_right):.1%}, "
        f"reading {share(judged, lambda j: j.temperature_right):.1%}, "
        f"false alerts {share(judged, lambda j: j.false_alert):.1%}"
    ]
    for one in judged:
        if not (one.route_right and one.intent_right and one.temperature_right):
            wanted = {
                key: one.label[key]
                for key in ("route", "intent", "temperature_c")
                if key in one.label
            }
            got = {"route": one.route, "intent": one.intent, "temperature_c": one.temperature_c}
            lines.append(
                f"  {one.label['text']!r}\n    wanted {wanted}\n    got {got} ({one.reason})"
            )
    return lines
