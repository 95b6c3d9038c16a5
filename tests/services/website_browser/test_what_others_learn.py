"""The clinic's page and the chat keep apart, and nobody else hears of either."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, expect

from tests.services.website_browser.site import Site
from tests.services.website_browser.visitor import in_the_frame, on_the_site, open_chat

HOSTILE = """
* { font: 3px serif !important; color: #eee !important; letter-spacing: 9px !important; }
button, dialog, iframe, div, p, a { opacity: .1 !important; width: 9px !important; }
nia-chat { display: none !important; visibility: hidden !important; }
"""
LOOK = """one => { const { fontSize, letterSpacing, color, opacity, visibility, width } =
  getComputedStyle(one); return [fontSize, letterSpacing, color, opacity, visibility, width]; }"""
PRY = """() => {
  const frame = document.querySelector("nia-chat").shadowRoot.querySelector("iframe");
  try { return frame.contentWindow.document.body.innerText; } catch {}
  return frame.contentDocument;
}"""


def test_no_cookie_no_third_party_and_nothing_in_an_address(browser: Browser, site: Site) -> None:
    requests: list[Request] = []

    def listen(page: Page) -> None:
        page.on("request", lambda request: requests.append(request))

    visitor = on_the_site(browser, site.page(), listen)
    chat = open_chat(visitor)
    chat.ask("can my xylophone cause neutropenia?")
    chat.report()
    token = chat.chat.evaluate("localStorage.getItem('nia.token')")
    visitor.page.reload()
    expect(open_chat(visitor).card).to_have_count(1)
    assert visitor.page.context.cookies() == []
    assert {"conversations", "messages", "events", "chat"} <= {
        urlsplit(one.url).path.rpartition("/")[2] for one in requests
    }
    for one in requests:
        address = urlsplit(one.url)
        if address.scheme != "data":
            assert f"{address.scheme}://{address.netloc}" in {site.origin, site.nia_origin}
        assert (address.query, address.fragment) == ("", "")
        assert token not in one.url
        assert "cookie" not in one.all_headers()
    visitor.leave()


def test_neither_styles_nor_scripts_of_the_page_reach_the_chat(
    browser: Browser, site: Site
) -> None:
    looks = []
    for style in ("", HOSTILE):
        visitor = on_the_site(browser, site.page(style=style))
        opener = visitor.page.get_by_role("button", name="Ask Nia")
        looks.append([opener.evaluate(LOOK)])
        chat = open_chat(visitor)
        chat.ask()
        looks[-1] += [
            visitor.page.locator("nia-chat dialog").evaluate(LOOK),
            chat.said.last.evaluate(LOOK),
        ]
        assert visitor.page.evaluate(PRY) is None
        visitor.leave()
    assert looks[0] == looks[1]


def test_its_place_name_and_words_are_the_clinics_and_none_of_them_is_markup(
    browser: Browser, site: Site
) -> None:
    words = {"text-open": "Ask <i>us</i>"}
    address = site.page(is_strict=False, name="Oak <i>Street</i>", position="left", **words)
    visitor = on_the_site(browser, address)
    opener = visitor.page.get_by_role("button", name="Ask <i>us</i>")
    assert left_of(visitor.page) < 100
    opener.click()
    expect(visitor.page.get_by_role("dialog", name="Nia · Oak <i>Street</i>")).to_be_visible()
    chat = in_the_frame(visitor)
    expect(chat.chat.get_by_role("heading", level=1)).to_have_text("Nia · Oak <i>Street</i>")
    for where in (visitor.page.locator("nia-chat"), chat.chat.locator("body")):
        expect(where.locator("i:not(.dots i)")).to_have_count(0)
    visitor.leave()


def test_a_message_of_another_page_neither_opens_nor_marks_anything(
    browser: Browser, site: Site
) -> None:
    visitor = on_the_site(browser, site.page())
    visitor.page.evaluate(
        """() => { for (const type of ["ready", "unread", "close"])
             postMessage({nia: 1, type, count: "<b>5</b>"}, "*") }"""
    )
    chat = open_chat(visitor)
    expect(chat.message).to_be_visible()
    expect(visitor.page.locator("nia-chat .badge")).to_have_attribute("hidden", "")
    visitor.leave()


def left_of(page: Page) -> float:
    box = page.locator("nia-chat .open").bounding_box()
    assert box is not None
    return box["x"]
