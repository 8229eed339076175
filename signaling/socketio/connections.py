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
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from django.conf import settings

from accounts.credentials import Credential
from accounts.identity import Person
from signaling.caller import Caller, Ending
from signaling.dialects import Dialect
from signaling.engineio.session import Session
from signaling.protocol.offsets import is_off, takes_offsets, without_offset
from signaling.protocol.packets import encode_connect, encode_disconnect
from signaling.socketio.recovery.buffer import Claim, RecoveryBuffer
from signaling.socketio.recovery.buffers import RecoveryBuffers


class LifecycleHandler(Protocol):
    """The receiver of the transitions of connections. Its methods never raise."""

    async def lost(self, caller: Caller, *, went_away: bool) -> None:
        """Handle the loss of a transport; `went_away` if its page was closed or reloaded."""

    async def recovered(self, caller: Caller) -> None:
        """Handle the return of a peer, even if its loss was not noticed before."""

    async def gone(self, caller: Caller, *, how: Ending) -> None:
        """Handle the end of a connection."""


@dataclass(slots=True, eq=False)
class Connection:
    """One peer.

    Code that changes the session of a connection, or reports the change to the `LifecycleHandler`,
    holds the lock `turn`. While it holds this lock, it must not wait for a session or for the
    `turn` of another connection.
    """

    dialect: Dialect
    caller: Caller
    session: Session | None
    """The Engine.IO session of the client; None while the connection is lost."""
    buffers: "RecoveryBuffers[Connection]"
    buffer: RecoveryBuffer | None = None
    """The recovery buffer; None if the connection can't be recovered."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def send_event(self, packet: bytes) -> None:
        """Send an event, and keep it until it has arrived if the connection can be recovered."""
        buffer = self.buffer
        if buffer is None:
            packet = without_offset(packet)
        elif self.session is None:
            self.buffers.keep(buffer, packet)
        else:
            buffer.keep(packet)
        if self.session is not None:
            self.session.send(packet)

    def send_answer(self, packet: bytes) -> None:
        """Send an acknowledgement, or drop it while there is no session.

        A client that comes back no longer waits for the acknowledgements of its old transport.
        """
        if self.session is not None:
            self.session.send(packet)

    def renew(self, credential: Credential | None) -> None:
        """Replace the credential by another one of the same account."""
        self.caller = replace(self.caller, credential=credential)


class Connections:
    """All connections by peer id; `run` starts a coroutine as a background task."""

    def __init__(
        self, handler: LifecycleHandler, run: Callable[[Coroutine[Any, Any, None]], object]
    ) -> None:
        self._handler = handler
        self._run = run
        self._connections: dict[str, Connection] = {}
        self.find: Callable[[str], Connection | None] = self._connections.get
        self._buffers = RecoveryBuffers[Connection](settings.RECOVERY_SECONDS, self._end_soon)

    def all(self) -> list[Connection]:
        return list(self._connections.values())

    def begin(self, session: Session, dialect: Dialect, caller: Caller, claim: Claim) -> None:
        connection = Connection(dialect, caller, session, self._buffers)
        if not is_off(claim.recovery) and takes_offsets(session.scope.get("query_string", b"")):
            connection.buffer = self._buffers.open(connection)
        self._connections[caller.peer_id] = connection
        _put_on(connection, session)

    async def give_back(
        self, session: Session, dialect: Dialect, caller: Caller, claim: Claim
    ) -> bool:
        """Move a connection to a new session and send the events that it missed.

        Return False if that is not possible. A connection of an account is given only to the same
        account. A guest needs only the pid, because a guest without cookies gets a new identity at
        every handshake. A connection ends if some of its missed events are lost. A connection on a
        session that the server is closing is not recovered.
        """
        connection = self._buffers.find(claim.pid)
        if connection is None or connection.dialect is not dialect:
            return False
        if connection.session is not None and connection.session.is_ending:
            return False
        if not _may_be(connection.caller.person, caller.person):
            self.forget(connection.caller.peer_id)
            return False
        if connection.session is not None:
            await _take_off(connection, connection.session, session)
        async with connection.turn:
            connection.renew(caller.credential)
            return await self._recover(connection, session, claim)

    async def session_closed(self, session: Session, *, by_client: bool, by_server: bool) -> None:
        """Mark the connections of a session as lost, and end those that can't be recovered."""
        await session.messages.idle()
        for connection in list(session.connections.values()):
            async with connection.turn:
                if connection.session is not session:
                    continue
                if session.has_misbehaved:
                    await self._end(connection, how="misbehaved")
                elif connection.buffer is None or by_server:
                    is_closed = by_client or session.went_away
                    await self._end(connection, how="closed" if is_closed else "lost")
                else:
                    connection.session = None
                    self._buffers.lose(connection.buffer)
                    await self._handler.lost(connection.caller, went_away=session.went_away)

    async def end(self, connection: Connection, *, how: Ending) -> None:
        """End a connection for good; further calls do nothing."""
        async with connection.turn:
            await self._end(connection, how=how)

    def forget(self, peer_id: str) -> None:
        """End a connection soon if it is lost."""
        connection = self._connections.get(peer_id)
        if connection is not None and connection.session is None:
            self._close_buffer(connection)
            self._end_soon(connection)

    async def _recover(self, connection: Connection, session: Session, claim: Claim) -> bool:
        """Recover a connection; if the new session closed meanwhile, it is lost again at once."""
        buffer = connection.buffer
        if buffer is None or self._buffers.find(claim.pid) is not connection:
            return False
        if connection.session is not None:
            return False
        self._buffers.regain(buffer)
        missed = buffer.missed(claim.offset)
        if missed is None:
            await self._end(connection, how="lost")
            return False
        _put_on(connection, session)
        for packet in missed:
            session.send(packet)
        await self._handler.recovered(connection.caller)
        return True

    async def _end(self, connection: Connection, *, how: Ending) -> None:
        if self._connections.pop(connection.caller.peer_id, None) is None:
            return
        self._close_buffer(connection)
        if connection.session is not None:
            connection.session.connections.pop(connection.dialect.namespace, None)
        await self._handler.gone(connection.caller, how=how)

    def _end_soon(self, connection: Connection) -> None:
        self._run(self.end(connection, how="lost"))

    def _close_buffer(self, connection: Connection) -> None:
        if connection.buffer is not None:
            self._buffers.close(connection.buffer)


def _may_be(person: Person, returning: Person) -> bool:
    return person.user_id == returning.user_id


def _put_on(connection: Connection, session: Session) -> None:
    namespace = connection.dialect.namespace
    connection.session = session
    session.connections[namespace] = connection
    answer = {"sid": connection.caller.peer_id}
    if connection.buffer is not None:
        answer["pid"] = connection.buffer.pid
    session.send(encode_connect(namespace, answer))


async def _take_off(connection: Connection, older: Session, newer: Session) -> None:
    """Close the older session, and handle its messages before any message of the newer one.

    The order is not kept if the older session itself waits for the newer one, because it recovers
    another connection from that.
    """
    namespace = connection.dialect.namespace
    connection.session = None
    if not older.is_closed:
        # Otherwise a client that is still there would recover the connection again and again.
        older.send(encode_disconnect(namespace))
        older.close_soon()
    await newer.messages.wait_for(older.messages)
    older.connections.pop(namespace, None)
