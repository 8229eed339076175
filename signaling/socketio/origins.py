"""Decide which pages may open sockets on this server, and from which pages cookies count.

A browser sends the origin of a page: `Origin` on every WebSocket and every cross-origin request,
and `Sec-Fetch-Site` on all others. Scripts can forge neither header.
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
    """Tell whether the page may connect; a client that sends no origin is not a page."""
    origin = _header(scope, b"origin")
    return not origin or "*" in settings.ALLOWED_ORIGINS or _is_trusted(origin, scope)


def is_own_page(scope: Mapping[str, Any]) -> bool:
    """Tell whether the page is of this site or a listed one, so that its cookies count."""
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
    """Refuse a request with a host or an origin that is not allowed."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    body = b'{"code":"FORBIDDEN","message":"This host or origin is not allowed"}'
    await send({"type": "http.response.body", "body": body})
