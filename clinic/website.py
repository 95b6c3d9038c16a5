"""On which sites Nia may be shown, and what stands between a browser and her server."""

from __future__ import annotations

import re

from pydantic import validator

from clinic.section import Section, setting
from clinic.website_words import WebsiteWords

ORIGIN = re.compile(
    r"https://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::\d{1,5})?"
    r"|http://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?"
)
MOST_PROXIES = 8


class Website(Section):
    """The website channel.

    Attributes:
        origins: sites whose pages may show Nia, as a browser names them; her own always may.
        trusted_proxies: how many proxies of the clinic every request passes. So many entries of
            X-Forwarded-For, counted from its end, are believed; what stands before is not.
        words: the clinic's own in place of single ones of the chat page.
    """

    origins: tuple[str, ...] = setting(
        (), "write a list such as ['https://www.clinic.example'], without a path"
    )
    trusted_proxies: int = setting(0, f"write a number from 0 to {MOST_PROXIES}")
    words: WebsiteWords = setting(WebsiteWords, "write lines such as 'send: Send' below it")

    @validator("origins", each_item=True)
    def _as_browsers_write_it(cls, origin: str) -> str:
        tidy = origin.strip().lower()
        if not ORIGIN.fullmatch(tidy):
            raise ValueError("this is not https:// and a host name (http:// only for localhost)")
        for scheme, port in (("https://", ":443"), ("http://", ":80")):
            if tidy.startswith(scheme):
                tidy = tidy.removesuffix(port)
        return tidy

    @validator("trusted_proxies")
    def _bounded(cls, count: int) -> int:
        if not 0 <= count <= MOST_PROXIES:
            raise ValueError(f"it must be from 0 to {MOST_PROXIES}")
        return count
