"""What monitoring asks of the inbox, without a login and without anybody's data (ESC-14)."""

from __future__ import annotations

from tests.services.inbox.site import Site

WORDS = "I have a fever of 38.9 and my name is Ann"


def test_the_inbox_says_that_it_is_there(site: Site) -> None:
    found = site.browser().get("/health/live")
    assert (found.status_code, found.text) == (200, "ok\n")


def test_without_a_route_it_is_degraded_and_says_why(site: Site) -> None:
    found = site.browser().get("/health/ready")
    assert found.status_code == 503
    assert found.json()["status"] == "degraded"
    assert "no route is configured: nobody is told about an alert" in found.json()["reasons"]


def test_numbers_hold_nothing_of_a_person(site: Site) -> None:
    site.alert(message=WORDS, conversation_id="ann-smith")
    found = site.browser().get("/metrics")
    assert found.headers["content-type"].startswith("text/plain; version=")
    assert 'nia_alerts{status="open"} 1.0' in found.text
    assert not {word for word in ("fever", "38.9", "Ann", "ann-smith") if word in found.text}
