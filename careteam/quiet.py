"""Keeps addresses out of the logs of the HTTP library while an alert is being sent (ESC-11).

At several levels it writes the path of a request, and a webhook's path is often its secret.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LOGGERS = ("urllib3.connectionpool", "urllib3.connection", "urllib3.util.retry", "apprise")


class _Sending(threading.local):
    """Per thread: others in the process keep their log."""

    active = False


_sending = _Sending()


def _is_not_sending(_record: logging.LogRecord) -> bool:
    return not _sending.active


@contextmanager
def without_addresses() -> Iterator[None]:
    """Drop the HTTP library's log records of this thread."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_is_not_sending)  # once; a second time does nothing
    _sending.active = True
    try:
        yield
    finally:
        _sending.active = False
