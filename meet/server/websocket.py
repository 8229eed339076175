"""One WebSocket of this server; see `signaling.asgi.websocket.WebSocket`.

Messages do not pass through ASGI: the ASGI scope contains this object. This module knows frames and
messages. `meet.server.websocket_request` accepts the connection, `meet.server.picows_connection`
reads and writes the frames.
"""

import asyncio
from collections import deque

from django.conf import settings

from meet.server.aborting import abort
from meet.server.fragments import FragmentError, Fragments
from meet.server.picows_connection import (
    BINARY_FRAME,
    CLOSE,
    CONTINUATION,
    PING,
    PONG,
    TEXT,
    Kind,
    PicowsConnection,
)
from meet.server.write_batching import WriteBatch
from signaling.asgi.message_costs import MOST_AT_ONCE
from signaling.asgi.message_sizes import most_bytes_of
from signaling.asgi.rate_limit import RateLimit
from signaling.asgi.websocket import (
    BINARY,
    MOST_BUFFERED_BYTES,
    VIOLATIONS,
    CloseCode,
    OnMessage,
    WebSocketClosed,
)

# How long a closing connection still accepts data, which it does not read. If it closed at once,
# the client's system would discard the last message.
_CLOSING_SECONDS = 0.5
_CONTROL_FRAMES_PER_SECOND = 2
_CONTROL_FRAMES_BURST = 10
# Messages that are kept until `listen` is called. A client sends everything that waited for its
# upgrade directly behind the two packets of the upgrade. More than this exceeds the rate limit.
_MOST_EARLY_MESSAGES = 2 + MOST_AT_ONCE
_batch = WriteBatch()


class ServerWebSocket:
    """Messages of one connection, from before it is accepted until it is closed."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self.close_code: int | None = None
        self.is_violated = False
        self.is_closed = False
        self.is_accepted = False
        self._transport = transport
        self._connection: PicowsConnection
        self._on_message: OnMessage | None = None
        self._early_messages: deque[bytes] = deque()
        self._has_changed = asyncio.Event()
        self._control_frames = RateLimit(_CONTROL_FRAMES_PER_SECOND, _CONTROL_FRAMES_BURST)
        self._most_bytes = settings.MESSAGE_BYTES
        self._fragments = Fragments(self._control_frames, self._most_bytes)

    def accept(self, read: bytes, subprotocol: str | None) -> None:
        """Answer the upgrade request; `read` are its bytes, and those of frames behind it."""
        self.is_accepted = True
        self._connection = PicowsConnection(self)
        self._connection.accept(
            self._transport,
            read,
            subprotocol=subprotocol,
            most_message_bytes=settings.LARGE_MESSAGE_BYTES,
            most_buffered_bytes=MOST_BUFFERED_BYTES,
        )

    def send(self, message: bytes) -> None:
        if self.is_closed or not self.is_accepted:
            return
        if _batch.is_open:
            _batch.add(self._transport, message)
        else:
            self._connection.send_text(message)

    def close(self, code: CloseCode) -> None:
        if self.is_closed:
            return
        if self.close_code is None:
            self.close_code, self.is_violated = code, code in VIOLATIONS
        if not self.is_accepted:
            self._transport.abort()
        else:
            _batch.flush()
            self._connection.send_close(code)
            loop = asyncio.get_running_loop()
            loop.call_later(_CLOSING_SECONDS, abort, self._transport)
        self.lost()

    async def receive(self) -> bytes:
        while not self._early_messages:
            if self.is_closed:
                raise WebSocketClosed
            await self._wait_for_change()
        return self._early_messages.popleft()

    async def listen(self, on_message: OnMessage) -> None:
        while self._early_messages:
            on_message(self._early_messages.popleft())
        self._on_message = on_message
        await self.closed()

    async def closed(self) -> None:
        """Wait until the connection is closed by either side."""
        while not self.is_closed:
            await self._wait_for_change()

    def lost(self) -> None:
        """Mark the connection as closed and release the listener, so that both can be freed."""
        self.is_closed = True
        self._on_message = None
        self._has_changed.set()

    def frame_received(
        self,
        kind: Kind,
        payload: bytes,
        is_final: bool,
        has_reserved_bits: bool,
        is_last_read: bool,
    ) -> None:
        """Handle one frame, and batch the messages that result from frames read together."""
        if not is_last_read:
            _batch.is_open = True
        if self.is_closed:
            if kind == CLOSE:
                self._connection.disconnect()
        elif has_reserved_bits:
            self.close(CloseCode.PROTOCOL_ERROR)
        elif kind is TEXT and is_final and not self._fragments:
            self._message_received(payload)
        else:
            self._other_frame_received(kind, payload, is_final)
        if is_last_read and _batch.is_open:
            _batch.flush()

    def disconnected(self, *, is_violated: bool) -> None:
        # If picows finds an error, the frame that would flush the batch never arrives.
        _batch.flush()
        if is_violated and self.close_code is None:
            self.close_code, self.is_violated = CloseCode.PROTOCOL_ERROR, True
        self.lost()

    def write_buffer_filled(self) -> None:
        """Disconnect a client that does not read."""
        self.lost()
        abort(self._transport)

    def _other_frame_received(self, kind: Kind, payload: bytes, is_final: bool) -> None:
        if kind in (TEXT, CONTINUATION):
            self._fragment_received(payload, is_first=kind is TEXT, is_final=is_final)
        elif kind == PING and self._control_frames.spend():
            self._connection.send_pong(payload)
        elif kind == PONG and self._control_frames.spend():
            pass
        elif kind == CLOSE:
            self.close_code = int.from_bytes(payload[:2], "big") or None
            self.close(CloseCode.NORMAL)
            self._connection.disconnect()
        elif kind == BINARY_FRAME:
            self._message_received(BINARY)
        else:
            self.close(CloseCode.POLICY_VIOLATION)

    def _fragment_received(self, payload: bytes, *, is_first: bool, is_final: bool) -> None:
        try:
            message = self._fragments.add(payload, is_first=is_first, is_final=is_final)
        except FragmentError as error:
            self.close(error.code)
        else:
            if message is not None:
                self._message_received(message)

    def _message_received(self, message: bytes) -> None:
        if len(message) > self._most_bytes and len(message) > most_bytes_of(
            message, self._most_bytes
        ):
            self.close(CloseCode.MESSAGE_TOO_BIG)
        elif not (message.isascii() or _is_utf8(message)):
            self.close(CloseCode.INVALID_TEXT)
        elif self._on_message is not None:
            self._on_message(message)
        elif len(self._early_messages) < _MOST_EARLY_MESSAGES:
            self._early_messages.append(message)
            self._has_changed.set()
        else:
            self.close(CloseCode.POLICY_VIOLATION)

    async def _wait_for_change(self) -> None:
        self._has_changed.clear()
        await self._has_changed.wait()


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
