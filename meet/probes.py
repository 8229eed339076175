"""The probes of load balancers and supervisors: `/healthz` and `/readyz`.

Both are answered on the event loop, before the host check, the session and the threads of pages. A
probe therefore gets its answer while all pages wait for the database, and it may send any `Host`,
because load balancers send the address of the server. The answer contains nothing about the
request.
"""

from http import HTTPStatus
from typing import Any

from meet.proxy_headers import Application, Scope
from meet.readiness import Readiness
from meet.responses import is_reading, send_json

# No room can have the first path as its code. The room READYZ stays reachable in capital letters.
_ALIVE = "/healthz"
_READY = "/readyz"


def with_probes(application: Application, readiness: Readiness) -> Application:
    """Answer the probes, and pass on all other requests."""

    async def probe(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] not in (_ALIVE, _READY):
            await application(scope, receive, send)
        elif not await is_reading(scope, send):
            pass
        elif scope["path"] == _ALIVE:
            await send_json(scope, send, HTTPStatus.OK, {"status": "alive"})
        else:
            await _tell_readiness(scope, send, readiness)

    return probe


async def _tell_readiness(scope: Scope, send: Any, readiness: Readiness) -> None:
    """Answer 503 if a check fails that the service needs; list all checks in both cases."""
    is_ready, codes = await readiness.ask()
    content = {
        "status": "ready" if is_ready else "unready",
        "checks": {
            name: {"status": "ok"} if code is None else {"status": "failed", "code": code}
            for name, code in codes.items()
        },
    }
    status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    await send_json(scope, send, status, content)
