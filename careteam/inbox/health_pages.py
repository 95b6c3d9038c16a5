"""What machines ask of the inbox: is it there, can alerts be delivered, and the numbers (ESC-14).

No personal data, so no login; a proxy that leads here from outside may well leave these out.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from careteam import metrics
from careteam.health import health_of
from careteam.service import CareTeam


def health_routes(team: CareTeam) -> list[Route]:
    """Return /health/live, /health/ready (503 with reasons when degraded) and /metrics."""

    def ready(_: Request) -> Response:
        found = health_of(team)
        body = {"status": found.status, "reasons": [reason.words for reason in found.reasons]}
        return JSONResponse(body, 200 if found.status == "ready" else 503)

    def numbers(_: Request) -> Response:
        return Response(metrics.metrics_text(team), headers={"Content-Type": metrics.CONTENT_TYPE})

    return [
        Route("/health/live", _live),
        Route("/health/ready", ready),
        Route("/metrics", numbers),
    ]


async def _live(_: Request) -> Response:
    return PlainTextResponse("ok\n")
