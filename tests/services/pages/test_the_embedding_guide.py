"""What docs/embedding.md says, done as it says, in a real Chromium with a real server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from bot.pages.front import integrity
from bot.website_pages import content_policy
from clinic.settings import Clinic
from clinic.website_words import WebsiteWords
from tests.browser import AXE, browsing, wait_until
from tests.server import ROOT, Nia, free_port, running
from tests.services.pages.host import Host, hosting
from tests.services.pages.test_in_a_browser import TAGS

GUIDE = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
CLINIC = "name: Oak Street Clinic\nphone: {{daytime: 555-0100}}\nwebsite: {{origins: ['{}']}}\n"
SERVER, HASH = "https://nia.example.org", "sha384-HASH"


def examples(kind: str) -> list[str]:
    """The guide's examples in one language."""
    return re.findall(rf"^```{kind}\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)


def real(example: str, nia: Nia, embed: str | None = None) -> str:
    """An example with this server's address and hash in it."""
    return example.replace(SERVER, nia.url("")).replace(HASH, embed or str(integrity()))


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with hosting(free_port()) as host:
        yield host


@pytest.fixture(scope="module")
def nia(trained_model: Path, tmp_path_factory: pytest.TempPathFactory, host: Host) -> Iterator[Nia]:
    folder = tmp_path_factory.mktemp("embedding")
    (folder / "clinic.yml").write_text(CLINIC.format(host.origin))
    with running(folder, NIA_CLINIC_FILE=str(folder / "clinic.yml")) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as launched:
        yield launched


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def complaints_of(page: Page) -> list[str]:
    """What the browser says on the console from now on."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def test_the_origins_of_the_guide_are_settings_that_browsers_get() -> None:
    website = Clinic(**yaml.safe_load(examples("yaml")[0])).website
    assert len(website.origins) == 3
    assert all(origin in content_policy(website.origins) for origin in website.origins)


def test_the_words_of_the_guide_are_all_that_can_be_set() -> None:
    (_, example) = examples("yaml")
    assert len(Clinic(**yaml.safe_load(example)).website.words.given()) == 3
    table = GUIDE.split("| Names |")[1].split("\n\n")[0]
    rows = [row.split("|")[1] for row in table.splitlines()[2:]]
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(WebsiteWords.__fields__)


def test_the_line_puts_a_button_on_the_page_that_opens_the_chat(
    page: Page, host: Host, nia: Nia
) -> None:
    complaints = complaints_of(page)
    page.goto(host.shows(real(examples("html")[0], nia)))
    page.locator("nia-chat button.open").click()
    expect(page.frame_locator("nia-chat iframe").get_by_role("textbox")).to_be_visible()
    assert complaints == []


def test_inline_the_chat_stands_in_the_element_that_is_named(
    page: Page, host: Host, nia: Nia
) -> None:
    page.goto(host.shows(real(examples("html")[1], nia)))
    field = page.frame_locator("#ask-nia nia-chat iframe").get_by_role("textbox")
    expect(field).to_be_visible()


def test_an_application_may_add_the_script_itself(page: Page, host: Host, nia: Nia) -> None:
    (example,) = examples("js")
    body = '<script src="/app.js" defer></script>'
    page.goto(host.shows(body, real(example, nia)))
    expect(page.locator("nia-chat button.open")).to_be_visible()


def test_under_the_policy_of_the_guide_nothing_is_refused(page: Page, host: Host, nia: Nia) -> None:
    (policy,) = examples("csp")
    complaints = complaints_of(page)
    # The icon of the tests' own page stands in its markup.
    policy = real(policy.strip(), nia) + "; img-src data:"
    page.goto(host.shows(real(examples("html")[0], nia), policy=policy))
    page.locator("nia-chat button.open").click()
    expect(page.frame_locator("nia-chat iframe").get_by_role("textbox")).to_be_visible()
    assert complaints == []


@pytest.mark.parametrize("left_out", ["script-src", "frame-src"])
def test_each_entry_of_the_policy_is_needed(
    page: Page, host: Host, nia: Nia, left_out: str
) -> None:
    (policy,) = examples("csp")
    lacking = re.sub(rf"({left_out}[^;]*) {re.escape(SERVER)}", r"\1 'none'", policy.strip())
    assert lacking != policy.strip()
    complaints = complaints_of(page)
    page.goto(host.shows(real(examples("html")[0], nia), policy=real(lacking, nia)))
    if left_out == "frame-src":
        page.locator("nia-chat button.open").click()
    wait_until(page, lambda: any(left_out in said for said in complaints))


def test_with_a_hash_of_another_version_the_sentence_is_what_people_read(
    page: Page, host: Host, nia: Nia
) -> None:
    complaints = complaints_of(page)
    page.goto(host.shows(real(examples("html")[0], nia, "sha384-" + "A" * 64)))
    expect(page.get_by_text("call your doctor right away")).to_be_visible()
    expect(page.get_by_role("link", name="555-0100")).to_be_visible()
    expect(page.locator("nia-chat")).to_have_count(0)
    wait_until(page, lambda: any("integrity" in said for said in complaints))


def test_a_site_that_is_not_named_gets_no_chat(page: Page, nia: Nia) -> None:
    with hosting(free_port()) as other:
        page.goto(other.shows(real(examples("html")[0], nia)))
        page.locator("nia-chat button.open").click()
        # The panel's own words stand there while it waits, and after.
        expect(page.locator("nia-chat").get_by_role("link", name="555-0100")).to_be_visible()
        assert all("/chat" not in frame.url for frame in page.frames[1:])


def test_the_wordpress_example_gives_the_tag_the_same_attributes() -> None:
    (php,) = examples("php")
    wanted = dict(re.findall(r'([\w-]+)="([^"]+)"', examples("html")[0].split("<script ")[1]))
    assert wanted.pop("src") in php
    assert {f'{key}="{value}"' for key, value in wanted.items()} <= set(
        re.findall(r'[\w-]+="[^"]+"', php)
    )
    assert "call your doctor right away" in php


def test_the_proxy_of_the_guide_does_not_hold_the_stream_back() -> None:
    (nginx,) = examples("nginx")
    assert "proxy_buffering off;" in nginx
    assert "proxy_set_header Host $host;" in nginx


def test_every_attribute_of_the_guide_is_one_that_the_loader_reads() -> None:
    folder = ROOT / "bot" / "website" / "src"
    source = (folder / "embed" / "embed.ts").read_text()
    table = GUIDE.split("| Attribute |")[1].split("\n\n")[0]
    named = {name for row in table.splitlines()[2:] for name in re.findall(r"`data-(\w+)`", row)}
    read = set(re.findall(r"\bdata\.(\w+)", source))
    # All are handed to the frame, which takes these.
    assert "...data" in source
    look = (folder / "frame_messages.ts").read_text().split("interface Look {")[1].split("}")[0]
    read |= set(re.findall(r"(\w+)\?:", look))
    assert named == read


def test_the_demonstration_page_carries_the_widget(page: Page, nia: Nia) -> None:
    complaints = complaints_of(page)
    page.goto(nia.url("/"))
    page.locator("nia-chat button.open").click()
    expect(page.frame_locator("nia-chat iframe").get_by_role("textbox")).to_be_visible()
    for frame in page.frames:
        frame.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    assert [one["id"] for one in found["violations"]] == []
    assert complaints == []
