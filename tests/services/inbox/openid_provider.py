"""A small, true OpenID provider on loopback: discovery, authorize, token with PKCE, keys, userinfo.

What it is told to do wrong it does wrong; everything else it checks as a provider does.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlencode

import uvicorn
from joserfc import jws, jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT_ID = "nia-inbox"
CLIENT_SECRET = "a secret of the inbox"
CODE_SECONDS = 60


@cache
def new_key(name: str, whose: str = "provider") -> RSAKey:
    """A key called `name`; the same for the same arguments, because making one takes long."""
    return RSAKey.generate_key(2048, {"kid": name})


@dataclass
class OpenIdProvider:
    """`person`: who logs in there next. `claims` and `header` replace what an ID token says.

    `ends_sessions`: the address at which it says it does so; `ended`: how often it did.
    """

    now: Callable[[], datetime]
    person: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    email_in_token: bool = True
    key: RSAKey = field(default_factory=lambda: new_key("one"))
    signs_with: RSAKey | None = None
    unsigned: bool = False
    names_itself: str | None = None
    slow_seconds: float = 0
    discovered: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, dict[str, Any]] = field(default_factory=dict)
    bad_requests: list[str] = field(default_factory=list)
    ends_sessions: str | None = None
    ended: int = 0

    def __post_init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.issuer = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        routes = [
            Route("/.well-known/openid-configuration", self._discovery),
            Route("/authorize", self._authorize),
            Route("/token", self._token, methods=["POST"]),
            Route("/keys", self._keys),
            Route("/userinfo", self._userinfo),
            Route("/log-out", self._log_out),
        ]
        app = Starlette(routes=routes)
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none"))
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()

    def _discovery(self, _: Request) -> Response:
        self.discovered += 1
        time.sleep(self.slow_seconds)
        more = {"end_session_endpoint": self.ends_sessions} if self.ends_sessions else {}
        return JSONResponse(
            {
                **more,
                "issuer": self.names_itself or self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256", "none", "HS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    def _keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    def _authorize(self, request: Request) -> Response:
        query = dict(request.query_params)
        self.asked.append(query)
        if query.get("client_id") != CLIENT_ID or query.get("code_challenge_method") != "S256":
            return self._bad("authorize")
        code = secrets.token_urlsafe()
        self.codes[code] = {**query, "until": str(self.now().timestamp() + CODE_SECONDS)}
        answer = urlencode({"code": code, "state": query["state"], "iss": self.issuer})
        return RedirectResponse(f"{query['redirect_uri']}?{answer}", 302)

    async def _token(self, request: Request) -> Response:
        form = {name: found[0] for name, found in parse_qs((await request.body()).decode()).items()}
        asked = self.codes.pop(form.get("code", ""), None)  # once
        basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {basic}":
            return self._bad("client")
        if asked is None or float(asked["until"]) < self.now().timestamp():
            return self._bad("code")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return self._bad("verifier")
        if form.get("redirect_uri") != asked["redirect_uri"]:
            return self._bad("redirect_uri")
        access = secrets.token_urlsafe()
        self.tokens[access] = dict(self.person)
        signed = self._id_token(asked["nonce"])
        return JSONResponse({"access_token": access, "token_type": "Bearer", "id_token": signed})

    def _id_token(self, nonce: str) -> str:
        now = int(self.now().timestamp())
        given = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "sub": self.person["sub"],
            **(self.person if self.email_in_token else {}),
            **self.claims,
        }
        claims = {name: value for name, value in given.items() if value is not None}
        if self.unsigned:
            head, body = (_part({"alg": "none"}), _part(claims))
            return f"{head}.{body}."
        header = {"alg": "RS256", "kid": self.key.kid, **self.header}
        registry = jws.JWSRegistry(algorithms=["RS256", "HS256"])
        return jwt.encode(header, claims, self.signs_with or self.key, registry=registry)

    def _userinfo(self, request: Request) -> Response:
        access = request.headers.get("authorization", "").removeprefix("Bearer ")
        known = self.tokens.get(access)
        return JSONResponse(known) if known else self._bad("access token")

    def _log_out(self, request: Request) -> Response:
        query = dict(request.query_params)
        back = query.get("post_logout_redirect_uri", "")
        if query.get("client_id") != CLIENT_ID or not back.endswith("/login"):
            return self._bad("log-out")
        self.ended += 1
        return RedirectResponse(back, 302)

    def _bad(self, what: str) -> Response:
        self.bad_requests.append(what)
        return JSONResponse({"error": "invalid_request", "error_description": what}, 400)


def _part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
