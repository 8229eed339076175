"""The response to a scrape, and who may get it.

Without METRICS_TOKEN and METRICS_OPEN there is no such path. With a token, the request must have it
as a bearer token, as Prometheus sends it (`authorization` in its configuration).
"""

import hmac
from http import HTTPStatus
from typing import Any

from django.conf import settings
from prometheus_client import CollectorRegistry, ProcessCollector, disable_created_metrics
from prometheus_client.exposition import choose_encoder

from meet.metrics.live_values import LiveValues
from meet.metrics.pages import THREAD_WAIT_SECONDS
from meet.metrics.sampling import Sampling
from meet.proxy_headers import Application, Scope
from meet.responses import is_reading, send_error
from signaling import metrics
from signaling.runtime import Runtime

_PATH = "/metrics"


def with_metrics(application: Application, runtime: Runtime) -> Application:
    """Answer scrapes as the settings allow, and pass on all other requests."""
    if not (settings.METRICS_TOKEN or settings.METRICS_OPEN):
        return application
    # The start of the process says as much as the time at which each counter was created.
    disable_created_metrics()
    registry = CollectorRegistry()
    for one in (*metrics.ALL, THREAD_WAIT_SECONDS):
        registry.register(one)
    registry.register(LiveValues(runtime))
    ProcessCollector(registry=registry)
    sampling = Sampling(runtime, registry)

    async def scrape(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] != _PATH:
            await application(scope, receive, send)
        elif await is_reading(scope, send):
            if _may_scrape(scope, settings.METRICS_TOKEN):
                sampling.start()
                await _send_values(scope, send, registry)
            else:
                await _refuse(scope, send)

    return scrape


def _may_scrape(scope: Scope, token: str) -> bool:
    scheme, _, given = _header(scope, b"authorization").partition(b" ")
    is_token = hmac.compare_digest(given.strip(), token.encode())
    return not token or (scheme.lower() == b"bearer" and is_token)


async def _refuse(scope: Scope, send: Any) -> None:
    await send_error(
        scope,
        send,
        HTTPStatus.UNAUTHORIZED,
        code="INVALID_TOKEN",
        message="The metrics need the server's token",
        headers=[(b"www-authenticate", b"Bearer")],
    )


async def _send_values(scope: Scope, send: Any, registry: CollectorRegistry) -> None:
    """Send the values in the format that the request prefers."""
    encode, content_type = choose_encoder(_header(scope, b"accept").decode("latin-1"))
    body = encode(registry)
    headers = [
        (b"content-type", content_type.encode()),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _header(scope: Scope, wanted: bytes) -> bytes:
    return b",".join(value for name, value in scope["headers"] if name == wanted)
