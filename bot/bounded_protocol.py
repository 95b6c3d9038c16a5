"""HTTP connections that cannot be held open by sending a byte now and then.

Stock Sanic starts its waits anew with every byte that comes, so that a request's head or body may
take days. Here a request has REQUEST_TIMEOUT for its whole head, and a reader who takes nothing of
a stream for RESPONSE_TIMEOUT is let go; he comes back and goes on where he was.
"""

from __future__ import annotations

from sanic.http import Stage
from sanic.server import HttpProtocol


class BoundedProtocol(HttpProtocol):
    """Sanic's protocol; only bytes that begin a request, and bytes that were sent, count."""

    _time: float

    def data_received(self, data: bytes) -> None:
        """Take bytes in without restarting the wait for what is under way."""
        since = self._time
        super().data_received(data)
        http = getattr(self, "_http", None)
        if http is not None and (http.stage is not Stage.IDLE or http.request_body):
            self._time = since
