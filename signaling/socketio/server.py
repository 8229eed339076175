"""The Socket.IO server: the sessions of clients, and the connections that they carry.

It is the handler of the Engine.IO server below it, and the sender for delivery above it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from django.conf import settings

from accounts.credentials import Credential
from signaling.asgi.pacing import Pace
from signaling.asgi.websocket import CloseCode
from signaling.caller import Caller
from signaling.concurrency.arrivals import FairQueue
from signaling.dialects import Dialect
from signaling.engineio.server import EngineIOServer
from signaling.engineio.session import Session
from signaling.protocol.packets import encode_disconnect
from signaling.refusals import Misbehaviour
from signaling.socketio.connect import ConnectRequests
from signaling.socketio.connections import Connections
from signaling.socketio.handler import ConnectionHandler
from signaling.socketio.misbehaviour import close_for_misbehaviour
from signaling.socketio.origins import forbid, is_allowed_host, is_allowed_origin
from signaling.socketio.packet_handler import PacketHandler
from signaling.socketio.session_limits import SessionLimits

# How many connections begin or end in one turn of the event loop; each takes 0.1 to 0.2 ms.
_PER_TURN = 8


class SocketIOServer:
    """All sessions and connections of this process; see `SessionHandler` of `engineio`."""

    def __init__(
        self,
        dialects: Mapping[str, Dialect],
        handler: ConnectionHandler,
        queue: FairQueue | None = None,
        worker: str = "",
    ) -> None:
        self.engineio = EngineIOServer(
            self,
            worker,
            ping_interval_seconds=settings.PING_INTERVAL_SECONDS,
            ping_timeout_seconds=settings.PING_TIMEOUT_SECONDS,
            most_payload_bytes=settings.MESSAGE_BYTES,
        )
        self._dialects = dialects
        self._pace = Pace(_PER_TURN)
        self._limits = SessionLimits(self._pace)
        self._connections = Connections(handler)
        connect_requests = ConnectRequests(
            dialects,
            handler,
            self._connections,
            queue=queue or FairQueue(settings.DATABASE_THREADS),
            pace=self._pace,
            generate_id=self.engineio.generate_id,
        )
        # Not methods of this class: each would be one more call for each message or receiver.
        self.message = PacketHandler(handler, self._connections, connect_requests).handle
        self.find = self._connections.find
        self.may_poll = self._limits.may_poll
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
        """Disconnect a client, and end its session."""
        connection = self.find(peer_id)
        if connection is None or connection.session is None:
            self.forget(peer_id)
        else:
            connection.session.send(encode_disconnect(connection.dialect.namespace))
            connection.session.end_soon()

    def restart(self, peer_id: str) -> None:
        """End the session of a client without a disconnect packet: the client connects again."""
        connection = self.find(peer_id)
        if connection is None or connection.session is None:
            self.forget(peer_id)
        else:
            connection.session.end_soon(CloseCode.SERVICE_RESTART)

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

    async def stop_handling(self) -> None:
        """Ignore further packets of clients, and wait for the messages that are being handled."""
        self._is_stopping = True
        sessions = list(self.engineio.sessions.values())
        for session in sessions:
            session.stop_handling()
        await asyncio.gather(*(session.messages.idle() for session in sessions))

    async def stop(
        self, last_packets: Callable[[Dialect], Sequence[bytes]], code: CloseCode
    ) -> None:
        """Send the last packets, close every session, and wait for the work that follows."""
        self._is_stopping = True
        packets = {dialect.name: last_packets(dialect) for dialect in self._dialects.values()}
        for connection in self._connections.all():
            for packet in packets[connection.dialect.name]:
                connection.send_event(packet)
        sessions = list(self.engineio.sessions.values())
        await asyncio.gather(*(session.end(code) for session in sessions))
        for connection in self._connections.all():
            self._connections.end(connection, how="lost")

    def opened(self, session: Session) -> bool:
        """Let a session in within the limits, unless the server is stopping."""
        return not self._is_stopping and self._limits.admit(session)

    async def closed(self, session: Session, *, by_client: bool, by_server: bool) -> None:
        """Lose or end the connections of a session."""
        self._limits.release(session)
        await self._pace.wait()
        await self._connections.session_closed(
            session,
            by_client=by_client,
            by_server=by_server or session.is_ending,
        )

    def misbehaved(self, session: Session, misbehaviour: Misbehaviour) -> None:
        close_for_misbehaviour(session, misbehaviour)

    def pinged(self, session: Session) -> None:
        for connection in session.connections.values():
            if connection.buffer is not None:
                connection.buffer.pinged()

    def ponged(self, session: Session) -> None:
        for connection in session.connections.values():
            if connection.buffer is not None:
                connection.buffer.ponged()
