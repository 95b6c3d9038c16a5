"""Prints one table, all in one run: `python -m benchmarks.widgets`."""

from __future__ import annotations

from playwright.sync_api import sync_playwright

from benchmarks.widgets.contenders import contenders
from benchmarks.widgets.measures import RUNS, SLOW_CPU, Measured, measure
from tests.browser import ARGUMENTS, chromium

NAME = 26
HEADER = (
    f"{'':<{NAME}}{'KB':>7}{'first':>7}{'ms':>7}{'axe':>5}{'refused':>9}{'works':>7}{'field':>7}{'send':>6}"
    f" |{'x KB':>7}{'x ms':>7}"
)
LEGEND = f"""\
KB       compressed, all that is loaded until somebody can type
first    milliseconds until there is anything to press or to type in: a processor {SLOW_CPU} times
         slower, 1.6 Mbit/s, 150 ms there and back; median of {RUNS}, with nothing kept from before
ms       the same until somebody can type, the widget opened as soon as it can be
axe      rules of WCAG 2.2 AA and good practice that axe finds broken, once it is open
refused  what a strict content security policy with Trusted Types refuses; works: can somebody
         type all the same
field    key presses (Tab, and Enter to open) to where people type; send: from there to the button
x ...    the same as multiples of Nia's"""


def row(name: str, one: Measured, chosen: Measured) -> str:
    """Return a widget's line."""
    figures = (
        f"{one.kilobytes:>7.1f}{one.first:>7.0f}{one.milliseconds:>7.0f}{len(one.axe):>5}{one.refused:>9}"
        f"{'yes' if one.works_strictly else 'no':>7}{_presses(one.tabs_to_field):>7}"
        f"{_presses(one.tabs_to_send):>6}"
    )
    sizes = (
        f"{one.kilobytes / chosen.kilobytes:>7.1f}{one.milliseconds / chosen.milliseconds:>7.1f}"
    )
    return f"{name:<{NAME}}{figures} |{sizes}"


def _presses(count: int | None) -> str:
    return "-" if count is None else str(count)


def main() -> None:
    """Measure every widget, ours first."""
    all_of_them = contenders()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        measured = [measure(browser, one) for one in all_of_them]
        browser.close()
    print(HEADER)
    for contender, one in zip(all_of_them, measured, strict=True):
        print(row(contender.name, one, measured[0]))
    for contender, one in zip(all_of_them, measured, strict=True):
        if one.axe:
            print(f"axe, {contender.name}: {', '.join(one.axe)}")
    print(LEGEND)


if __name__ == "__main__":
    main()
