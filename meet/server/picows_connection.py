"""Everything that Meet uses of picows, a codec for WebSocket frames in C.

Read against picows 2.3.1; `pyproject.toml` excludes 2.4. After an update,
`tests/test_libraries.py` and `tests/server/test_picows.py` name what has changed.

The public way, `ws_create_server`, accepts connections itself. Meet has accepted the connection
already, and has validated the handshake. Therefore it creates the protocol of a connection itself,
and relies on these parts:

- `picows.picows.WSProtocol` is a private class. Its arguments have the names and meanings used in
  `PicowsConnection.accept`. It is a buffered protocol of asyncio: after `connection_made` it gets
  the bytes that were read before, by `get_buffer` and `buffer_updated`.
- It calls the listener factory with the request, and writes the response.
- `on_ws_frame` is called for each frame, also for fragments and control frames. `last_in_buffer` is
  true for the last frame of the data that was read at once. A payload is at most `max_frame_size`.
- `on_ws_disconnected` is called once. `is_close_frame_sent` is true there if picows itself closed
  the connection because of a frame that violates the protocol.
- `pause_writing` is called when the write buffer exceeds its limit.
- A plain logger would get a child for every connection. A `LoggerAdapter` does not.
"""

import asyncio
import logging
from functools import partial
from typing import Any, Protocol

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

_logger = logging.LoggerAdapter(logging.getLogger("picows"))

# Looking up an enum member costs more than everything else that is done with a frame here.
TEXT = WSMsgType.TEXT
CONTINUATION = WSMsgType.CONTINUATION
BINARY_FRAME = WSMsgType.BINARY
PING = WSMsgType.PING
PONG = WSMsgType.PONG
CLOSE = WSMsgType.CLOSE

Kind = WSMsgType


class FrameHandler(Protocol):
    """The methods that a connection calls."""

    def frame_received(
        self,
        kind: Kind,
        payload: bytes,
        is_final: bool,
        has_reserved_bits: bool,
        is_last_read: bool,
    ) -> None:
        """Handle one frame; `is_last_read` is false if more frames were read with it."""

    def disconnected(self, *, is_violated: bool) -> None:
        """Handle the end; `is_violated` if picows found a violation of the protocol."""

    def write_buffer_filled(self) -> None:
        """Handle that the client does not read."""


class PicowsConnection(WSListener):
    """Reads and writes the frames of one connection."""

    def __init__(self, handler: FrameHandler) -> None:
        self._handler: FrameHandler | None = handler
        self._transport: WSTransport

    def accept(
        self,
        transport: asyncio.Transport,
        read: bytes,
        *,
        subprotocol: str | None,
        most_message_bytes: int,
        most_buffered_bytes: int,
    ) -> None:
        """Take over a connection whose upgrade request and first frames are `read`; answer it."""
        headers = {} if subprotocol is None else {"sec-websocket-protocol": subprotocol}
        response = WSUpgradeResponse.create_101_response(extra_headers=headers)
        protocol = WSProtocol(
            host_port=None,  # only for clients
            ws_path=None,  # only for clients
            is_client_side=False,
            ws_listener_factory=lambda _request: WSUpgradeResponseWithListener(response, self),
            logger=_logger,
            disconnect_on_exception=True,
            websocket_handshake_timeout=None,  # the request was read already
            enable_auto_ping=False,  # Engine.IO has heartbeats of its own
            auto_ping_idle_timeout=0,
            auto_ping_reply_timeout=0,
            auto_ping_strategy=1,
            enable_auto_pong=False,  # control frames are counted first
            max_frame_size=most_message_bytes,
            extra_headers=None,
            read_buffer_init_size=2048,
        )
        transport.set_write_buffer_limits(high=most_buffered_bytes)
        protocol.connection_made(transport)
        transport.set_protocol(protocol)
        _feed(protocol, read)

    def send_pong(self, payload: bytes) -> None:
        self._transport.send_pong(payload)

    def send_close(self, code: int) -> None:
        self._transport.send_close(WSCloseCode(code))

    def disconnect(self) -> None:
        """Close the connection after the written data was sent."""
        self._transport.disconnect()

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport
        # Not a method of this class: it would be one more call for each message.
        self.send_text = partial(transport.send, TEXT)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if self._handler is not None:
            self._handler.frame_received(
                frame.msg_type,
                frame.get_payload_as_bytes(),
                frame.fin,
                frame.rsv1 or frame.rsv2 or frame.rsv3,
                frame.last_in_buffer,
            )

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        handler, self._handler = self._handler, None
        if handler is not None:
            handler.disconnected(is_violated=transport.is_close_frame_sent)

    def pause_writing(self) -> None:
        if self._handler is not None:
            self._handler.write_buffer_filled()

    def resume_writing(self) -> None:
        pass


def _feed(protocol: Any, data: bytes) -> None:
    while data:
        buffer = protocol.get_buffer(len(data))
        part = data[: len(buffer)]
        buffer[: len(part)] = part
        protocol.buffer_updated(len(part))
        data = data[len(part) :]
