"""One call of apprise: what URLs may be used, and a yes or a no.

Loading it takes a second or two, so only threads that nobody waits for long import this module.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import apprise
from apprise import NotifyType

from careteam.quiet import without_addresses
from clinic.route_checks import stays_inside

_SECOND_URL = re.compile(r"[\s,;][A-Za-z][A-Za-z0-9+.-]*://")
_ASSET = apprise.AppriseAsset(
    app_id="Nia",
    app_desc="Nia, alerts for the care team",
    storage_mode="memory",
    http_redirects=False,  # an alert goes where the clinic said, nowhere else
    image_url_mask="",  # apprise's icons: each phone that shows one asks a third party for it
    image_url_logo="",
)


def fault_in(url: str) -> str | None:
    """Return what is wrong with an apprise URL, without repeating it; None if it can be used."""
    with without_addresses():
        service = _service(url)
    if service is None:
        return "it is not one apprise URL, such as twilio://..."
    if hasattr(service, "detect_owner") and not getattr(service, "targets", None):
        # Apprise would send to whoever wrote to the bot last, and with it the link to acknowledge.
        return "it names no chat (add the number of the chat at its end)"
    if stays_inside(service.host or ""):
        return None
    if not service.verify_certificate:
        return "alerts must not go to whoever answers (take verify=no out of it)"
    if urlsplit(url).scheme.lower() in _schemas(service.protocol):
        encrypted = _schemas(service.secure_protocol)
        remedy = f" (use {encrypted[0]}://)" if encrypted else ""
        return f"alerts must not cross a network unencrypted{remedy}"
    return None


def notify(url: str, title: str, body: str, seconds: float) -> bool:
    """Send by the service of `url`; return whether it took the message.

    `seconds` bounds each wait for the network, not the whole.

    Raises:
        ValueError: `url` cannot be used; see `fault_in`.
    """
    with without_addresses():
        # A fresh one each time: it would hold back a second message for some seconds.
        service = _service(url)
        if service is None:
            raise ValueError("not an apprise URL")
        service.socket_connect_timeout = service.socket_read_timeout = seconds
        return bool(service.notify(title=title, body=body, notify_type=NotifyType.WARNING))


def _service(url: str) -> apprise.NotifyBase | None:
    if _SECOND_URL.search(url):
        return None  # apprise would read it as a part of the first
    service = apprise.Apprise.instantiate(url, asset=_ASSET, suppress_exceptions=True)
    return service if isinstance(service, apprise.NotifyBase) else None


def _schemas(protocol: object) -> tuple[str, ...]:
    if isinstance(protocol, str):
        return (protocol,)
    return tuple(protocol) if isinstance(protocol, (tuple, list, set)) else ()
