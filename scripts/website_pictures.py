"""Draws docs/website.png and docs/website-phone.png: a report in the chat on a clinic's page.

A real server and a real Chromium, with the tests' tools (make setup-tests).
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from bot.training import trained_model
from tests.browser import browsing
from tests.services.receiver import Receiver
from tests.services.website_browser.site import Site, serving
from tests.services.website_browser.visitor import on_the_site, open_chat

DOCS = Path(__file__).resolve().parent.parent / "docs"
SAID = "I have a fever of 38.6 C"
PICTURES: dict[str, dict[str, Any]] = {
    "website": {"viewport": {"width": 1100, "height": 720}},
    "website-phone": {
        "viewport": {"width": 360, "height": 740},
        "device_scale_factor": 2,
        "has_touch": True,
        "is_mobile": True,
    },
}
STYLE = """
body { margin: 0; font: 17px/1.6 Georgia, "DejaVu Serif", serif; color: #2b2b2b; }
header { padding: 22px 48px; color: #fff; background: #33523f; }
header h1 { margin: 0; font-size: 28px; }
main { max-width: 480px; padding: 24px 48px; }
"""
TEXT = """<h2>Blood disorders</h2>
<p>Our team looks after people with low blood counts, during chemotherapy and afterwards.
We are here from Monday to Friday.</p>
<h2>Before you come</h2>
<p>Please bring a list of your medicines. If somebody drives you, they can wait with you.</p>
<h2>Questions at night?</h2>
<p>Nia answers questions about neutropenia at any hour.</p>"""


def clinics_page(site: Site) -> str:
    """A page with more on it than the tests need; its address."""
    address = site.page(style=STYLE)
    path = address.removeprefix(site.origin)
    body, headers = site.pages[path]
    before, after = body.split("<main>")
    site.pages[path] = (f"{before}<main>{TEXT}{after.split('</p>', 1)[1]}", headers)
    return address


def draw(browser: Browser, address: str, name: str) -> None:
    """Report a sign, and take the picture when all of the answer is there."""
    visitor = on_the_site(browser, address, **PICTURES[name])
    chat = open_chat(visitor)
    chat.report(SAID)
    expect(chat.chat.get_by_role("button", name="I cannot call")).to_have_count(1)
    expect(chat.chat.locator(".typing")).to_have_count(0)
    expect(chat.card.get_by_role("link")).to_be_in_viewport(ratio=1)
    visitor.page.screenshot(path=DOCS / f"{name}.png", animations="disabled")
    visitor.leave()


def main() -> None:
    """Draw both."""
    trained_model()
    receiver = Receiver()
    alerts = {"routes": [{"kind": "webhook", "url": receiver.url}]}
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), words={}, alerts=alerts) as site,
        browsing() as browser,
    ):
        address = clinics_page(site)
        for name in PICTURES:
            draw(browser, address, name)
    receiver.close()


if __name__ == "__main__":
    main()
