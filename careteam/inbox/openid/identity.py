"""Who somebody is, as a provider says; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Identity:
    """Who somebody is. `email` is in small letters, None unless the provider has verified it."""

    issuer: str
    subject: str
    email: str | None

    @classmethod
    def of(cls, issuer: str, claims: Mapping[str, Any]) -> Identity:
        """Read claims of a token that holds."""
        return cls(issuer, claims["sub"], _verified_email(claims))


def _verified_email(claims: Mapping[str, Any]) -> str | None:
    email = claims.get("email")
    # Letters of other alphabets that look the same, or become the same, are other people.
    if claims.get("email_verified") is not True or not isinstance(email, str):
        return None
    is_plain = all("!" <= letter <= "~" for letter in email)
    return email.lower() if is_plain and "@" in email else None
