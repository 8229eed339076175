"""WebSockets of the Socket.IO path, on picows.

The request runs through the same ASGI application as any other request. The application accepts or
refuses it and implements the engine's protocol. Messages do not pass through ASGI: the scope
contains the connection as a `WebSocket`.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from picows import (
    WSCloseCode,
    WSFrame,
    WSListener,
    WSMsgType,
    WSTransport,
    WSUpgradeResponse,
    WSUpgradeResponseWithListener,
)
from picows.picows import WSProtocol  # type: ignore[attr-defined]

from meet.server.aborting import abort
from meet.server.protocol_switch import END_OF_HEAD, headers_of
from meet.server.websocket_handshake import BAD_REQUEST, canonical, refusal_of, subprotocols
from meet.server.write_batching import WriteBatch
from signaling.asgi.rate_limit import RateLimit
from signaling.asgi.websocket import (
    BINARY,
    EXTENSION,
    MOST_BUFFERED_BYTES,
    VIOLATIONS,
    CloseCode,
    OnMessage,
    WebSocketClosed,
)

logger = logging.getLogger(__name__)
# An adapter, because picows creates a child of a plain logger for every connection.
_picows_logger = logging.LoggerAdapter(logging.getLogger("picows"))

# How long a closing connection still accepts data, which it does not read. If it closed at once,
# the client's system would discard the last message.
_CLOSING_SECONDS = 0.5
_CONTROL_FRAMES_PER_SECOND = 2
_CONTROL_FRAMES_BURST = 10
_WAITING_MESSAGES = 16
_batch = WriteBatch()
# Looking up an enum member costs more than everything else that is done with a frame here.
_TEXT = WSMsgType.TEXT
_CONTINUATION = WSMsgType.CONTINUATION

_FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"

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
    websocket = PicowsWebSocket(transport, canonical(headers) + frames)
    scope = _scope(target, headers, transport, websocket)
    websocket.run(application(scope, websocket.asgi_receive, websocket.asgi_send))


class PicowsWebSocket(WSListener):
    """One WebSocket of picows; see `signaling.asgi.websocket.WebSocket`.

    A few messages are queued until `listen` is called. Only a client that is upgrading sends them
    so early.
    """

    def __init__(self, transport: asyncio.Transport, read: bytes) -> None:
        self._asyncio_transport: Any = transport
        self._read = read
        self._picows_transport: WSTransport | None = None
        self._on_message: OnMessage | None = None
        self._waiting: deque[bytes] = deque()
        self._has_news = asyncio.Event()
        self._fragments: list[bytes] = []
        self._control = RateLimit(_CONTROL_FRAMES_PER_SECOND, _CONTROL_FRAMES_BURST)
        self._is_closed = False
        self._was_connected = False
        self.close_code: int | None = None
        self.is_violated = False
        transport.set_protocol(_Pending(self))
        transport.pause_reading()

    def run(self, work: Awaitable[None]) -> None:
        """Run the application until it returns; its failure ends the connection."""
        task = asyncio.ensure_future(work)
        task.add_done_callback(self._finished)

    def send(self, message: bytes) -> None:
        if self._is_closed or self._picows_transport is None:
            return
        if _batch.is_open:
            _batch.add(self._asyncio_transport, message)
        else:
            self._picows_transport.send(_TEXT, message)

    def close(self, code: CloseCode) -> None:
        if self._is_closed:
            return
        if self.close_code is None:
            self.close_code, self.is_violated = code, code in VIOLATIONS
        if self._picows_transport is None:
            self._asyncio_transport.abort()
        else:
            _batch.flush()
            self._picows_transport.send_close(WSCloseCode(code))
            loop = asyncio.get_running_loop()
            loop.call_later(_CLOSING_SECONDS, abort, self._asyncio_transport)
        self.lost()

    async def receive(self) -> bytes:
        while not self._waiting:
            if self._is_closed:
                raise WebSocketClosed
            self._has_news.clear()
            await self._has_news.wait()
        return self._waiting.popleft()

    async def listen(self, on_message: OnMessage) -> None:
        while self._waiting:
            on_message(self._waiting.popleft())
        self._on_message = on_message
        while not self._is_closed:
            self._has_news.clear()
            await self._has_news.wait()

    def lost(self) -> None:
        """Mark the connection as closed and release the listener, so that both can be freed."""
        self._is_closed = True
        self._on_message = None
        self._has_news.set()

    async def asgi_receive(self) -> dict[str, Any]:
        if not self._was_connected:
            self._was_connected = True
            return {"type": "websocket.connect"}
        while not self._is_closed:
            self._has_news.clear()
            await self._has_news.wait()
        return {"type": "websocket.disconnect", "code": 1006}

    async def asgi_send(self, event: dict[str, Any]) -> None:
        """Accept by passing the connection to picows, which answers the upgrade, or refuse."""
        if event["type"] == "websocket.accept" and not self._is_closed:
            self._accept(event.get("subprotocol"))
        elif event["type"] == "websocket.close" and self._picows_transport is None:
            self._asyncio_transport.write(_FORBIDDEN)
            self._asyncio_transport.close()
            self.lost()

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._picows_transport = transport
        transport.underlying_transport.set_write_buffer_limits(high=MOST_BUFFERED_BYTES)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        # If picows finds an error, the frame that would flush the batch never arrives.
        _batch.flush()
        if transport.is_close_frame_sent and self.close_code is None:
            self.close_code, self.is_violated = CloseCode.PROTOCOL_ERROR, True
        self.lost()

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if not frame.last_in_buffer:
            _batch.is_open = True
        self._take_frame(transport, frame)
        if _batch.is_open and frame.last_in_buffer:
            _batch.flush()

    def pause_writing(self) -> None:
        """Disconnect a client that does not read: its buffer is full."""
        self.lost()
        abort(self._asyncio_transport)

    def resume_writing(self) -> None:
        pass

    def _accept(self, subprotocol: str | None) -> None:
        spoken = {} if subprotocol is None else {"sec-websocket-protocol": subprotocol}
        response = WSUpgradeResponse.create_101_response(extra_headers=spoken)
        protocol = WSProtocol(
            None,  # host and path are only for clients
            None,
            False,
            lambda _request: WSUpgradeResponseWithListener(response, self),
            _picows_logger,
            True,  # disconnect on an exception
            None,  # the head was read already
            False,  # the engine has heartbeats of its own
            0,
            0,
            1,
            False,  # pongs are counted here
            settings.MESSAGE_BYTES,
            None,
            2048,
        )
        protocol.connection_made(self._asyncio_transport)
        self._asyncio_transport.set_protocol(protocol)
        _feed(protocol, self._read)
        self._read = b""
        self._asyncio_transport.resume_reading()

    def _take_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        kind = frame.msg_type
        if self._is_closed:
            if kind == WSMsgType.CLOSE:
                transport.disconnect()
        elif frame.rsv1 or frame.rsv2 or frame.rsv3:
            self.close(CloseCode.PROTOCOL_ERROR)
        elif kind is _TEXT and frame.fin and not self._fragments:
            self._take(frame.get_payload_as_bytes())
        elif kind in (_TEXT, _CONTINUATION):
            self._take_fragment(frame)
        elif kind == WSMsgType.PING and self._control.spend():
            transport.send_pong(frame.get_payload_as_bytes())
        elif kind == WSMsgType.PONG and self._control.spend():
            pass
        elif kind == WSMsgType.CLOSE:
            self.close_code = int.from_bytes(frame.get_payload_as_bytes()[:2], "big") or None
            self.close(CloseCode.NORMAL)
            transport.disconnect()
        elif kind == WSMsgType.BINARY:
            self._take(BINARY)
        else:
            self.close(CloseCode.POLICY_VIOLATION)

    def _take(self, message: bytes) -> None:
        if not (message.isascii() or _is_utf8(message)):
            self.close(CloseCode.INVALID_TEXT)
        elif self._on_message is not None:
            self._on_message(message)
        elif len(self._waiting) < _WAITING_MESSAGES:
            self._waiting.append(message)
            self._has_news.set()
        else:
            self.close(CloseCode.POLICY_VIOLATION)

    def _take_fragment(self, frame: WSFrame) -> None:
        """Assemble a message from fragments; only the first frame contains its type."""
        begins = frame.msg_type is _TEXT
        if begins == bool(self._fragments):
            self.close(CloseCode.PROTOCOL_ERROR)
            return
        self._fragments.append(frame.get_payload_as_bytes())
        if sum(map(len, self._fragments)) > settings.MESSAGE_BYTES:
            self.close(CloseCode.MESSAGE_TOO_BIG)
        elif not self._control.spend() and not frame.fin:
            self.close(CloseCode.POLICY_VIOLATION)
        elif frame.fin:
            message = b"".join(self._fragments)
            self._fragments.clear()
            self._take(message)

    def _finished(self, task: asyncio.Future[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("A WebSocket failed", exc_info=error)
        self.close(CloseCode.INTERNAL_ERROR if self._picows_transport else CloseCode.NORMAL)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


class _Pending(asyncio.Protocol):
    """Detects a disconnect before the upgrade is accepted."""

    def __init__(self, websocket: PicowsWebSocket) -> None:
        self._websocket = websocket

    def connection_lost(self, exc: Exception | None) -> None:
        self._websocket.lost()


def _feed(protocol: WSProtocol, data: bytes) -> None:
    while data:
        buffer = protocol.get_buffer(len(data))
        part = data[: len(buffer)]
        buffer[: len(part)] = part
        protocol.buffer_updated(len(part))
        data = data[len(part) :]


def _scope(
    target: bytes,
    headers: list[tuple[bytes, bytes]],
    transport: asyncio.Transport,
    websocket: PicowsWebSocket,
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
