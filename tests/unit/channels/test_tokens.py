"""Tokens of conversations: signed, bound to a site, over at their time."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.website_channel.tokens import TokenRefused, Tokens, bearer

NOW = datetime(2026, 1, 31, 10, tzinfo=timezone.utc)
SITE = "https://www.clinic.example"
TOKENS = Tokens(b"a key of a test, 32 bytes or more", timedelta(days=30))


def test_a_token_opens_its_conversation_until_its_time_is_over() -> None:
    token = TOKENS.begin(SITE, NOW)
    assert token.expires_at == "2026-03-02T10:00:00.000Z"
    assert TOKENS.read(token.text, SITE, NOW + timedelta(days=29)) == token.conversation_id
    with pytest.raises(TokenRefused, match="expired"):
        TOKENS.read(token.text, SITE, NOW + timedelta(days=30))


def test_every_conversation_has_128_random_bits_of_its_own() -> None:
    ids = {TOKENS.begin(SITE, NOW).conversation_id for _ in range(100)}
    assert len(ids) == 100
    assert {len(each.removeprefix("website-")) for each in ids} == {32}


def test_a_token_opens_nothing_on_another_site() -> None:
    token = TOKENS.begin(SITE, NOW)
    with pytest.raises(TokenRefused, match="another site"):
        TOKENS.read(token.text, "//nia.clinic.example", NOW)


@pytest.mark.parametrize("text", ["", ".", "x.y", "e30.x", "a" * 2_000, "\ud800.x", "\x00"])
def test_what_is_no_token_opens_nothing(text: str) -> None:
    with pytest.raises(TokenRefused, match="forged"):
        TOKENS.read(text, SITE, NOW)


def test_a_token_of_another_key_opens_nothing() -> None:
    other = Tokens(b"another key of a test, 32 bytes ..", timedelta(days=30))
    with pytest.raises(TokenRefused, match="forged"):
        TOKENS.read(other.begin(SITE, NOW).text, SITE, NOW)


@pytest.mark.parametrize(
    ("header", "token"),
    [("Bearer abc", "abc"), ("bearer abc", "abc"), ("Basic abc", ""), ("abc", ""), (None, "")],
)
def test_the_token_stands_in_the_header(header: str | None, token: str) -> None:
    assert bearer(header) == token
