"""A clinic's page sets color, place and size by CSS variables, and can harm nobody by them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import wait_until
from tests.server import ROOT
from tests.services.website_browser.site import Site
from tests.services.website_browser.visitor import Visitor, axe, on_the_site, open_chat

LOOK = """one => { const { color, backgroundColor } = getComputedStyle(one);
  return [backgroundColor, color]; }"""
OF_THE_SYSTEM = """name => { const one = document.body.appendChild(document.createElement("p"));
  one.style = `forced-color-adjust: none; color: ${name}Text;
    background: ${name === "Button" ? "ButtonFace" : name}`;
  const { color, backgroundColor } = getComputedStyle(one);
  one.remove();
  return [backgroundColor, color]; }"""
BUILT_IN = ["rgb(20, 89, 90)", "rgb(255, 255, 255)"]
YELLOW = ["rgb(255, 213, 79)", "rgb(0, 0, 0)"]
NAVY = ["rgb(0, 0, 128)", "rgb(255, 255, 255)"]
GUIDE = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
SCREEN: Any = {"width": 1000, "height": 800}


def look(one: Locator) -> list[str]:
    """The color behind the words, and that of the words."""
    found: list[str] = one.evaluate(LOOK)
    return found


def looks(visitor: Visitor, chat: Visitor) -> list[list[str]]:
    """Everything that has the clinic's color: two things on its page, one in the frame."""
    host = visitor.page.locator("nia-chat")
    send = chat.chat.get_by_role("button", name="Send")
    return [look(host.locator(".open")), look(host.locator(".bar")), look(send)]


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        (":root { --nia-color: #ffd54f }", YELLOW),
        ("nia-chat { --nia-color: #FFD54F }", YELLOW),
        (":root { --brand: hsl(45.68 100% 65.5%) } nia-chat { --nia-color: var(--brand) }", YELLOW),
        ("body { --nia-color: navy }", NAVY),
        ("nia-chat { --nia-color: rgb(0 0 128) }", NAVY),
    ],
)
def test_the_pages_variable_is_the_color_and_the_words_on_it_can_be_read(
    browser: Browser, site: Site, style: str, wanted: list[str]
) -> None:
    visitor = on_the_site(browser, site.page(style=style))
    chat = open_chat(visitor)
    assert looks(visitor, chat) == [wanted] * 3
    assert axe(visitor.page) == []
    assert axe(chat.chat) == []
    visitor.leave()


def test_the_guide_names_every_variable_and_its_example_works(browser: Browser, site: Site) -> None:
    table = GUIDE.split("| CSS variable |")[1].split("\n\n")[0]
    sources = ROOT / "bot" / "website" / "src" / "embed"
    read = re.findall(r"--nia-\w+", (sources / "embed.css").read_text(encoding="utf-8"))
    assert set(re.findall(r"--nia-\w+", table)) == set(read)
    (example,) = re.findall(r"```css\n(.*?)```", GUIDE, re.DOTALL)
    visitor = on_the_site(browser, site.page(style=example), color_scheme="dark")
    assert place(visitor.page, ".open")[2] == 5 * 16
    assert looks(visitor, open_chat(visitor)) == [YELLOW] * 3
    visitor.leave()


@pytest.mark.parametrize(
    "color",
    ["", "#12345", "blue url(x)", "rgb(0 0 128 / .5)", "transparent", "currentcolor", "inherit"],
)
def test_what_cannot_be_read_as_a_color_is_ignored(
    browser: Browser, site: Site, color: str
) -> None:
    style = f"body {{ color: #123; outline-color: #123 }} nia-chat {{ --nia-color: {color} }}"
    visitor = on_the_site(browser, site.page(style=style))
    assert looks(visitor, open_chat(visitor)) == [BUILT_IN] * 3
    visitor.leave()


@pytest.mark.parametrize(("color", "wanted"), [("navy", NAVY), ("#12345", YELLOW), ("", YELLOW)])
def test_the_attribute_goes_before_the_variable_unless_it_is_no_color(
    browser: Browser, site: Site, color: str, wanted: list[str]
) -> None:
    style = ":root, nia-chat { --nia-color: #ffd54f }"
    visitor = on_the_site(browser, site.page(style=style, color=color))
    assert looks(visitor, open_chat(visitor)) == [wanted] * 3
    visitor.leave()


def test_a_theme_that_changes_while_the_chat_is_open_changes_its_color_too(
    browser: Browser, site: Site
) -> None:
    style = """@media (prefers-color-scheme: dark) { :root { --nia-color: navy } }
        .festive { --nia-color: #ffd54f !important }"""
    visitor = on_the_site(browser, site.page(style=style))
    chat = open_chat(visitor)
    assert looks(visitor, chat) == [BUILT_IN] * 3
    visitor.page.emulate_media(color_scheme="dark")
    wait_until(visitor.page, lambda: looks(visitor, chat) == [NAVY] * 3)
    visitor.page.evaluate("document.documentElement.className = 'festive'")
    wait_until(visitor.page, lambda: looks(visitor, chat) == [YELLOW] * 3)
    visitor.page.emulate_media(color_scheme="light")
    visitor.page.evaluate("document.documentElement.className = ''")
    wait_until(visitor.page, lambda: looks(visitor, chat) == [BUILT_IN] * 3)
    visitor.leave()


def test_a_persons_own_few_colors_win(browser: Browser, site: Site) -> None:
    for style in ("", ":root { --nia-color: #ffd54f }"):
        visitor = on_the_site(browser, site.page(style=style), forced_colors="active")
        button, text = (visitor.page.evaluate(OF_THE_SYSTEM, name) for name in ("Button", "Canvas"))
        assert looks(visitor, open_chat(visitor)) == [button, text, button]
        assert axe(visitor.page) == []
        visitor.leave()


def place(page: Page, name: str) -> tuple[float, float, float, float]:
    """How far something is from the four edges of the screen: top, right, bottom, left."""
    box = page.locator(f"nia-chat {name}").bounding_box()
    size = page.viewport_size
    assert box is not None
    assert size is not None
    right, bottom = box["x"] + box["width"], box["y"] + box["height"]
    return box["y"], size["width"] - right, size["height"] - bottom, box["x"]


@pytest.mark.parametrize("position", ["right", "left"])
def test_the_distances_from_side_and_bottom_and_the_width_are_the_pages(
    browser: Browser, site: Site, position: str
) -> None:
    style = ":root { --nia-side: 40px; --nia-bottom: 90px; --nia-width: 500px }"
    visitor = on_the_site(browser, site.page(style=style, position=position), viewport=SCREEN)
    side, other = (1, 3) if position == "right" else (3, 1)
    button = place(visitor.page, ".open")
    assert (button[side], button[2]) == (40, 90)
    assert button[0] > 600
    assert button[other] > 600
    open_chat(visitor)
    panel = place(visitor.page, ".panel")
    assert (panel[side], panel[2], panel[other]) == (40, 90, 1000 - 40 - 500)
    # All of it is seen on a low screen too.
    visitor.page.set_viewport_size({"width": 1000, "height": 520})
    assert place(visitor.page, ".panel") == (16, *panel[1:])
    visitor.leave()


def test_a_button_with_many_words_stays_on_a_small_screen(browser: Browser, site: Site) -> None:
    many: Any = {"text-open": "Ask Nia " + "about low blood counts " * 4}
    size: Any = {"width": 320, "height": 568}
    for position in ("right", "left"):
        address = site.page(position=position, **many)
        visitor = on_the_site(browser, address, viewport=size)
        assert min(place(visitor.page, ".open")) >= 0
        visitor.leave()


def test_a_narrow_panel_can_still_be_written_in(browser: Browser, site: Site) -> None:
    style = ":root { --nia-width: 3em }"
    visitor = on_the_site(browser, site.page(style=style), viewport=SCREEN)
    chat = open_chat(visitor)
    assert place(visitor.page, ".panel")[3] == 1000 - 16 - 320
    assert chat.chat.evaluate("document.documentElement.scrollWidth") <= 320
    visitor.leave()


@pytest.mark.parametrize("position", ["right", "left"])
def test_lengths_that_are_none_leave_everything_on_the_screen(
    browser: Browser, site: Site, position: str
) -> None:
    style = ":root { --nia-side: far; --nia-bottom: #fff; --nia-width: red }"
    visitor = on_the_site(browser, site.page(style=style, position=position))
    visitor.page.set_viewport_size({"width": 600, "height": 490})
    expect(visitor.page.locator("nia-chat .open")).to_be_in_viewport(ratio=1)
    chat = open_chat(visitor)
    expect(visitor.page.locator("nia-chat .panel")).to_be_in_viewport(ratio=1)
    expect(chat.message).to_be_visible()
    visitor.leave()


def test_on_a_small_screen_the_panel_fills_it_all_the_same(browser: Browser, site: Site) -> None:
    style = ":root { --nia-side: 40px; --nia-bottom: 90px; --nia-width: 500px }"
    size: Any = {"width": 320, "height": 568}
    visitor = on_the_site(browser, site.page(style=style), viewport=size)
    open_chat(visitor)
    assert place(visitor.page, ".panel") == (0, 0, 0, 0)
    visitor.leave()
