"""Random tokens, the hashes that are kept of them, and what the key signs."""

from __future__ import annotations

import hashlib
import hmac
import secrets

KEY_FILE = "inbox.key"
"""In the data folder, where the operator sets no key (clinic.signing_key)."""

_BYTES = 32


def new_token() -> str:
    """Return 256 random bits as text that is safe in an address."""
    return secrets.token_urlsafe(_BYTES)


def hashed(token: str) -> str:
    """Return what is kept of a token: enough to know it again, not enough to use it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def tag(key: bytes, purpose: str, value: str) -> str:
    """Return the HMAC-SHA256 of `value` for one purpose, as hexadecimal digits."""
    message = f"{purpose}\x1f{value}".encode("utf-8", "surrogatepass")
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Compare in a time that tells nothing about where the two differ."""
    return hmac.compare_digest(
        one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass")
    )
