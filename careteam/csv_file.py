"""Alerts as a CSV file that a spreadsheet opens without running anything in it; pure."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from typing import Any

from careteam.record import to_json
from careteam.records import Recorded

COLUMNS = (
    "id",
    "test",
    "status",
    "severity",
    "created_at",
    "updated_at",
    "signs",
    "concerns",
    "temperature_c",
    "temperature_text",
    "reporter",
    "contact",
    "message",
    "reason",
    "late",
    "delivery",
    "acknowledged_at",
    "acknowledged_by",
    "resolved_at",
    "resolved_by",
    "resolution",
)
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def to_csv(rows: Sequence[Recorded]) -> str:
    """Return one line per alert under a line of names, as RFC 4180 has it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        values = to_json(row)
        writer.writerow([cell(values[name]) for name in COLUMNS])
    return file.getvalue()


def cell(value: Any) -> str:
    """Return a value as text that no spreadsheet takes for a formula.

    What a patient typed is not to be trusted: an apostrophe goes before anything that could start
    one, also after spaces, which some programs pass over.
    """
    if value is None:
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = text.replace("\x00", "")
    # Full-width signs start formulas, too; this form makes them plain ones.
    plain = unicodedata.normalize("NFKC", text)
    risky = plain.startswith(_STARTS_A_FORMULA) or plain.lstrip().startswith(_STARTS_A_FORMULA)
    return f"'{text}" if risky else text
