"""Sockets: who is connected, bytes in, bytes out.

python-socketio keeps the handshake, namespaces, polling and the upgrade. What arrives is parsed
strictly and handed to dispatch in the order sent, one event of a socket at a time; event names are
never looked up among handlers here, so none is reserved by accident. What is sent is queued at
once. Two kinds of id: the engine's, of a connection, and the peer's, of a connection on one
namespace.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

import socketio
from django.conf import settings
from django.db import OperationalError
from engineio import packet as engine_packet
from engineio.payload import Payload

from rooms.refusals import Refusal
from signaling.budget import Budget
from signaling.caller import Caller
from signaling.dialects import Dialect
from signaling.identity import identify
from signaling.origins import is_allowed_host, is_allowed_origin
from signaling.refusals import (
    Flooding,
    Internal,
    MalformedPacket,
    Misbehaviour,
    ReservedEvent,
    Unavailable,
)
from signaling.wire import (
    ACK,
    CONNECT,
    CONNECT_ERROR,
    DISCONNECT,
    EVENT,
    Arguments,
    Malformed,
    Packet,
    encode_disconnect,
)

logger = logging.getLogger(__name__)

# A burst of candidates before the upgrade comes as one POST of many packets.
Payload.max_decode_packets = 256
# What is still queued for a connection that is being closed gets this long to go out.
_FAREWELL_SECONDS = 1
_RESERVED_EVENTS = frozenset(
    ("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener")
)


class Hearing(Protocol):
    """What the transport needs of the rest of the house; nothing it does raises."""

    async def ready(self) -> None:
        """Be ready to hear; called before each connection is let in."""

    async def heard(
        self, caller: Caller, dialect: Dialect, name: str, arguments: Arguments, ack_id: int | None
    ) -> None:
        """Handle one event to its end."""

    async def gone(self, caller: Caller, *, was_closed: bool) -> None:
        """Handle the end of a connection, which the client closed or the network lost."""


@dataclass(slots=True)
class Connection:
    """One engine connection on one namespace, i.e. one peer.

    `turn` lets its events through one after the other, and its end only after them; what comes
    later than that is not heard.
    """

    engine_id: str
    dialect: Dialect
    caller: Caller
    is_open: bool = True
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Transport(socketio.AsyncServer):
    def __init__(self, dialects: Mapping[str, Dialect]) -> None:
        super().__init__(
            async_mode="asgi",
            async_handlers=False,
            serializer=Packet,
            namespaces=list(dialects),
            cors_allowed_origins="*",  # decided by `handle_request`, before the engine looks
            ping_interval=settings.PING_INTERVAL_SECONDS,
            ping_timeout=settings.PING_TIMEOUT_SECONDS,
            max_http_buffer_size=settings.MESSAGE_BYTES,
        )
        self.house: Hearing
        self._dialects = dialects
        self._connections: dict[str, Connection] = {}
        self._budgets: dict[str, Budget] = {}
        self._farewells: dict[str, asyncio.Task[None]] = {}
        for namespace, dialect in dialects.items():
            self.on("connect", partial(self._connected, dialect), namespace)
            self.on("disconnect", self._disconnected, namespace)

    async def handle_request(
        self,
        scope: dict[str, Any],
        receive: Callable[[], Awaitable[Any]],
        send: Callable[[Any], Awaitable[None]],
    ) -> None:
        """Serve one HTTP request or WebSocket under the Socket.IO path."""
        if not is_allowed_host(scope) or not is_allowed_origin(scope):
            await _forbid(scope, send)
            return
        await super().handle_request(scope, receive, send)

    def dialect_of(self, peer_id: str) -> Dialect | None:
        connection = self._connections.get(peer_id)
        return connection.dialect if connection else None

    def queue_packet(self, peer_id: str, packet: str) -> None:
        connection = self._connections.get(peer_id)
        if connection is not None:
            self._queue(connection.engine_id, packet)

    def close_connection(self, peer_id: str) -> None:
        connection = self._connections.get(peer_id)
        if connection is not None:
            self._queue(connection.engine_id, encode_disconnect(connection.dialect.namespace))
            self._close(connection.engine_id)

    async def _handle_eio_connect(self, eio_sid: str, environ: dict[str, Any]) -> None:
        await super()._handle_eio_connect(eio_sid, environ)
        self._budgets[eio_sid] = Budget(settings.MESSAGES_PER_SECOND, settings.MESSAGES_BURST)

    async def _handle_eio_disconnect(self, eio_sid: str, reason: str) -> None:
        self._budgets.pop(eio_sid, None)
        await super()._handle_eio_disconnect(eio_sid, reason)
        engine = self.eio.sockets.get(eio_sid)
        if engine is not None:
            # Ends the poll that waits for something to say, which the engine would let wait on.
            engine.queue.put_nowait(None)

    async def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        """Handle one message of the engine, a packet; misbehaviour ends the connection."""
        if eio_sid in self._farewells:
            return
        try:
            budget = self._budgets.get(eio_sid)
            if budget is None:
                return
            if not budget.spend():
                raise Flooding
            if not isinstance(data, str):
                raise MalformedPacket("Binary messages are not part of this protocol")
            await self._handle_packet(eio_sid, Packet(encoded_packet=data or "?"))
        except Malformed:
            self._tell_and_close(eio_sid, MalformedPacket())
        except Misbehaviour as misbehaviour:
            self._tell_and_close(eio_sid, misbehaviour)

    async def _handle_packet(self, eio_sid: str, packet: Packet) -> None:
        namespace = packet.namespace or "/"
        peer_id = self.manager.sid_from_eio_sid(eio_sid, namespace)
        connection = self._connections.get(peer_id)
        if packet.packet_type == CONNECT:
            if peer_id is not None:
                raise MalformedPacket("This namespace is connected already")
            await self._connect(eio_sid, namespace, packet.data)
        elif connection is None:
            # Packets that were under way when the namespace was left, or before it was entered.
            return
        elif packet.packet_type == EVENT:
            await self._handle_heard(connection, packet)
        elif packet.packet_type == DISCONNECT:
            await self._handle_disconnect(eio_sid, namespace, self.reason.CLIENT_DISCONNECT)
        elif packet.packet_type != ACK:
            raise MalformedPacket("Clients don't send this packet")

    async def _connect(self, eio_sid: str, namespace: str, auth: Any) -> None:
        if namespace not in self._dialects:
            refused = {"message": "Invalid namespace", "code": "UNKNOWN_NAMESPACE"}
            packet = Packet(CONNECT_ERROR, data=refused, namespace=namespace[:64])
            self._queue(eio_sid, packet.encode())
            return
        await self._handle_connect(eio_sid, namespace, auth)

    async def _connected(
        self, dialect: Dialect, sid: str, environ: dict[str, Any], auth: Any
    ) -> bool:
        """Identify who connects. Whatever goes wrong here must refuse, or the sid would leak."""
        engine_id = self.manager.eio_sid_from_sid(sid, dialect.namespace)
        try:
            await self.house.ready()
            caller = await identify(sid, dialect.name, environ["asgi.scope"], auth)
        except Refusal as refusal:
            raise _connection_refused(refusal) from refusal
        except Exception as error:
            logger.exception("A connection could not be identified")
            failure = Unavailable() if isinstance(error, OperationalError) else Internal()
            raise _connection_refused(failure) from error
        except asyncio.CancelledError as error:
            # python-socketio takes a cancelled handler for an accepted connection.
            raise _connection_refused(Internal()) from error
        engine = self.eio.sockets.get(engine_id)
        if engine is None or engine.closed or engine.closing:
            raise _connection_refused(Internal())
        self._connections[sid] = Connection(engine_id, dialect, caller)
        return True

    async def _disconnected(self, sid: str, reason: str) -> None:
        connection = self._connections.get(sid)
        if connection is None:
            return
        async with connection.turn:
            connection.is_open = False
            was_closed = reason == self.reason.CLIENT_DISCONNECT
            await self.house.gone(connection.caller, was_closed=was_closed)
        del self._connections[sid]

    async def _handle_heard(self, connection: Connection, packet: Packet) -> None:
        name, *arguments = packet.data
        if name in _RESERVED_EVENTS:
            raise ReservedEvent
        async with connection.turn:
            if connection.is_open:
                await self.house.heard(
                    connection.caller, connection.dialect, name, arguments, packet.id
                )

    def _tell_and_close(self, eio_sid: str, misbehaviour: Misbehaviour) -> None:
        logger.info("closing a connection: %s", misbehaviour.code)
        for namespace, dialect in self._dialects.items():
            peer_id = self.manager.sid_from_eio_sid(eio_sid, namespace)
            event = dialect.refusal_event(None, misbehaviour)
            if peer_id in self._connections and event is not None:
                self._queue(eio_sid, dialect.encode(event) or "")
        self._close(eio_sid)

    def _queue(self, engine_id: str, packet: str) -> None:
        engine = self.eio.sockets.get(engine_id)
        if engine is not None and not engine.closed:
            engine.queue.put_nowait(engine_packet.Packet(engine_packet.MESSAGE, packet))

    def _close(self, engine_id: str) -> None:
        """Close the connection in a task of its own: its own handler may be the one who asks."""
        if engine_id in self._farewells:
            return
        task = asyncio.create_task(self._say_farewell(engine_id))
        self._farewells[engine_id] = task
        task.add_done_callback(lambda _: self._farewells.pop(engine_id, None))

    async def _say_farewell(self, engine_id: str) -> None:
        """Let out what is queued, then close the engine and the transport under it."""
        engine = self.eio.sockets.get(engine_id)
        if engine is None:
            return
        try:
            async with asyncio.timeout(_FAREWELL_SECONDS):
                await engine.queue.join()
        except TimeoutError:
            pass
        await engine.close(wait=False, abort=True, reason=self.reason.SERVER_DISCONNECT)
        self.eio.sockets.pop(engine_id, None)


def _connection_refused(refusal: Refusal) -> socketio.exceptions.ConnectionRefusedError:
    """Put code and message where every client looks: at the top, and in `data` for JavaScript."""
    error = socketio.exceptions.ConnectionRefusedError(refusal.message)
    described = {"code": refusal.code, "message": refusal.message}
    error.error_args = {**described, "data": described}
    return error


async def _forbid(scope: Mapping[str, Any], send: Callable[[Any], Awaitable[None]]) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    body = b'{"code":"FORBIDDEN","message":"This host or origin is not allowed"}'
    await send({"type": "http.response.body", "body": body})
