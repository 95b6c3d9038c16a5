"""Prints one table, all in one run: `python -m benchmarks.widgets`.

Ends with 1 where Nia's own first interaction on a slow phone takes longer than a second.
"""

from __future__ import annotations

import argparse
import sys

from playwright.sync_api import sync_playwright

from benchmarks.widgets.contenders import contenders, nia
from benchmarks.widgets.measures import Measured, measure
from benchmarks.widgets.times import LIMIT_MS, READING_MS, RUNS, SLOW_CPU
from tests.browser import ARGUMENTS, chromium

NAME = 26
HEADER = (
    f"{'':<{NAME}}{'KB':>7}{'first':>7}{'press':>7}{'later':>7}{'ms':>7}{'axe':>5}{'refused':>9}"
    f"{'works':>7}{'field':>7}{'send':>6} |{'x KB':>7}{'x ms':>7}"
)
LEGEND = f"""\
KB       compressed, all that is loaded until somebody can type
first    milliseconds until there is anything to press or to type in: a processor {SLOW_CPU} times
         slower, 1.6 Mbit/s, 150 ms there and back; median of {RUNS}, with nothing kept from before
press    milliseconds from the press on the button until a letter stands in the field, pressed as
         soon as it can be; later: after {READING_MS / 1000:.0f} s on the page; -: it stands open
ms       milliseconds from the beginning until a letter stands in the field, pressed at once
axe      rules of WCAG 2.2 AA and good practice that axe finds broken, once it is open
refused  what a strict content security policy with Trusted Types refuses; works: can somebody
         type all the same
field    key presses (Tab, and Enter to open) to where people type; send: from there to the button
x ...    the same as multiples of Nia's"""


def row(name: str, one: Measured, chosen: Measured) -> str:
    """Return a widget's line."""
    waits = one.times
    figures = (
        f"{one.kilobytes:>7.1f}{waits.first:>7.0f}{_or_dash(waits.at_once):>7}"
        f"{_or_dash(waits.later):>7}{waits.typed:>7.0f}{len(one.axe):>5}{one.refused:>9}"
        f"{'yes' if one.works_strictly else 'no':>7}{_or_dash(one.tabs_to_field):>7}"
        f"{_or_dash(one.tabs_to_send):>6}"
    )
    sizes = f"{one.kilobytes / chosen.kilobytes:>7.1f}{waits.typed / chosen.times.typed:>7.1f}"
    return f"{name:<{NAME}}{figures} |{sizes}"


def _or_dash(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.0f}"


def main() -> int:
    """Measure every widget, ours first; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.widgets")
    parser.add_argument("--only-nia", action="store_true", help="measure no other widget")
    chosen = [nia()] if parser.parse_args().only_nia else contenders()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        measured = [measure(browser, one) for one in chosen]
        browser.close()
    print(HEADER)
    for contender, one in zip(chosen, measured, strict=True):
        print(row(contender.name, one, measured[0]))
    for contender, one in zip(chosen, measured, strict=True):
        if one.axe:
            print(f"axe, {contender.name}: {', '.join(one.axe)}")
    print(LEGEND)
    slow = measured[0].times.slow()
    for wait in slow:
        print(f"Nia, slower than {LIMIT_MS} ms on a slow phone: {wait}", file=sys.stderr)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
