"""The request for a WebSocket: the ASGI application accepts or refuses it.

The request runs through the same ASGI application as any other request. Its scope contains the
`ServerWebSocket`, which the application uses after it has accepted the connection.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote

from meet.server.request_head import END_OF_HEAD, headers_of
from meet.server.websocket import ServerWebSocket
from meet.server.websocket_handshake import BAD_REQUEST, canonical_request, refusal_of, subprotocols
from signaling.asgi.websocket import EXTENSION, CloseCode

logger = logging.getLogger(__name__)

_FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
# The close code that an application sees if the client sent none (RFC 6455, section 7.4.1).
_NO_CODE = 1006

Application = Callable[..., Awaitable[None]]


def serve_websocket(application: Application, transport: asyncio.Transport, read: bytes) -> None:
    """Run the application on a connection whose first bytes are an upgrade under Meet's path."""
    request = headers_of(read)
    refusal = BAD_REQUEST if request is None else refusal_of(request[1])
    if request is None or refusal is not None:
        transport.write(refusal or BAD_REQUEST)
        transport.close()
        return
    target, headers = request
    frames = read.partition(END_OF_HEAD)[2]
    websocket = ServerWebSocket(transport)
    serving = WebSocketRequest(transport, canonical_request(headers) + frames, websocket)
    scope = _scope(target, headers, transport, websocket)
    serving.run(application(scope, serving.receive, serving.send))


class WebSocketRequest:
    """The `receive` and `send` of ASGI for one request.

    Nothing is read from the connection until the application has accepted it.
    """

    def __init__(
        self, transport: asyncio.Transport, read: bytes, websocket: ServerWebSocket
    ) -> None:
        self._transport = transport
        self._read = read
        self._websocket = websocket
        self._has_connected = False
        transport.set_protocol(_Pending(websocket))
        transport.pause_reading()

    def run(self, application: Awaitable[None]) -> None:
        """Run the application until it returns; its failure ends the connection."""
        task = asyncio.ensure_future(application)
        task.add_done_callback(self._finished)

    async def receive(self) -> dict[str, Any]:
        if not self._has_connected:
            self._has_connected = True
            return {"type": "websocket.connect"}
        await self._websocket.closed()
        return {"type": "websocket.disconnect", "code": _NO_CODE}

    async def send(self, event: dict[str, Any]) -> None:
        if event["type"] == "websocket.accept" and not self._websocket.is_closed:
            self._websocket.accept(self._read, event.get("subprotocol"))
            self._read = b""
            self._transport.resume_reading()
        elif event["type"] == "websocket.close" and not self._websocket.is_accepted:
            self._transport.write(_FORBIDDEN)
            self._transport.close()
            self._websocket.lost()

    def _finished(self, task: asyncio.Future[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("A WebSocket failed", exc_info=error)
        is_accepted = self._websocket.is_accepted
        self._websocket.close(CloseCode.INTERNAL_ERROR if is_accepted else CloseCode.NORMAL)


class _Pending(asyncio.Protocol):
    """Detects a disconnect before the request is accepted."""

    def __init__(self, websocket: ServerWebSocket) -> None:
        self._websocket = websocket

    def connection_lost(self, exc: Exception | None) -> None:
        self._websocket.lost()


def _scope(
    target: bytes,
    headers: list[tuple[bytes, bytes]],
    transport: asyncio.Transport,
    websocket: ServerWebSocket,
) -> dict[str, Any]:
    path, _, query = target.partition(b"?")
    is_secure = transport.get_extra_info("sslcontext") is not None
    return {
        "type": "websocket",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "wss" if is_secure else "ws",
        "path": unquote(path.decode("latin-1")),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": headers,
        "client": _address(transport.get_extra_info("peername")),
        "server": _address(transport.get_extra_info("sockname")),
        "subprotocols": subprotocols(headers),
        "extensions": {EXTENSION: websocket},
    }


def _address(name: Any) -> list[Any] | None:
    """Return host and port, or None for a Unix socket."""
    return [name[0], name[1]] if isinstance(name, tuple) else None
