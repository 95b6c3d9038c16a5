"""Links in messages: only their button acknowledges, once, in time, and only ours (ESC-8)."""

from __future__ import annotations

import logging
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from careteam.handling import acknowledge
from careteam.inbox import ack_link
from careteam.inbox.keys import KEY_FILE
from careteam.records import find_alert
from clinic.environment import Environment
from clinic.signing_key import KeyUnusable, signing_key
from tests.services.inbox.site import KEY, Site

WORDS = "i have a fever and my number is 5550100"


def link_to(site: Site, alert_id: str, key: bytes = KEY) -> str:
    """A link's path, as a browser on the site opens it."""
    made = ack_link.make(key, "http://localhost", alert_id, "on-call", site.clock())
    return made.removeprefix("http://localhost")


def test_opening_a_link_changes_nothing_and_shows_no_words_of_the_patient(site: Site) -> None:
    alert_id = site.alert(message=WORDS, contact="5550100", reason="fever (present)")
    link, browser = link_to(site, alert_id), site.browser()
    for _ in range(3):
        page = browser.get(link)
        assert page.status_code == 200
        assert "Possible infection sign reported" in page.text
        for private in ("i have a fever", "5550100", "Fever", "fever (present)"):
            assert private not in page.text
    assert browser.client.head(link).status_code in {200, 405}
    assert site.state(alert_id).status == "open"


def test_the_button_acknowledges_once_by_the_route_of_the_link(site_on_each: Site) -> None:
    site = site_on_each
    alert_id = site.alert()
    link, browser = link_to(site, alert_id), site.browser()
    sent = {"form_token": browser.token(link), "seen": "1"}
    assert browser.client.post(link, data=sent).status_code == 200
    assert site.state(alert_id).acknowledged_by == "link of on-call"
    again = browser.client.post(link, data=sent)
    assert again.status_code == 410
    assert "used already" in again.text
    assert browser.get(link).status_code == 410
    kinds = [event.kind for event in find_alert(site.store, alert_id).events]
    assert kinds.count("acknowledged") == 1
    assert ("acknowledged by link", alert_id) in {(one.did, one.alert_id) for one in site.audit()}


def test_of_many_uses_at_the_same_time_one_counts(site_on_each: Site) -> None:
    site, alert_id = site_on_each, site_on_each.alert()
    token = link_to(site, alert_id).removeprefix("/ack/")

    def use(_: int) -> bool:
        try:
            ack_link.use(site.store, KEY, token, 1, site.clock())
        except ack_link.LinkRefused:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(use, range(6))) == 1


def test_an_expired_link_is_refused(site: Site) -> None:
    alert_id = site.alert()
    link, browser = link_to(site, alert_id), site.browser()
    token = browser.token(link)
    site.clock.forward(hours=12)
    answer = browser.client.post(link, data={"form_token": token, "seen": "1"})
    assert answer.status_code == 410
    assert "has expired" in answer.text
    assert site.state(alert_id).status == "open"


def test_forged_links_are_refused_and_logged_without_a_word_of_anybody(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    alert_id, other = site.alert(message=WORDS), site.alert(conversation_id="c2")
    good, elsewhere = link_to(site, alert_id), link_to(site, other)
    payload, _, signature = good.rpartition(".")
    forged = [
        link_to(site, alert_id, b"another key of 32 bytes or more!"),
        f"{elsewhere.rpartition('.')[0]}.{signature}",
        f"{payload}.{signature[:-2]}",
        payload,
        "/ack/" + "x" * 5000,
        "/ack/%F0%9F%8C%A1.%00",
    ]
    browser = site.browser()
    token = browser.token("/login")
    with caplog.at_level(logging.WARNING, "careteam"):
        for link in forged:
            assert browser.get(link).status_code == 400
            sent = {"form_token": token, "seen": "1"}
            assert browser.client.post(link, data=sent).status_code == 400
    assert {site.state(one).status for one in (alert_id, other)} == {"open"}
    assert "forged" in caplog.text
    assert "fever" not in caplog.text
    assert "5550100" not in caplog.text
    assert "/ack/" not in caplog.text
    assert "forged" in {entry.about for entry in site.audit()}


def test_a_link_does_not_acknowledge_without_our_own_form(site: Site) -> None:
    alert_id = site.alert()
    answer = site.browser().client.post(link_to(site, alert_id), data={"seen": "1"})
    assert answer.status_code == 403
    assert site.state(alert_id).status == "open"


def test_news_after_opening_the_page_is_not_acknowledged_unseen(site: Site) -> None:
    alert_id = site.alert()
    link, browser = link_to(site, alert_id), site.browser()
    token = browser.token(link)
    site.alert(signs=("fever", "chills"))
    stale = browser.client.post(link, data={"form_token": token, "seen": "1"})
    assert stale.status_code == 409
    assert site.state(alert_id).status == "open"
    assert browser.send(link, link, seen="2").status_code == 200
    assert site.state(alert_id).status == "acknowledged"


def test_a_link_to_what_somebody_has_already_says_so_and_names_nobody(site: Site) -> None:
    alert_id = site.alert()
    acknowledge(site.store, alert_id, "ann", site.clock())
    page = site.browser().get(link_to(site, alert_id)).text
    assert "acknowledged already" in page
    assert "ann" not in page
    assert "<button" not in page


def test_the_key_is_made_once_for_this_user_alone(tmp_path: Path) -> None:
    environment = Environment.from_environ({"NIA_DATA_DIR": str(tmp_path / "var")})
    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(lambda _: signing_key(environment, KEY_FILE), range(4)))
    assert len(keys) == 1
    path = tmp_path / "var" / KEY_FILE
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(path.parent) == [KEY_FILE]  # noqa: PTH208
    path.chmod(0o644)
    with pytest.raises(KeyUnusable, match="chmod 600"):
        signing_key(environment, KEY_FILE)
    given = Environment.from_environ({"NIA_SECRET_KEY": "k" * 32})
    assert signing_key(given, KEY_FILE) == b"k" * 32
