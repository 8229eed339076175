"""The Socket.IO server: it parses packets strictly and passes events on to dispatch.

The engine below handles polling, WebSockets and the order of messages.
`signaling.socketio.connections` knows the connected peers. This module has no handlers by event
name. Therefore no event name is reserved by accident.
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
from signaling.asgi.pacing import Pace
from signaling.asgi.websocket import CloseCode
from signaling.caller import Caller
from signaling.dialects import Dialect
from signaling.engineio.server import EngineIOServer
from signaling.engineio.session import Session
from signaling.metrics import CLOSED_FOR_MISBEHAVIOUR
from signaling.protocol.connection_changes import ConnectionEnded
from signaling.protocol.packets import (
    ACK,
    CONNECT,
    DISCONNECT,
    EVENT,
    Received,
    encode_connect_error,
    encode_disconnect,
    parse,
)
from signaling.queueing import Rates, Turns
from signaling.refusals import (
    AddressBusy,
    MalformedPacket,
    Misbehaviour,
    NeverConnected,
    ReservedEvent,
    refusal_for,
)
from signaling.socketio.connections import Connection, Connections, LifecycleHandler
from signaling.socketio.handshake import address_of, identify
from signaling.socketio.origins import forbid, is_allowed_host, is_allowed_origin
from signaling.socketio.recovery.buffer import claim_of

logger = logging.getLogger(__name__)

# How many connections begin or end in one turn of the event loop; each takes 0.1 to 0.2 ms.
_PER_TURN = 8
_RESERVED_EVENTS = frozenset(
    ("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener")
)


Waiting = Coroutine[Any, Any, None]


class ConnectionHandler(LifecycleHandler, Protocol):
    """The receiver of events and of changes of connections; only `arrived` raises."""

    async def ready(self) -> None:
        """Prepare for events; called before each connection is let in."""

    async def arrived(self, caller: Caller, dialect: Dialect) -> None:
        """Let a new connection in; raise Refusal, or the error that prevents it."""

    def heard(self, caller: Caller, dialect: Dialect, event: Received) -> Waiting | None:
        """Handle one event; return a coroutine for the rest of the work if it has to wait."""


class SocketIOServer:
    def __init__(
        self,
        dialects: Mapping[str, Dialect],
        handler: ConnectionHandler,
        turns: Turns | None = None,
    ) -> None:
        self.engineio = EngineIOServer(
            self,
            ping_interval_seconds=settings.PING_INTERVAL_SECONDS,
            ping_timeout_seconds=settings.PING_TIMEOUT_SECONDS,
            most_payload_bytes=settings.MESSAGE_BYTES,
        )
        self._handler = handler
        self._dialects = dialects
        self._connections = Connections(handler)
        self.find: Callable[[str], Connection | None] = self._connections.find
        self._pace = Pace(_PER_TURN)
        self._turns = turns or Turns(settings.DATABASE_THREADS)
        self._handshakes = Rates(
            settings.POLLING_HANDSHAKES_PER_SECOND,
            settings.POLLING_HANDSHAKES_BURST,
            settings.CONNECT_SECONDS,
        )
        self._sessions_by_address: dict[str, int] = {}
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
        await self.engineio.handle_request(scope, receive, send)

    def close_connection(self, peer_id: str) -> None:
        connection = self.find(peer_id)
        if connection is None or connection.session is None:
            self.forget(peer_id)
        else:
            connection.session.send(encode_disconnect(connection.dialect.namespace))
            connection.session.end_soon()

    def forget(self, peer_id: str) -> None:
        """End a lost connection, so that its client can't recover it.

        A connection with a session is left unchanged.
        """
        self._connections.forget(peer_id)

    def callers(self) -> list[Caller]:
        """Return the callers of all connections here, including those that may be recovered."""
        return [connection.caller for connection in self._connections.all()]

    def renew(self, peer_id: str, credential: Credential) -> None:
        """Replace a connection's credential by another one of the same account."""
        connection = self._connections.find(peer_id)
        if connection is not None:
            connection.renew(credential)

    async def may_poll(self, scope: Mapping[str, Any]) -> bool:
        """Wait until a client may open a session on polling; return False if too many wait.

        Each WebSocket needs its own TCP connection, which limits their rate. With polling, one TCP
        connection can ask for thousands of sockets a second.
        """
        return await self._handshakes.wait(address_of(scope))

    def opened(self, session: Session) -> bool:
        """Let a session in unless its address has too many; limit its time until CONNECT."""
        if self._is_stopping:
            return False
        address = address_of(session.scope)
        count = self._sessions_by_address.get(address, 0)
        if count >= settings.SOCKETS_PER_ADDRESS:
            logger.info("refusing a connection: %s", AddressBusy.code)
            return False
        self._sessions_by_address[address] = count + 1
        self._give_time_to_connect(session)
        return True

    async def closed(self, session: Session, *, by_client: bool, by_server: bool) -> None:
        """Subtract a session from the count of its address, and lose or end its connections."""
        if session.connect_timer is not None:
            session.connect_timer.cancel()
        address = address_of(session.scope)
        self._sessions_by_address[address] -= 1
        if not self._sessions_by_address[address]:
            del self._sessions_by_address[address]
        await self._pace.wait()
        await self._connections.session_closed(
            session,
            by_client=by_client,
            by_server=by_server or session.is_ending,
        )

    def message(self, session: Session, message: bytes) -> Waiting | None:
        """Handle one packet; return a coroutine for the rest of the work if it has to wait.

        Misbehaviour closes the session.
        """
        try:
            return self._handle_packet(session, parse(message))
        except Misbehaviour as misbehaviour:
            self.misbehaved(session, misbehaviour)
        except Refusal as refusal:
            # Dispatch handles the refusals of actions. This packet asked for none, so there is
            # nothing to acknowledge.
            logger.info("ignoring a packet: %s", refusal.code)
        return None

    def misbehaved(self, session: Session, misbehaviour: Misbehaviour) -> None:
        logger.info("closing a connection: %s", misbehaviour.code)
        CLOSED_FOR_MISBEHAVIOUR.labels(misbehaviour.code).inc()
        session.has_misbehaved = True
        for connection in session.connections.values():
            event = connection.dialect.refusal_event(None, misbehaviour)
            for packet in connection.dialect.encode(event) if event is not None else ():
                connection.send_event(packet)
        session.end_soon(CloseCode.POLICY_VIOLATION)

    def pinged(self, session: Session) -> None:
        for connection in session.connections.values():
            if connection.buffer is not None:
                connection.buffer.pinged()

    def ponged(self, session: Session) -> None:
        for connection in session.connections.values():
            if connection.buffer is not None:
                connection.buffer.ponged()

    async def stop(self, farewell: Callable[[Dialect], Sequence[bytes]], code: CloseCode) -> None:
        """Send every peer its farewell, close every session, and wait for the work that follows."""
        self._is_stopping = True
        farewells = {dialect.name: farewell(dialect) for dialect in self._dialects.values()}
        for connection in self._connections.all():
            for packet in farewells[connection.dialect.name]:
                connection.send_event(packet)
        sessions = list(self.engineio.sessions.values())
        await asyncio.gather(*(session.end(code) for session in sessions))
        for connection in self._connections.all():
            self._connections.end(connection, how="lost")

    def _give_time_to_connect(self, session: Session) -> None:
        loop = asyncio.get_running_loop()
        expect_connected = partial(self._expect_connected, session)
        session.connect_timer = loop.call_later(
            settings.CONNECT_SECONDS, self._pace.begin, expect_connected
        )

    def _expect_connected(self, session: Session) -> None:
        """Close a session without a connection, unless its request for one is still waiting."""
        if session.connections or session.is_closed:
            return
        if session.messages.is_busy:
            self._give_time_to_connect(session)
        else:
            self.misbehaved(session, NeverConnected())

    def _handle_packet(self, session: Session, packet: Received) -> Waiting | None:
        connection: Connection | None = session.connections.get(packet.namespace)
        if packet.kind == EVENT and connection is not None:
            if packet.name in _RESERVED_EVENTS:
                raise ReservedEvent
            return self._handler.heard(connection.caller, connection.dialect, packet)
        if packet.kind == CONNECT:
            # A stock client sends CONNECT again if its page calls `connect` while it waits for the
            # answer.
            return self._connect(session, packet) if connection is None else None
        if packet.kind == DISCONNECT and connection is not None:
            self._connections.end(connection, how="closed")
            return None
        if packet.kind not in (EVENT, ACK, DISCONNECT):
            raise MalformedPacket("Clients don't send this packet")
        if packet.kind == EVENT:
            # Nothing handles this event, but it must be a valid packet.
            packet.arguments()
        return None

    async def _connect(self, session: Session, packet: Received) -> None:
        """Connect a client to the namespace that it asks for, or refuse the connection."""
        dialect = self._dialects.get(packet.namespace)
        if dialect is None:
            refused = {"message": "Invalid namespace", "code": "UNKNOWN_NAMESPACE"}
            session.send(encode_connect_error(packet.namespace, refused))
            return
        try:
            await self._enter(session, dialect, packet.payload())
        except Refusal as refusal:
            _refuse(session, packet.namespace, refusal)
        except Exception as error:
            logger.exception("A connection could not be let in")
            _refuse(session, packet.namespace, refusal_for(error))

    async def _enter(self, session: Session, dialect: Dialect, auth: Any) -> None:
        """Identify the person, and begin or recover a connection; raise any error."""
        await self._handler.ready()
        async with self._turns.turn(session.connected_at):
            await self._pace.wait()
            peer_id = self.engineio.generate_id()
            caller = await identify(peer_id, dialect.name, session.scope, auth)
        caller = replace(caller, connected_at=session.connected_at)
        if session.is_closed:
            return
        claim = claim_of(auth)
        if await self._connections.give_back(session, dialect, caller, claim):
            return
        await self._handler.arrived(caller, dialect)
        if session.is_closed:
            self._handler.connection_changed(caller, ConnectionEnded("lost"))
        else:
            self._connections.begin(session, dialect, caller, claim)


def _refuse(session: Session, namespace: str, refusal: Refusal) -> None:
    """Send a connect error with code and message at the top level, and in `data` for JavaScript."""
    described = {"code": refusal.code, "message": refusal.message}
    session.send(encode_connect_error(namespace, {**described, "data": described}))
