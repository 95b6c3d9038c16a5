"""A screen reader in the page: it speaks what ARIA says is spoken (WAI-ARIA 1.2, live regions)."""

from __future__ import annotations

import re
from functools import cache

from playwright.sync_api import Frame, Page

from tests.browser import SCREEN_READER, wait_until

# On from the first moment, so that it also hears a history that is shown anew.
START = """
document.addEventListener("DOMContentLoaded", () => {
  void screenReader.start({ container: %s });
});"""
PAGE = "document.body"
# The reader does not look into shadow trees by itself.
PANEL = f"document.querySelector('nia-chat')?.shadowRoot.querySelector('.panel') ?? {PAGE}"
WALK = """async () => {
  const first = (await screenReader.spokenPhraseLog()).length;
  do await screenReader.next();
  while ((await screenReader.lastSpokenPhrase()) !== "end of document");
  return (await screenReader.spokenPhraseLog()).slice(first);
}"""
LIVE = re.compile(r"(assertive|polite): ?(.*)")


def listening(page: Page, place: str = PAGE) -> None:
    """Somebody reads this page, or a place on it, and what is framed in it with a screen reader."""
    page.add_init_script(_as_a_script() + START % place)


def spoken(where: Page | Frame) -> list[str]:
    """Everything that was said so far."""
    phrases: list[str] = where.evaluate("screenReader.spokenPhraseLog()")
    return [" ".join(phrase.split()) for phrase in phrases]


def announced(where: Page | Frame) -> list[tuple[str, str]]:
    """What was said without having been asked for: how urgently, and the words."""
    found = map(LIVE.fullmatch, spoken(where))
    return [(one[1], one[2]) for one in found if one]


def announces(where: Page | Frame, count: int) -> list[tuple[str, str]]:
    """Wait until so many things were said, and return them."""
    page = where if isinstance(where, Page) else where.page
    wait_until(page, lambda: len(announced(where)) >= count)
    return announced(where)


def read_through(where: Page | Frame) -> list[str]:
    """What is spoken on the way from one end of the page to the other."""
    phrases: list[str] = where.evaluate(WALK)
    return [" ".join(phrase.split()) for phrase in phrases]


@cache
def _as_a_script() -> str:
    """The module as a script that a page runs before its own."""
    module = SCREEN_READER.read_text(encoding="utf-8")
    body, exported = module.split("export{")
    found = re.search(r"([\w$]+) as virtual", exported)
    assert found is not None
    return f"window.screenReader = (() => {{ {body}; return {found[1]}; }})();"
