"""The first bytes of a connection, which select WebSocket or HTTP.

The switch reads the head of one request, with limits of size and time. It then hands over the
connection and the bytes read, for a few connections in each turn of the event loop. It sends no
response itself, except for a head that is too large.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from meet.server.request_head import END_OF_HEAD, is_socket_upgrade
from signaling.asgi.pacing import Pace

HEAD_BYTES = 16 * 1024
HEAD_SECONDS = 10
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\n\r\n"

HandOver = Callable[[asyncio.Transport, bytes], None]


class ProtocolSwitch(asyncio.Protocol):
    """Reads one head; `to_websocket` and `to_http` get the transport and all bytes read.

    They are called at the `pace` shared by all connections. Until then, nothing more is read.
    """

    def __init__(self, to_websocket: HandOver, to_http: HandOver, pace: Pace) -> None:
        self._to_websocket = to_websocket
        self._to_http = to_http
        self._pace = pace
        self._read = b""
        self._is_handed_over = False
        self._transport: Any = None
        self._deadline: asyncio.TimerHandle

    @property
    def is_waiting(self) -> bool:
        """Whether the connection is neither handed over nor lost."""
        if self._transport is None:  # during the TLS handshake
            return True
        return not self._is_handed_over and not self._transport.is_closing()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        loop = asyncio.get_running_loop()
        self._deadline = loop.call_later(HEAD_SECONDS, self._transport.abort)

    def data_received(self, data: bytes) -> None:
        self._read += data
        end = self._read.find(END_OF_HEAD)
        if end == -1 and len(self._read) <= HEAD_BYTES:
            return
        self._deadline.cancel()
        if end == -1 or end > HEAD_BYTES:
            self._transport.write(_TOO_LARGE)
            self._transport.close()
        else:
            is_upgrade = is_socket_upgrade(self._read[: end + 2])
            to = self._to_websocket if is_upgrade else self._to_http
            self._pace.begin(partial(self._hand_over, to))
            if not self._is_handed_over:
                self._transport.pause_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        self._deadline.cancel()

    def _hand_over(self, to: HandOver) -> None:
        self._is_handed_over = True
        if self._transport.is_closing():
            return
        if not self._transport.is_reading():
            self._transport.resume_reading()
        to(self._transport, self._read)
