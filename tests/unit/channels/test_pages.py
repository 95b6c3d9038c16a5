"""/chat and the widget's files, as the build leaves them."""

from __future__ import annotations

import gzip
import json
import re
from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.compressed import compressed, takes_gzip
from bot.website_pages import Pages, content_policy, settings
from clinic.settings import Clinic

NOW = datetime(2026, 11, 23, 17, 0, tzinfo=timezone.utc)
PAGE = '<html><script type="application/json" id="nia-settings">{}</script><p>chat</p></html>'


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    (tmp_path / "assets").mkdir()
    (tmp_path / "chat.html").write_text(PAGE)
    (tmp_path / "embed.js").write_text("1")
    (tmp_path / "assets" / "widget.abc123.js").write_text("2")
    (tmp_path.parent / "secret.txt").write_text("secret")
    return Pages(Clinic(name="</script><b>Oak & Elm", phone={"daytime": "555-0100"}), tmp_path)


def test_the_page_holds_the_clinics_settings_and_no_markup_of_theirs(pages: Pages) -> None:
    page = pages.chat(NOW)
    block = re.search(r'id="nia-settings">(.*?)</script>', page)
    assert block
    assert json.loads(block[1])["clinic"] == "</script><b>Oak & Elm"
    assert json.loads(block[1])["call"] == {"number": "555-0100", "href": "tel:5550100"}
    assert page.count("</script>") == 1
    assert "<b>" not in page


def test_without_a_build_the_page_still_says_whom_to_call(tmp_path: Path) -> None:
    phone = {"daytime": "555-0100", "after_hours": "555-0199"}
    page = Pages(Clinic(phone=phone), tmp_path / "none").chat(NOW)
    assert "If you have a fever or another sign of infection, call your doctor right away." in page
    # Nothing was sent that somebody may or may not have seen.
    assert "your message" not in page
    assert '<a href="tel:5550100" target="_top">Call 555-0100</a>' in page
    assert '<a href="tel:5550199" target="_top">After hours: call 555-0199</a>' in page
    assert '<a href="/faq"' in page


def test_without_a_build_and_without_a_number_it_still_says_to_call(tmp_path: Path) -> None:
    page = Pages(Clinic(name="<b>"), tmp_path / "none").chat(NOW)
    assert "call your doctor right away." in page
    assert "tel:" not in page
    assert "<b>" not in page


def test_built_files_are_given_out_and_no_others(pages: Pages) -> None:
    assert pages.file("embed.js") == b"1"
    assert pages.file("assets/widget.abc123.js") == b"2"
    for name in ("../secret.txt", "assets/../../secret.txt", "assets", "", "x.js", ".", ".."):
        assert pages.file(name) is None


def test_the_notice_promises_a_message_only_where_somebody_is_told() -> None:
    route = {"kind": "webhook", "url": "https://alerts.example.org/nia"}
    told = settings(Clinic(alerts={"routes": [route]}), NOW)["notice"]
    assert "I send a message to your care team" in told
    assert "cannot send messages" in settings(Clinic(), NOW)["notice"]


def test_the_policy_names_the_sites_that_may_show_it() -> None:
    policy = content_policy(["https://www.clinic.example"])
    assert policy.endswith("frame-ancestors 'self' https://www.clinic.example")
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        (None, False),
        ("", False),
        ("gzip", True),
        ("gzip, deflate, br, zstd", True),
        ("br;q=1.0, GZIP;q=0.8, *;q=0.1", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0, *", False),
        ("*", True),
        ("identity", False),
        ("xgzip", False),
    ],
)
def test_a_browser_is_sent_compressed_what_it_can_take(accepted: str | None, takes: bool) -> None:
    assert takes_gzip(accepted) is takes


def test_what_is_compressed_is_the_same_and_smaller() -> None:
    page = PAGE.encode() * 20
    assert gzip.decompress(compressed(page)) == page
    assert len(compressed(page)) < len(page) / 3
