"""From which sites the website's channel is spoken to, and whose request it is."""

from __future__ import annotations

import pytest

from bot.website_channel.address import address_of
from bot.website_channel.origins import cors_headers, origin_of, preflight_headers

HOST = "nia.clinic.example"
CLINIC = "https://www.clinic.example"


def origin(reads: bool = False, **headers: str) -> str | None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return origin_of({"host": HOST, **named}, (CLINIC,), reads=reads)


def test_an_allowed_site_is_let_in_under_its_own_name() -> None:
    assert origin(origin=CLINIC) == CLINIC
    assert origin(origin="HTTPS://WWW.Clinic.example") == CLINIC


@pytest.mark.parametrize("scheme", ["https", "http"])
def test_the_servers_own_pages_are_let_in_whatever_stands_between(scheme: str) -> None:
    assert origin(origin=f"{scheme}://{HOST}") == f"//{HOST}"


@pytest.mark.parametrize(
    "named",
    [
        "https://evil.example",
        "https://www.clinic.example.evil.example",
        "https://www.clinic.example:8443",
        "http://www.clinic.example",
        f"https://{HOST}:444",
        f"https://{HOST}@evil.example",
        f"https://evil.example\\@{HOST}",
        f"ftp://{HOST}",
        f"//{HOST}",
        "null",
        "",
    ],
)
def test_every_other_site_is_kept_out(named: str) -> None:
    assert origin(origin=named) is None
    assert origin(origin=named, reads=True) is None


def test_only_reading_needs_no_origin_and_only_within_the_site() -> None:
    assert origin() is None
    assert origin(reads=True) == f"//{HOST}"
    assert origin(reads=True, sec_fetch_site="same-origin") == f"//{HOST}"
    for site in ("same-site", "cross-site", "none"):
        assert origin(reads=True, sec_fetch_site=site) is None


def test_only_another_site_needs_leave_to_read() -> None:
    assert "Access-Control-Allow-Origin" not in cors_headers(f"//{HOST}")
    headers = preflight_headers(CLINIC)
    assert headers["Access-Control-Allow-Origin"] == CLINIC
    assert headers["Vary"] == "Origin"


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("203.0.113.1", 0, "192.0.2.9"),
        ("203.0.113.1", 1, "203.0.113.1"),
        ("198.51.100.7, 203.0.113.1", 1, "203.0.113.1"),
        ("6.6.6.6, 198.51.100.7, 203.0.113.1", 2, "198.51.100.7"),
        ("203.0.113.1", 2, "192.0.2.9"),
        ("nonsense", 1, "192.0.2.9"),
        ("", 1, "192.0.2.9"),
        (None, 1, "192.0.2.9"),
        ("::ffff:203.0.113.1", 1, "203.0.113.1"),
        ("2001:db8:1:2:3:4:5:6", 1, "2001:db8:1:2::"),
        ("[2001:db8:1:2::9]", 1, "2001:db8:1:2::"),
    ],
)
def test_only_what_trusted_proxies_wrote_is_believed(
    forwarded: str | None, proxies: int, address: str
) -> None:
    assert address_of("192.0.2.9", forwarded, proxies) == address
