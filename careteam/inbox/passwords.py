"""Passwords: which are taken, and argon2 for what is kept of them."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 200

_AT_ONCE = threading.BoundedSemaphore(2)
"""Each costs 64 MiB by design; a crowd of logins must not take all memory."""


class PasswordRefused(Exception):
    """The password is not taken; the text says why, for the person who chose it."""


class Passwords:
    """Argon2id with the cost that RFC 9106 recommends for small machines.

    Args:
        hasher: only tests use another, cheaper one.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        # Checked in place of a missing account's hash, so that both take the same time.
        self._nobody = self._hasher.hash("a password that nobody has")

    def make(self, password: str, name: str) -> str:
        """Return what is kept of a new password of the user `name`.

        Raises:
            PasswordRefused: if it is too short, too long, or the name.
        """
        if len(password) < SHORTEST:
            raise PasswordRefused(f"Use {SHORTEST} characters or more; a few words are easiest.")
        if len(password) > LONGEST:
            raise PasswordRefused(f"Use at most {LONGEST} characters.")
        if name.casefold() in password.casefold() and len(password) < len(name) + SHORTEST:
            raise PasswordRefused("Use a password that is not your name with a little more.")
        if len(set(password)) < 5:
            raise PasswordRefused("Use more different characters; a few words are easiest.")
        with _AT_ONCE:
            return self._hasher.hash(password.encode())

    def match(self, kept: str | None, password: str) -> bool:
        """Tell whether `password` is the one; takes as long when there is none (`kept` None)."""
        with _AT_ONCE:
            try:
                right = self._hasher.verify(kept or self._nobody, password[: LONGEST + 1].encode())
            except (VerificationError, InvalidHashError):
                return False
        return bool(right and kept)
