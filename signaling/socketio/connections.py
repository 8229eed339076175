"""The connections of this process, from CONNECT to their end.

A *connection* is one peer: one client on one namespace. A connection that can be recovered outlives
its Engine.IO session:

    begin ──▶ live ──lost──▶ lost ──┐
               │ ▲             │    │ recovered, even from `live`: a dead transport may still
               │ └─────────────┼────┘ look alive, and the newest one wins
               └─────gone──────┴──▶ over

The `LifecycleHandler` is told the transitions of each connection in their order, and exactly once
that the connection is gone. While a connection has no session, `signaling.socketio.recovery` keeps
the events that are sent to it.
"""

import asyncio
from dataclasses import replace
from functools import partial

from django.conf import settings

from accounts.identity import Person
from signaling.caller import Caller
from signaling.dialects import Dialect
from signaling.engineio.session import Session
from signaling.protocol.connection_changes import (
    ConnectionEnded,
    ConnectionRecovered,
    Ending,
    TransportLost,
)
from signaling.protocol.offsets import accepts_offsets, is_switched_off
from signaling.socketio.connection import Connection
from signaling.socketio.handler import LifecycleHandler
from signaling.socketio.recovery.buffer import RecoveryBuffer, RecoveryRequest
from signaling.socketio.recovery.buffers import RecoveryBuffers
from signaling.socketio.recovery.return_key import return_key


class Connections:
    """All connections by peer id.

    Each change of a connection is one step, together with its report to the `LifecycleHandler`.
    """

    def __init__(self, handler: LifecycleHandler) -> None:
        self._handler = handler
        self._connections: dict[str, Connection] = {}
        self.find = self._connections.get
        self._buffers = RecoveryBuffers[Connection](settings.RECOVERY_SECONDS, self._end_soon)

    def all(self) -> list[Connection]:
        return list(self._connections.values())

    def begin(
        self, session: Session, dialect: Dialect, caller: Caller, request: RecoveryRequest
    ) -> None:
        connection = Connection(dialect, caller, session, self._buffers)
        if _gets_offsets(session, request):
            connection.buffer = self._buffers.open(connection)
        if connection.buffer is not None:
            key = return_key(connection.buffer.pid)
            connection.caller = replace(caller, return_key=key)
        self._connections[caller.peer_id] = connection
        connection.attach(session)

    async def recover(
        self, session: Session, dialect: Dialect, caller: Caller, request: RecoveryRequest
    ) -> bool:
        """Recover a connection on a new session, and send the events that it missed.

        Return False if that is not possible. A connection of an account is given only to the same
        account. A guest needs only the pid, because a guest without cookies gets a new identity at
        every handshake. A connection ends if some of its missed events are lost. A connection on a
        session that the server is closing is not recovered.
        """
        connection = self._buffers.find(request.pid)
        if connection is None or connection.dialect is not dialect:
            return False
        if connection.session is not None and connection.session.is_ending:
            return False
        if not _is_same_person(connection.caller.person, caller.person):
            self.forget(connection.caller.peer_id)
            return False
        if connection.session is not None:
            await connection.move(connection.session, session)
        connection.renew(caller.credential)
        return self._resume(connection, session, request)

    async def session_closed(self, session: Session, *, by_client: bool, by_server: bool) -> None:
        """Mark the connections of a session as lost, and end those that can't be recovered."""
        await session.messages.idle()
        for connection in list(session.connections.values()):
            if connection.session is not session:
                continue
            if session.has_misbehaved:
                self.end(connection, how="misbehaved")
            elif connection.buffer is None or by_server:
                is_closed = by_client or session.went_away
                self.end(connection, how="closed" if is_closed else "lost")
            else:
                self._lose(connection, connection.buffer, went_away=session.went_away)

    def end(self, connection: Connection, *, how: Ending) -> None:
        """End a connection for good; further calls do nothing."""
        if self._connections.pop(connection.caller.peer_id, None) is None:
            return
        self._close_buffer(connection)
        if connection.session is not None:
            connection.session.connections.pop(connection.dialect.namespace, None)
        self._handler.connection_changed(connection.caller, ConnectionEnded(how))

    def forget(self, peer_id: str) -> None:
        """End a connection soon if it is lost."""
        connection = self._connections.get(peer_id)
        if connection is not None and connection.session is None:
            self._close_buffer(connection)
            self._end_soon(connection)

    def _lose(self, connection: Connection, buffer: RecoveryBuffer, *, went_away: bool) -> None:
        connection.session = None
        self._buffers.lose(buffer)
        self._handler.connection_changed(connection.caller, TransportLost(went_away))

    def _resume(self, connection: Connection, session: Session, request: RecoveryRequest) -> bool:
        """Recover a connection; if the new session closed meanwhile, it is lost again soon."""
        buffer = connection.buffer
        if buffer is None or self._buffers.find(request.pid) is not connection:
            return False
        if connection.session is not None:
            return False
        self._buffers.regain(buffer)
        missed = buffer.missed(request.offset)
        if missed is None:
            self.end(connection, how="lost")
            return False
        connection.attach(session)
        for packet in missed:
            session.send(packet)
        self._handler.connection_changed(connection.caller, ConnectionRecovered())
        return True

    def _end_soon(self, connection: Connection) -> None:
        """End a connection after the present step, which may be delivering events."""
        asyncio.get_running_loop().call_soon(partial(self.end, connection, how="lost"))

    def _close_buffer(self, connection: Connection) -> None:
        if connection.buffer is not None:
            self._buffers.close(connection.buffer)


def _gets_offsets(session: Session, request: RecoveryRequest) -> bool:
    """Tell whether a client gets offsets, and can recover its connection by them.

    The Python client would pass an offset to the application as an additional argument.
    """
    if session.is_python_client or is_switched_off(request.recovery):
        return False
    return accepts_offsets(session.scope.get("query_string", b""))


def _is_same_person(person: Person, returning: Person) -> bool:
    return person.user_id == returning.user_id
