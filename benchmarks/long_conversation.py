"""Does a long conversation stay as fast as a short one? `python -m benchmarks.long_conversation`.

One conversation of many turns within one session, questions and reports in turn; prints the
median time of a turn at several lengths, and each as a ratio to the first.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path

from bot.quiet import hush, hush_rasa
from bot.training import trained_model

SAID = (
    "what can cause neutropenia?",
    "and infections?",
    "is a sore throat a sign?",
    "how can I lower my risk?",
    "thanks",
)
REPORT = "I have a fever of 38.9"
AFTER = (5, 50, 100, 200, 400)  # turns that were had before
TURNS = 15  # that are timed at each length
REPORTS = 5


async def times(folder: Path) -> list[tuple[int, float, float]]:
    """Return (turns before, milliseconds of a question, of a report) for every length."""
    hush()
    from bot.assistant import load_assistant
    from bot.chat import reply
    from bot.safety_texts import load_safety_texts
    from clinic.environment import Environment
    from clinic.settings import Clinic

    hush_rasa()
    os.environ |= {"NIA_DATA_DIR": str(folder), "NIA_CLINIC_FILE": str(folder / "none.yml")}
    environment, texts = Environment.from_environ(), load_safety_texts(Clinic())
    assistant = load_assistant(trained_model(), environment, texts)
    found, had = [], 0

    async def turn(text: str) -> float:
        nonlocal had
        start = time.perf_counter()
        await reply(assistant, "one", text)
        had += 1
        return (time.perf_counter() - start) * 1000

    for before in AFTER:
        while had < before:
            await turn(SAID[had % len(SAID)])
        asked = [await turn(SAID[number % len(SAID)]) for number in range(TURNS)]
        reported = [await turn(REPORT) for _ in range(REPORTS)]
        found.append((before, statistics.median(asked), statistics.median(reported)))
    return found


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(times(Path(folder)))
    (_, question, report), *_ = rows
    print("turns before   a question          a report with its alert")
    for before, asked, reported in rows:
        print(
            f"{before:12}   {asked:6.0f} ms ({asked / question:4.1f} x)   "
            f"{reported:6.0f} ms ({reported / report:4.1f} x)"
        )


if __name__ == "__main__":
    main()
