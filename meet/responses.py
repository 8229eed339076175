"""JSON responses that are sent by the ASGI layer itself, without Django.

Every response carries `Cache-Control: no-store`, because it describes the state of this moment.
"""

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from meet.proxy_headers import Scope

_READING = ("GET", "HEAD")


async def send_json(
    scope: Scope,
    send: Any,
    status: HTTPStatus,
    content: dict[str, Any],
    headers: Iterable[tuple[bytes, bytes]] = (),
) -> None:
    """Send a response; a response to HEAD has the headers only."""
    body = json.dumps(content).encode()
    said = [
        (b"content-type", b"application/json"),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        *headers,
    ]
    await send({"type": "http.response.start", "status": int(status), "headers": said})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


async def send_error(
    scope: Scope,
    send: Any,
    status: HTTPStatus,
    *,
    code: str,
    message: str,
    headers: Iterable[tuple[bytes, bytes]] = (),
) -> None:
    """Send an error in the shape of the API's errors."""
    content = {"statusCode": int(status), "code": code, "message": message}
    await send_json(scope, send, status, content, headers)


async def is_reading(scope: Scope, send: Any) -> bool:
    """Tell whether the method only reads; answer 405 to every other method."""
    if scope["method"] in _READING:
        return True
    await send_error(
        scope,
        send,
        HTTPStatus.METHOD_NOT_ALLOWED,
        code="METHOD_NOT_ALLOWED",
        message="Only GET and HEAD are allowed here",
        headers=[(b"allow", ", ".join(_READING).encode())],
    )
    return False
