"""Packets: what arrives is parsed strictly, and handed to dispatch.

The engine below keeps polling, WebSockets and their order; `signaling.connections` knows who is
connected. Event names are never looked up among handlers here, so none is reserved by accident.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from django.conf import settings

from accounts.credentials import Credential
from rooms.refusals import Refusal
from signaling.caller import Caller
from signaling.connections import Connection, Connections, Watching
from signaling.dialects import Dialect
from signaling.engine import Engine
from signaling.identity import address_of, identify
from signaling.origins import forbid, is_allowed_host, is_allowed_origin
from signaling.pacing import Pace
from signaling.queueing import Rates, Turns
from signaling.recovery.session import claim_of
from signaling.refusals import (
    AddressBusy,
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
    Received,
    encode_connect_error,
    encode_disconnect,
    parse,
)
from signaling.wires import CloseCode

logger = logging.getLogger(__name__)

# What is still queued for a polling client that is being closed gets this long to be fetched.
_FAREWELL_SECONDS = 1
# Connections that enter or end in one turn of the event loop, 0.1 to 0.2 ms each.
_PER_TURN = 8
_RESERVED_EVENTS = frozenset(
    ("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener")
)


Waiting = Coroutine[Any, Any, None]


class Hearing(Watching, Protocol):
    """What the transport needs of the rest of the house; only `arrived` raises."""

    async def ready(self) -> None:
        """Be ready to hear; called before each connection is let in."""

    async def arrived(self, caller: Caller, dialect: Dialect) -> None:
        """Let a new connection in; raises Refusal, or what went wrong."""

    def heard(self, caller: Caller, dialect: Dialect, event: Received) -> Waiting | None:
        """Handle one event, and return the rest of it if it has to wait."""


class Transport:
    def __init__(
        self, dialects: Mapping[str, Dialect], house: Hearing, turns: Turns | None = None
    ) -> None:
        self.eio = Engine(
            self,
            async_mode="asgi",
            cors_allowed_origins="*",  # decided by `handle_request`, before the engine looks
            ping_interval=settings.PING_INTERVAL_SECONDS,
            ping_timeout=settings.PING_TIMEOUT_SECONDS,
            max_http_buffer_size=settings.MESSAGE_BYTES,
        )
        self._house = house
        self._dialects = dialects
        self._connections = Connections(house, self.eio.run)
        self.find: Callable[[str], Connection | None] = self._connections.find
        self._pace = Pace(_PER_TURN)
        self._turns = turns or Turns(settings.DATABASE_THREADS)
        self._handshakes = Rates(
            settings.POLLING_HANDSHAKES_PER_SECOND,
            settings.POLLING_HANDSHAKES_BURST,
            settings.CONNECT_SECONDS,
        )
        self._sockets_of_addresses: dict[str, int] = {}
        self._is_stopping = False

    async def handle_request(
        self,
        scope: dict[str, Any],
        receive: Callable[[], Awaitable[Any]],
        send: Callable[[Any], Awaitable[None]],
    ) -> None:
        """Serve one HTTP request or WebSocket under the Socket.IO path."""
        if not is_allowed_host(scope) or not is_allowed_origin(scope):
            await forbid(scope, send)
            return
        await self.eio.handle_request(scope, receive, send)

    def close_connection(self, peer_id: str) -> None:
        connection = self.find(peer_id)
        if connection is None or connection.socket is None:
            self.forget(peer_id)
        else:
            connection.socket.send_now(encode_disconnect(connection.dialect.namespace))
            self._close(connection.socket)

    def forget(self, peer_id: str) -> None:
        """End a connection that is lost, as if nobody could come back any more.

        One that is connected is left as it is, and the house hears `gone` as of any other end.
        """
        self._connections.forget(peer_id)

    def callers(self) -> list[Caller]:
        """Return everybody who is connected here, or may be recovered."""
        return [connection.caller for connection in self._connections.all()]

    def renew(self, peer_id: str, credential: Credential) -> None:
        """Let a connection last as long as another credential of the same account."""
        connection = self._connections.find(peer_id)
        if connection is not None:
            connection.renew(credential)

    async def may_poll(self, scope: Mapping[str, Any]) -> bool:
        """Wait until a client may open a socket on polling.

        A WebSocket takes a connection of its own, and so comes at the pace of connections. On
        polling one connection can ask for thousands of sockets a second.
        """
        return await self._handshakes.wait(address_of(scope))

    def opened(self, socket: EngineSocket) -> bool:
        """Let a socket in, unless its address has too many; give it some time to CONNECT."""
        if self._is_stopping:
            return False
        address = address_of(socket.scope)
        count = self._sockets_of_addresses.get(address, 0)
        if count >= settings.SOCKETS_PER_ADDRESS:
            logger.info("refusing a connection: %s", AddressBusy.code)
            return False
        self._sockets_of_addresses[address] = count + 1
        self._give_time_to_connect(socket)
        return True

    async def closed(self, socket: EngineSocket, reason: str) -> None:
        """Count a socket out, and handle what becomes of its connections."""
        if socket.deadline is not None:
            socket.deadline.cancel()
        address = address_of(socket.scope)
        self._sockets_of_addresses[address] -= 1
        if not self._sockets_of_addresses[address]:
            del self._sockets_of_addresses[address]
        await self._pace.wait()
        await self._connections.socket_closed(
            socket,
            by_client=reason == self.eio.reason.CLIENT_DISCONNECT,
            by_us=socket.is_leaving or reason == self.eio.reason.SERVER_DISCONNECT,
        )

    def message(self, socket: EngineSocket, message: bytes) -> Waiting | None:
        """Handle one packet, and return the rest if it has to wait; misbehaviour ends all."""
        try:
            return self._handle_packet(socket, parse(message))
        except Misbehaviour as misbehaviour:
            self.misbehaved(socket, misbehaviour)
        except Refusal as refusal:
            # Only what no action was asked for comes here, so that nothing is acknowledged.
            logger.info("ignoring a packet: %s", refusal.code)
        return None

    def misbehaved(self, socket: EngineSocket, misbehaviour: Misbehaviour) -> None:
        logger.info("closing a connection: %s", misbehaviour.code)
        socket.has_misbehaved = True
        for connection in socket.peers.values():
            event = connection.dialect.refusal_event(None, misbehaviour)
            for packet in connection.dialect.encode(event) if event is not None else ():
                connection.send_event(packet)
        self._close(socket, CloseCode.POLICY_VIOLATION)

    def pinged(self, socket: EngineSocket) -> None:
        for connection in socket.peers.values():
            if connection.session is not None:
                connection.session.pinged()

    def ponged(self, socket: EngineSocket) -> None:
        for connection in socket.peers.values():
            if connection.session is not None:
                connection.session.ponged()

    async def stop(self, farewell: Callable[[Dialect], Sequence[bytes]], code: CloseCode) -> None:
        """Tell every peer, close every socket, and wait until all the work of that is done."""
        self._is_stopping = True
        farewells = {dialect.name: farewell(dialect) for dialect in self._dialects.values()}
        for connection in self._connections.all():
            for packet in farewells[connection.dialect.name]:
                connection.send_event(packet)
        sockets = list(self.eio.sockets.values())
        await asyncio.gather(*(self._say_farewell(socket, code) for socket in sockets))
        for connection in self._connections.all():
            await self._connections.end(connection, how="lost")

    def _give_time_to_connect(self, socket: EngineSocket) -> None:
        loop = asyncio.get_running_loop()
        expect_connected = partial(self._expect_connected, socket)
        socket.deadline = loop.call_later(
            settings.CONNECT_SECONDS, self._pace.begin, expect_connected
        )

    def _expect_connected(self, socket: EngineSocket) -> None:
        """Close a socket without a connection, unless it has asked for one and waits its turn."""
        if socket.peers or socket.closed:
            return
        if socket.is_handling:
            self._give_time_to_connect(socket)
        else:
            self.misbehaved(socket, NeverConnected())

    def _handle_packet(self, socket: EngineSocket, packet: Received) -> Waiting | None:
        connection: Connection | None = socket.peers.get(packet.namespace)
        if packet.kind == EVENT and connection is not None:
            if packet.name in _RESERVED_EVENTS:
                raise ReservedEvent
            return self._house.heard(connection.caller, connection.dialect, packet)
        if packet.kind == CONNECT:
            # Stock clients ask again where their page connects them while they wait for the answer.
            return self._connect(socket, packet) if connection is None else None
        if packet.kind == DISCONNECT and connection is not None:
            return self._connections.end(connection, how="closed")
        if packet.kind not in (EVENT, ACK, DISCONNECT):
            raise MalformedPacket("Clients don't send this packet")
        if packet.kind == EVENT:
            # Nobody hears it, but a packet it has to be.
            packet.arguments()
        return None

    async def _connect(self, socket: EngineSocket, packet: Received) -> None:
        """Let somebody in who asks for a namespace, or refuse it."""
        dialect = self._dialects.get(packet.namespace)
        if dialect is None:
            refused = {"message": "Invalid namespace", "code": "UNKNOWN_NAMESPACE"}
            socket.send_now(encode_connect_error(packet.namespace, refused))
            return
        try:
            await self._enter(socket, dialect, packet.payload())
        except Refusal as refusal:
            _refuse(socket, packet.namespace, refusal)
        except Exception as error:
            logger.exception("A connection could not be let in")
            _refuse(socket, packet.namespace, refusal_for(error))

    async def _enter(self, socket: EngineSocket, dialect: Dialect, auth: Any) -> None:
        """Identify who connects, and begin a connection or give one back; raise what went wrong."""
        await self._house.ready()
        async with self._turns.turn(socket.connected_at):
            await self._pace.wait()
            peer_id = self.eio.generate_id()
            caller = await identify(peer_id, dialect.name, socket.scope, auth)
        caller = replace(caller, connected_at=socket.connected_at)
        if socket.closed:
            return
        claim = claim_of(auth)
        if await self._connections.give_back(socket, dialect, caller, claim):
            return
        await self._house.arrived(caller, dialect)
        if socket.closed:
            await self._house.gone(caller, how="lost")
        else:
            self._connections.begin(socket, dialect, caller, claim)

    def _close(self, socket: EngineSocket, code: CloseCode = CloseCode.NORMAL) -> None:
        """Close in a task of its own: the socket's own handler may be the one who asks."""
        if not socket.is_leaving:
            socket.is_leaving = True
            self.eio.run(self._say_farewell(socket, code))

    async def _say_farewell(self, socket: EngineSocket, code: CloseCode) -> None:
        await socket.drained(_FAREWELL_SECONDS)
        await socket.close(reason=self.eio.reason.SERVER_DISCONNECT, code=code)


def _refuse(socket: EngineSocket, namespace: str, refusal: Refusal) -> None:
    """Put code and message where every client looks: at the top, and in `data` for JavaScript."""
    described = {"code": refusal.code, "message": refusal.message}
    socket.send_now(encode_connect_error(namespace, {**described, "data": described}))
