"""Which pages may open sockets here, and whose cookies count.

A browser says where a page is from: `Origin` on every WebSocket and every request across origins,
`Sec-Fetch-Site` on all others. Scripts can forge neither.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host


def is_allowed_host(scope: Mapping[str, Any]) -> bool:
    """Tell whether the request is addressed to one of ALLOWED_HOSTS."""
    domain, _port = split_domain_port(_header(scope, b"host"))
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def is_allowed_origin(scope: Mapping[str, Any]) -> bool:
    """Tell whether the page may connect at all; who sends no origin is no page."""
    origin = _header(scope, b"origin")
    return not origin or "*" in settings.ALLOWED_ORIGINS or _is_trusted(origin, scope)


def is_own_page(scope: Mapping[str, Any]) -> bool:
    """Tell whether the page is ours or a listed site's, so that cookies name its visitor."""
    origin = _header(scope, b"origin")
    if origin:
        return _is_trusted(origin, scope)
    return _header(scope, b"sec-fetch-site") == "same-origin"


def _is_trusted(origin: str, scope: Mapping[str, Any]) -> bool:
    host = _header(scope, b"host")
    return origin in (*settings.ALLOWED_ORIGINS, f"https://{host}", f"http://{host}")


def _header(scope: Mapping[str, Any], wanted: bytes) -> str:
    for name, value in scope["headers"]:
        if name == wanted:
            return bytes(value).decode("latin-1").lower()
    return ""


async def forbid(scope: Mapping[str, Any], send: Callable[[Any], Awaitable[None]]) -> None:
    """Answer a request of a host or origin that is not allowed."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    body = b'{"code":"FORBIDDEN","message":"This host or origin is not allowed"}'
    await send({"type": "http.response.body", "body": body})
