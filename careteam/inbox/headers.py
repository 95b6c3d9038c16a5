"""What every response carries, and by which names the inbox may be asked for."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from careteam.inbox.settings import InboxSettings

HEADERS = {
    # Scripts and styles only from our own files: what a patient typed can never run.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # Addresses hold one-time links and searches, which are nobody else's business; to ourselves
    # they go, because browsers otherwise hide where a form comes from.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_ONLY_ENCRYPTED = "max-age=31536000"


class SafeHeaders:
    """Refuses requests under foreign names, and adds the headers to every response."""

    def __init__(self, app: ASGIApp, settings: InboxSettings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if self._settings.is_https:
                    headers["Strict-Transport-Security"] = _ONLY_ENCRYPTED
            await send(message)

        if _name(Headers(scope=scope).get("host", "")) in self._settings.hosts:
            await self._app(scope, receive, send_with_headers)
        else:
            sentence = "This name is not known here. Set alerts.inbox_url to the address in use.\n"
            await PlainTextResponse(sentence, 421)(scope, receive, send_with_headers)


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
