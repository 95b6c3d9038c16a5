"""The clinic's provider of accounts: what it says of itself, and who it says somebody is."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from authlib.integrations.requests_client import OAuth2Session

from careteam.inbox.openid.flow import Flow
from careteam.inbox.openid.id_token import IdTokenRefused, verified
from careteam.inbox.openid.identity import Identity
from clinic.route_checks import safe_url

_KNOWN_FOR_SECONDS = 3600.0
_LEFT_ALONE_SECONDS = 10.0
"""After it failed. A provider that hangs must not hold up those who log in with a password."""

_MOST_AT_ONCE = 8
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class ProviderFailed(Exception):
    """The provider cannot be used now; the text is a kind of fault, without anything secret."""


@dataclass
class Provider:
    """One provider, as `clinic.openid.OpenId` describes it.

    `redirect_uri`: where it sends people back to.
    """

    issuer: str
    client_id: str
    redirect_uri: str
    client_secret: str | None = field(default=None, repr=False)
    label: str = "single sign-on"
    new_accounts: Literal["sees", "acknowledges"] | None = None
    timeout_seconds: float = 5.0
    _metadata: dict[str, Any] = field(default_factory=dict, repr=False)
    _keys: dict[str, Any] = field(default_factory=dict, repr=False)
    _known_at: float = field(default=0.0, repr=False)
    _failed_at: float = field(default=-_LEFT_ALONE_SECONDS, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _slots: threading.Semaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(_MOST_AT_ONCE), repr=False
    )

    def address_for(self, flow: Flow) -> str:
        """Return the provider's page that asks a person to log in.

        Raises:
            ProviderFailed: if the provider cannot be asked where that is.
        """
        metadata = self.metadata()
        with self._session() as session:
            url, _ = session.create_authorization_url(
                metadata["authorization_endpoint"],
                state=flow.state,
                nonce=flow.nonce,
                code_verifier=flow.verifier,
            )
        return str(url)

    def identify(self, code: str, flow: Flow, now: datetime) -> Identity:
        """Return who the provider says has logged in.

        Raises:
            ProviderFailed: if it does not answer, or takes the code for wrong or used.
            IdTokenRefused: if what it answers does not hold.
        """
        metadata = self.metadata()
        with self._session(metadata) as session:
            token = self._asked(
                lambda: session.fetch_token(
                    metadata["token_endpoint"],
                    code=code,
                    code_verifier=flow.verifier,
                    grant_type="authorization_code",
                    **self._limits,
                )
            )
            claims = self._claims(token, flow, now)
            if "email" not in claims and metadata.get("userinfo_endpoint"):
                claims = {**self._userinfo(session, metadata, claims["sub"]), **claims}
        return Identity.of(self.issuer, claims)

    def _claims(self, token: dict[str, Any], flow: Flow, now: datetime) -> dict[str, Any]:
        def read() -> dict[str, Any]:
            return verified(
                str(token.get("id_token") or ""),
                self._keys,
                self.issuer,
                self.client_id,
                flow.nonce,
                str(token.get("access_token") or ""),
                now,
            )

        try:
            return read()
        except IdTokenRefused as refused:
            if str(refused) != "InvalidKeyIdError":
                raise
            self.metadata(anew=True)  # providers change their keys
            return read()

    def _userinfo(
        self, session: OAuth2Session, metadata: dict[str, Any], subject: str
    ) -> dict[str, Any]:
        told: dict[str, Any] = self._asked(
            lambda: self._get(session, metadata["userinfo_endpoint"])
        )
        if told.get("sub") != subject:
            raise IdTokenRefused("subject of userinfo")
        return told

    def metadata(self, anew: bool = False) -> dict[str, Any]:
        """Return what the provider says of itself; it is asked once an hour, or `anew`.

        Raises:
            ProviderFailed: if it does not answer as it should.
        """
        if not self._lock.acquire(timeout=self.timeout_seconds):
            raise ProviderFailed("no answer yet")
        try:
            age = time.monotonic() - self._known_at
            if anew or not self._metadata or age > _KNOWN_FOR_SECONDS:
                self._discover_unless_it_failed()
            return self._metadata
        finally:
            self._lock.release()

    def _discover_unless_it_failed(self) -> None:
        if time.monotonic() - self._failed_at < _LEFT_ALONE_SECONDS:
            raise ProviderFailed("it failed a moment ago")
        try:
            with self._session() as session:
                self._metadata, self._keys = self._asked(lambda: self._discover(session))
        except ProviderFailed:
            self._failed_at = time.monotonic()
            raise
        self._known_at = time.monotonic()

    def _discover(self, session: OAuth2Session) -> tuple[dict[str, Any], dict[str, Any]]:
        address = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        metadata = self._get(session, address, withhold_token=True)
        if metadata.get("issuer") != self.issuer:
            raise ProviderFailed("it names itself otherwise than inbox.openid.issuer")
        for name in _ENDPOINTS:
            safe_url(metadata[name])
        return metadata, self._get(session, metadata["jwks_uri"], withhold_token=True)

    def _get(self, session: OAuth2Session, address: str, **more: Any) -> dict[str, Any]:
        answer = session.get(safe_url(address), **self._limits, **more)
        if answer.status_code != 200:
            raise ProviderFailed(f"HTTP {answer.status_code}")
        return dict(answer.json())

    def _asked(self, ask: Any) -> Any:
        if not self._slots.acquire(blocking=False):
            raise ProviderFailed("too many logins at once")
        try:
            return ask()
        except ProviderFailed:
            raise
        except Exception as error:  # its text may repeat a code or a token
            raise ProviderFailed(type(error).__name__) from None
        finally:
            self._slots.release()

    def _session(self, metadata: dict[str, Any] | None = None) -> OAuth2Session:
        ways = (metadata or {}).get("token_endpoint_auth_methods_supported")
        by_post = ways and "client_secret_basic" not in ways
        way = "client_secret_post" if by_post else "client_secret_basic"
        session = OAuth2Session(
            self.client_id,
            self.client_secret,
            token_endpoint_auth_method=way if self.client_secret else "none",
            scope="openid email",
            redirect_uri=self.redirect_uri,
            code_challenge_method="S256",
        )
        session.trust_env = False  # .netrc would take the place of the client's secret
        return session

    @property
    def _limits(self) -> dict[str, Any]:
        # A secret goes where the clinic said, nowhere else.
        return {"timeout": self.timeout_seconds, "allow_redirects": False}
