"""Sockets: who is connected, bytes in, bytes out.

python-socketio keeps the handshake, CONNECT and its namespaces; the engine below keeps polling,
WebSockets and their order. What arrives is parsed strictly and handed to dispatch; event names are
never looked up among handlers here, so none is reserved by accident. A *connection* is one engine
socket on one namespace, i.e. one peer.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import socketio
from django.conf import settings

from rooms.refusals import Refusal
from signaling.caller import Caller
from signaling.dialects import Dialect
from signaling.engine import Engine
from signaling.identity import identify
from signaling.origins import is_allowed_host, is_allowed_origin
from signaling.peers import PeerManager
from signaling.refusals import (
    AddressBusy,
    Internal,
    MalformedPacket,
    Misbehaviour,
    NeverConnected,
    ReservedEvent,
    refusal_for,
)
from signaling.sockets import EngineSocket
from signaling.wire import (
    ACK,
    CONNECT,
    DISCONNECT,
    EVENT,
    Arguments,
    Malformed,
    Received,
    encode_connect_error,
    encode_disconnect,
    parse,
)
from signaling.wires import CloseCode

logger = logging.getLogger(__name__)

# What is still queued for a polling client that is being closed gets this long to be fetched.
_FAREWELL_SECONDS = 1
_RESERVED_EVENTS = frozenset(
    ("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener")
)


class Hearing(Protocol):
    """What the transport needs of the rest of the house; only `arrived` raises."""

    async def ready(self) -> None:
        """Be ready to hear; called before each connection is let in."""

    async def arrived(self, caller: Caller, dialect: Dialect) -> None:
        """Let a connection in; raises Refusal, or what went wrong."""

    async def heard(
        self, caller: Caller, dialect: Dialect, name: str, arguments: Arguments, ack_id: int | None
    ) -> None:
        """Handle one event to its end."""

    async def gone(self, caller: Caller, *, was_closed: bool) -> None:
        """Handle the end of a connection, which the client closed or the network lost."""


@dataclass(slots=True)
class Connection:
    socket: EngineSocket
    dialect: Dialect
    caller: Caller


class Transport(socketio.AsyncServer):
    def __init__(self, dialects: Mapping[str, Dialect]) -> None:
        super().__init__(
            async_mode="asgi",
            client_manager=PeerManager(),
            namespaces=list(dialects),
            cors_allowed_origins="*",  # decided by `handle_request`, before the engine looks
            ping_interval=settings.PING_INTERVAL_SECONDS,
            ping_timeout=settings.PING_TIMEOUT_SECONDS,
            max_http_buffer_size=settings.MESSAGE_BYTES,
        )
        self.house: Hearing
        self.eio.hearing = self
        self._dialects = dialects
        self._connections: dict[str, Connection] = {}
        self._sockets_of_addresses: dict[str, int] = {}
        self._is_stopping = False
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

    def queue_packet(self, peer_id: str, packet: bytes) -> None:
        connection = self._connections.get(peer_id)
        if connection is not None:
            connection.socket.send_now(packet)

    def close_connection(self, peer_id: str) -> None:
        connection = self._connections.get(peer_id)
        if connection is not None:
            connection.socket.send_now(encode_disconnect(connection.dialect.namespace))
            self._close(connection.socket)

    def forget(self, peer_id: str) -> None:
        """Let a lost peer not be recovered any more."""

    async def message(self, socket: EngineSocket, message: bytes) -> None:
        """Handle one packet; misbehaviour ends the connection."""
        try:
            await self._handle_packet(socket, parse(message))
        except Malformed:
            self.misbehaved(socket, MalformedPacket())
        except Misbehaviour as misbehaviour:
            self.misbehaved(socket, misbehaviour)

    def misbehaved(self, socket: EngineSocket, misbehaviour: Misbehaviour) -> None:
        logger.info("closing a connection: %s", misbehaviour.code)
        for connection in socket.peers.values():
            event = connection.dialect.refusal_event(None, misbehaviour)
            for packet in connection.dialect.encode(event) if event is not None else ():
                socket.send_now(packet)
        self._close(socket, CloseCode.POLICY_VIOLATION)

    async def stop(self, farewell: Callable[[Dialect], Sequence[bytes]], code: CloseCode) -> None:
        """Tell every peer, close every socket, and wait until all the work of that is done."""
        self._is_stopping = True
        farewells = {dialect.name: farewell(dialect) for dialect in self._dialects.values()}
        for connection in self._connections.values():
            for packet in farewells[connection.dialect.name]:
                connection.socket.send_now(packet)
        sockets = list(self.eio.sockets.values())
        await asyncio.gather(*(self._say_farewell(socket, code) for socket in sockets))

    def _engineio_server_class(self) -> type[Engine]:
        return Engine

    async def _handle_eio_connect(self, eio_sid: str, environ: dict[str, Any]) -> bool | None:
        """Let a socket in, unless its address has too many; give it some time to CONNECT."""
        scope = environ["asgi.scope"]
        address = _address(scope)
        if self._is_stopping:
            return False
        count = self._sockets_of_addresses.get(address, 0)
        if count >= settings.SOCKETS_PER_ADDRESS:
            logger.info("refusing a connection: %s", AddressBusy.code)
            return False
        self._sockets_of_addresses[address] = count + 1
        await super()._handle_eio_connect(eio_sid, {"asgi.scope": scope})
        loop = asyncio.get_running_loop()
        socket = self.eio.sockets[eio_sid]
        loop.call_later(settings.CONNECT_SECONDS, self._expect_connected, socket)
        return None

    async def _handle_eio_disconnect(self, eio_sid: str, reason: str) -> None:
        if (environ := self.environ.get(eio_sid)) is not None:
            address = _address(environ["asgi.scope"])
            self._sockets_of_addresses[address] -= 1
            if not self._sockets_of_addresses[address]:
                del self._sockets_of_addresses[address]
        await super()._handle_eio_disconnect(eio_sid, reason)

    def _expect_connected(self, socket: EngineSocket) -> None:
        if not socket.peers and not socket.closed:
            self.misbehaved(socket, NeverConnected())

    async def _handle_packet(self, socket: EngineSocket, packet: Received) -> None:
        connection = socket.peers.get(packet.namespace)
        if packet.kind == EVENT and connection is not None:
            if packet.name in _RESERVED_EVENTS:
                raise ReservedEvent
            await self.house.heard(
                connection.caller,
                connection.dialect,
                packet.name,
                packet.arguments,
                packet.ack_id,
            )
        elif packet.kind == CONNECT:
            await self._connect(socket, packet)
        elif packet.kind == DISCONNECT:
            reason = self.reason.CLIENT_DISCONNECT
            await self._handle_disconnect(socket.sid, packet.namespace, reason)
        elif packet.kind not in (EVENT, ACK):
            raise MalformedPacket("Clients don't send this packet")

    async def _connect(self, socket: EngineSocket, packet: Received) -> None:
        if packet.namespace in socket.peers:
            raise MalformedPacket("This namespace is connected already")
        if packet.namespace not in self._dialects:
            refused = {"message": "Invalid namespace", "code": "UNKNOWN_NAMESPACE"}
            socket.send_now(encode_connect_error(packet.namespace, refused))
            return
        await self._handle_connect(socket.sid, packet.namespace, packet.data)

    async def _connected(
        self, dialect: Dialect, sid: str, environ: dict[str, Any], auth: Any
    ) -> bool:
        """Identify who connects. Whatever goes wrong here must refuse, or the sid would leak."""
        engine_id = self.manager.eio_sid_from_sid(sid, dialect.namespace)
        try:
            await self.house.ready()
            caller = await identify(sid, dialect.name, environ["asgi.scope"], auth)
            self._expect_open(engine_id)
            await self.house.arrived(caller, dialect)
        except Refusal as refusal:
            raise _connection_refused(refusal) from refusal
        except Exception as error:
            logger.exception("A connection could not be identified")
            raise _connection_refused(refusal_for(error)) from error
        except asyncio.CancelledError as error:
            # python-socketio takes a cancelled handler for an accepted connection.
            raise _connection_refused(Internal()) from error
        try:
            socket = self._expect_open(engine_id)
        except Internal as refusal:
            await self.house.gone(caller, was_closed=False)
            raise _connection_refused(refusal) from refusal
        self._connections[sid] = socket.peers[dialect.namespace] = Connection(
            socket, dialect, caller
        )
        return True

    def _expect_open(self, engine_id: str) -> EngineSocket:
        """Return the socket of somebody who connects; raise Internal if it has closed meanwhile."""
        socket: EngineSocket | None = self.eio.sockets.get(engine_id)
        if socket is None or socket.closed:
            raise Internal
        return socket

    async def _disconnected(self, sid: str, reason: str) -> None:
        connection = self._connections.get(sid)
        if connection is None:
            return
        await connection.socket.idle()
        del self._connections[sid]
        connection.socket.peers.pop(connection.dialect.namespace, None)
        was_closed = reason == self.reason.CLIENT_DISCONNECT
        await self.house.gone(connection.caller, was_closed=was_closed)

    def _close(self, socket: EngineSocket, code: CloseCode = CloseCode.NORMAL) -> None:
        """Close in a task of its own: the socket's own handler may be the one who asks."""
        if not socket.is_leaving:
            socket.is_leaving = True
            self.eio.run(self._say_farewell(socket, code))

    async def _say_farewell(self, socket: EngineSocket, code: CloseCode) -> None:
        await socket.drained(_FAREWELL_SECONDS)
        await socket.close(reason=self.reason.SERVER_DISCONNECT, code=code)


def _address(scope: Mapping[str, Any]) -> str:
    """Return the client's address; a Unix socket has none."""
    client = scope.get("client")
    return str(client[0]) if client else ""


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
