"""The ASGI interface of one HTTP request: its body, and the disconnection of its client."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class ClientDisconnected(Exception):  # noqa: N818 it says what happened
    """The client has disconnected before its request was answered."""


async def read_body(receive: Receive, most_bytes: int) -> bytes:
    """Return the body; of a longer one, only a part that exceeds the limit.

    Raise ClientDisconnected.
    """
    body = b""
    while len(body) <= most_bytes:
        event = await receive()
        if event["type"] == "http.disconnect":
            raise ClientDisconnected
        body += event.get("body", b"")
        if not event.get("more_body", False):
            break
    return body


async def until_disconnected(receive: Receive) -> None:
    """Wait until the client has disconnected."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def receive_nothing() -> dict[str, Any]:
    """Receive a request without a body, for an application that gets a request after its body."""
    return {"type": "http.request"}
