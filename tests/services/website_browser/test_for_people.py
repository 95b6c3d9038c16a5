"""Small, large, dark, in few colors, without motion, from right to left: axe finds nothing."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.services.website_browser.page_scripts import TOO_SMALL
from tests.services.website_browser.site import GREETING, STARTER, Site
from tests.services.website_browser.visitor import (
    Visitor,
    axe,
    on_the_page,
    on_the_site,
    open_chat,
    released,
    whose_answers_wait,
)

PHONE_SIZE = {"width": 320, "height": 568}
WAYS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": PHONE_SIZE, "has_touch": True, "is_mobile": True},
    "dark phone": {"viewport": PHONE_SIZE, "color_scheme": "dark"},
    # 1280 by 1024 at 400 %.
    "400 %": {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4},
    "forced colors": {"forced_colors": "active"},
    "reduced motion": {"reduced_motion": "reduce"},
}


@pytest.mark.parametrize("way", WAYS)
def test_every_state_fits_can_be_touched_and_has_no_findings(
    browser: Browser, site: Site, way: str
) -> None:
    width = WAYS[way].get("viewport", {}).get("width", 1280)
    visitor = on_the_page(browser, site, whose_answers_wait, **WAYS[way])
    messages: list[Route] = []
    states = {
        "empty": lambda: None,
        "sending": lambda: send(visitor, messages),
        "typing": lambda: typing(visitor, messages),
        "answered": lambda: answered(visitor),
        "reported": lambda: visitor.report(),
        "asked": lambda: expect(
            visitor.chat.get_by_role("button", name="I cannot call")
        ).to_have_count(1),
        "refused": lambda: refuse(visitor),
        "off line": lambda: go_off_line(visitor),
        "to be deleted": lambda: visitor.chat.get_by_role(
            "button", name="Delete my conversation"
        ).click(),
        "deleted": lambda: delete(visitor),
    }
    for state, reach in states.items():
        reach()
        assert visitor.chat.evaluate("document.documentElement.scrollWidth") <= width, state
        assert visitor.chat.evaluate(TOO_SMALL) == [], state
        assert axe(visitor.chat) == [], state
    visitor.leave()


def send(visitor: Visitor, messages: list[Route]) -> None:
    visitor.page.route("**/website/messages", lambda route: messages.append(route))
    visitor.say("What is neutropenia?")
    expect(visitor.chat.get_by_text("Sending…")).to_be_visible()


def typing(visitor: Visitor, messages: list[Route]) -> None:
    released(visitor, messages)
    visitor.page.unroute("**/website/messages")
    expect(visitor.chat.locator(".typing")).to_be_visible()


def answered(visitor: Visitor) -> None:
    visitor.chat.evaluate("releaseAnswers()")
    expect(visitor.said.last).to_contain_text("neutrophil")
    expect(visitor.chat.locator(".typing")).to_have_count(0)


def refuse(visitor: Visitor) -> None:
    body = {"error": "too_large", "text": "Too long."}
    visitor.page.route(
        "**/website/messages", lambda route: route.fulfill(status=413, json=body), times=1
    )
    visitor.say("a very long story")
    expect(visitor.chat.get_by_role("button", name="Change it")).to_be_visible()


def go_off_line(visitor: Visitor) -> None:
    visitor.page.context.set_offline(True)
    visitor.say("a" * 200)
    expect(visitor.chat.get_by_text("There is no connection right now.")).to_be_visible()
    expect(visitor.chat.get_by_text("It is kept here and will be sent.")).to_be_visible()
    expect(visitor.chat.locator(".trouble")).to_be_visible()


def delete(visitor: Visitor) -> None:
    visitor.page.context.set_offline(False)
    visitor.chat.get_by_role("button", name="Delete it").click()
    expect(visitor.chat.get_by_text("Your conversation was deleted.").first).to_be_visible()


def test_letters_four_times_as_large_fit_too(browser: Browser, site: Site) -> None:
    visitor = on_the_page(browser, site, viewport={"width": 1280, "height": 1024})
    before = visitor.message.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    visitor.chat.evaluate("document.documentElement.style.fontSize = '450%'")
    after = visitor.message.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert after == 4 * before
    visitor.ask()
    visitor.report()
    expect(visitor.chat.get_by_role("button", name="I cannot call")).to_have_count(1)
    assert visitor.chat.evaluate("document.documentElement.scrollWidth") <= 1280
    call = visitor.card.get_by_role("link")
    # What is drawn in the same frame takes a scroll back once; a person scrolls on.
    call.scroll_into_view_if_needed()
    visitor.chat.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    call.scroll_into_view_if_needed()
    expect(call).to_be_in_viewport(ratio=1)
    assert axe(visitor.chat) == []
    visitor.leave()


@pytest.mark.parametrize("size", [PHONE_SIZE, {"width": 320, "height": 256}])
def test_on_a_small_screen_the_panel_fills_it_and_nothing_behind_it_is_reached(
    browser: Browser, site: Site, size: Any
) -> None:
    visitor = on_the_site(browser, site.page(), viewport=size)
    chat = open_chat(visitor)
    box = visitor.page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, *size.values())
    chat.report()
    expect(chat.card.get_by_role("link")).to_be_in_viewport()
    for _ in range(12):
        visitor.page.keyboard.press("Tab")
        focus = visitor.page.evaluate("document.activeElement.tagName")
        assert focus in {"NIA-CHAT", "BODY"}
    assert axe(visitor.page) == []
    visitor.page.get_by_role("button", name="Close the chat").click()
    expect(visitor.page.get_by_role("button", name="Ask Nia")).to_be_focused()
    visitor.leave()


def test_from_right_to_left_the_page_and_the_button_turn_around(
    browser: Browser, site: Site
) -> None:
    visitor = on_the_site(browser, site.page(text_dir="rtl", lang="ar"))
    button = visitor.page.get_by_role("button", name="Ask Nia").bounding_box()
    assert button is not None
    assert button["x"] < 100
    chat = open_chat(visitor)
    chat.ask()
    root = "[document.documentElement.dir, document.documentElement.lang]"
    assert chat.chat.evaluate(root) == ["rtl", "ar"]
    own = chat.chat.locator(".person .text").bounding_box()
    nia = chat.chat.locator(".nia .text").last.bounding_box()
    assert own is not None
    assert nia is not None
    assert own["x"] < nia["x"] + nia["width"] - own["width"]
    assert axe(chat.chat) == []
    visitor.leave()


def test_without_motion_nothing_moves(browser: Browser, site: Site) -> None:
    for wanted, moving in (("no-preference", 3), ("reduce", 0)):
        visitor = on_the_page(browser, site, whose_answers_wait, reduced_motion=wanted)
        visitor.say("What is neutropenia?")
        expect(visitor.chat.locator(".typing .dots")).to_be_visible()
        assert visitor.chat.evaluate("document.getAnimations().length") == moving
        visitor.leave()


def test_a_clinics_own_words_stand_on_the_page_as_text_and_the_rest_stays(
    browser: Browser, site: Site
) -> None:
    visitor = on_the_page(browser, site)
    expect(visitor.said.first).to_contain_text(GREETING)
    expect(visitor.chat.locator(".log b")).to_have_count(0)
    for starter in ("What is neutropenia?", STARTER, "When should I call my doctor?"):
        expect(visitor.chat.get_by_role("button", name=starter)).to_be_visible()
    expect(visitor.chat.get_by_role("banner")).to_contain_text("Call your doctor right away.")
    assert axe(visitor.chat) == []
    visitor.leave()


def test_what_has_to_be_known_first_stands_before_the_first_message(
    browser: Browser, site: Site
) -> None:
    visitor = on_the_page(browser, site)
    notice = visitor.chat.locator(".notice")
    expect(notice).to_contain_text("I am a computer program, not a person.")
    expect(notice).to_be_in_viewport()
    expect(visitor.chat.get_by_role("banner")).to_contain_text("Call your doctor right away.")
    visitor.leave()
