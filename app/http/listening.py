"""How the service listens: with bounds on what a connection may cost, and believing no proxy that is not named."""

from typing import Any

import uvicorn

from app.http.deadlines import Patience, with_patience
from app.settings import Settings

GRACE = 5
"""Seconds that answers under way get to end when the service is told to."""


def configure(settings: Settings, app: Any) -> uvicorn.Config:  # noqa: ANN401 (any ASGI application)
    """Return how a server is to serve what a factory makes."""
    patience = Patience(settings.head_timeout, settings.body_timeout, settings.idle_timeout)
    return uvicorn.Config(
        app,
        factory=True,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http=with_patience(patience),
        # No other protocol is spoken: an offer to is passed over.
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        limit_concurrency=settings.most_connections,
        timeout_graceful_shutdown=GRACE,
    )
