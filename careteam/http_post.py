"""One POST to a receiver of alerts, bounded in time, and what came of it (ESC-2, ESC-4, ESC-11).

The address may hold a secret, so it stands in no log and no record; the route's name does.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

import requests
from requests.utils import get_environ_proxies

from careteam.quiet import without_addresses
from careteam.routes import Attempt, Result

MOST_BYTES_READ = 4_096
USER_AGENT = "nia-careteam"


def any_success(status: int) -> bool:
    """Tell whether a status is one of success: the receiver took it."""
    return 200 <= status < 300


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    seconds: float,
    took_it: Callable[[int], bool] = any_success,
) -> Attempt:
    """Try once, for `seconds`; never raises.

    A time-out, a broken answer and 5xx leave it open whether it arrived, and so does a success
    that is none of those by which this receiver says that it `took_it`.
    """
    if seconds <= 0:
        return Attempt(Result.UNREACHED, "no time left")
    ends = time.monotonic() + seconds
    try:
        with without_addresses(), requests.Session() as session:
            session.trust_env = False  # .netrc would replace what the route is set to send
            with session.post(
                url,
                data=body,
                headers={"Content-Type": "application/json", "User-Agent": USER_AGENT, **headers},
                timeout=seconds,
                allow_redirects=False,  # an alert goes where the clinic said, nowhere else
                stream=True,
                proxies=get_environ_proxies(url) if not _is_loopback(url) else {},
                verify=os.environ.get("REQUESTS_CA_BUNDLE") or True,
            ) as response:
                _read_to_end(response, ends)
                return _judge(response, took_it)
    except requests.RequestException as error:
        return _judge_failure(error)
    except Exception as error:
        return Attempt(Result.UNKNOWN, type(error).__name__)


def _is_loopback(url: str) -> bool:
    return urlsplit(url).hostname in {"localhost", "127.0.0.1", "::1"}


def _read_to_end(response: requests.Response, ends: float) -> None:
    # Byte by byte: a larger piece would be waited for, however slowly it comes.
    for read, _ in enumerate(response.iter_content(1)):
        if read > MOST_BYTES_READ:
            return
        if time.monotonic() > ends:
            raise requests.Timeout


def _judge(response: requests.Response, took_it: Callable[[int], bool]) -> Attempt:
    status = response.status_code
    detail = f"HTTP {status}"
    if took_it(status):
        return Attempt(Result.SENT, detail)
    if status == 429:
        return Attempt(Result.UNREACHED, detail, _seconds(response.headers.get("Retry-After")))
    if status == 408 or not 300 <= status < 500:
        return Attempt(Result.UNKNOWN, detail, _seconds(response.headers.get("Retry-After")))
    return Attempt(Result.REFUSED, detail)


def _judge_failure(error: requests.RequestException) -> Attempt:
    detail = type(error).__name__
    if isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema)):
        return Attempt(Result.REFUSED, detail)
    # Nothing of the request was sent before the connection and its encryption stood.
    before_sending = isinstance(
        error, (requests.exceptions.SSLError, requests.ConnectTimeout)
    ) or _cause(error) in {"NewConnectionError", "NameResolutionError"}
    return Attempt(Result.UNREACHED if before_sending else Result.UNKNOWN, detail)


def _cause(error: requests.RequestException) -> str:
    wrapped = error.args[0] if error.args else None
    return type(getattr(wrapped, "reason", None)).__name__


def _seconds(text: str | None) -> float | None:
    try:
        return max(float(text), 0.0) if text else None
    except ValueError:
        return None
