"""Passwords are kept as argon2id hashes, at the cost that RFC 9106 recommends."""

from __future__ import annotations

from argon2 import extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from careteam.inbox.passwords import Passwords

PASSWORD = "four brown horses run"


def test_what_is_kept_is_an_argon2id_hash_that_differs_each_time() -> None:
    passwords = Passwords()
    kept = [passwords.make(PASSWORD, "ann") for _ in range(2)]
    assert kept[0] != kept[1]
    for one in kept:
        assert one.startswith("$argon2id$")
        assert extract_parameters(one) == RFC_9106_LOW_MEMORY
        assert PASSWORD not in one
        assert passwords.match(one, PASSWORD)
        assert not passwords.match(one, PASSWORD + "!")
    assert not passwords.match(None, PASSWORD)
