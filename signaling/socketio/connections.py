"""The connections of this process, from CONNECT to their end.

A *connection* is one peer: one client on one namespace. A connection that can be recovered outlives
its socket:

    begin ──▶ live ──lost──▶ lost ──┐
               │ ▲             │    │ recovered, even from `live`: a dead transport may still
               │ └─────────────┼────┘ look alive, and the newest one wins
               └─────gone──────┴──▶ over

The `Watching` object is told the transitions of each connection in their order, and exactly once
that the connection is gone. While a connection has no socket, `signaling.socketio.recovery` keeps
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
from signaling.engineio.sessions import EngineSocket
from signaling.protocol.offsets import is_off, takes_offsets, without_offset
from signaling.protocol.packets import encode_connect, encode_disconnect
from signaling.socketio.recovery.buffer import Claim, Session
from signaling.socketio.recovery.buffers import Sessions


class Watching(Protocol):
    """The receiver of the transitions of connections. Its methods never raise."""

    async def lost(self, caller: Caller, *, went_away: bool) -> None:
        """Handle the loss of a transport; `went_away` if its page was closed or reloaded."""

    async def recovered(self, caller: Caller) -> None:
        """Handle the return of a peer, even if its loss was not noticed before."""

    async def gone(self, caller: Caller, *, how: Ending) -> None:
        """Handle the end of a connection."""


@dataclass(slots=True, eq=False)
class Connection:
    """One peer. `socket` is None while the connection is lost.

    `session` is None if the connection can't be recovered. Code that changes the socket of a
    connection, or reports the change to the `Watching` object, holds the lock `turn`. While it
    holds this lock, it must not wait for a socket or for the `turn` of another connection.
    """

    dialect: Dialect
    caller: Caller
    socket: EngineSocket | None
    sessions: "Sessions[Connection]"
    session: Session | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def send_event(self, packet: bytes) -> None:
        """Send an event, and keep it until it has arrived if the connection can be recovered."""
        session = self.session
        if session is None:
            packet = without_offset(packet)
        elif self.socket is None:
            self.sessions.keep(session, packet)
        else:
            session.keep(packet)
        if self.socket is not None:
            self.socket.send_now(packet)

    def send_answer(self, packet: bytes) -> None:
        """Send an acknowledgement, or drop it while there is no socket.

        A client that comes back no longer waits for the acknowledgements of its old transport.
        """
        if self.socket is not None:
            self.socket.send_now(packet)

    def renew(self, credential: Credential | None) -> None:
        """Replace the credential by another one of the same account."""
        self.caller = replace(self.caller, credential=credential)


class Connections:
    """All connections by peer id; `run` starts a coroutine as a background task."""

    def __init__(self, house: Watching, run: Callable[[Coroutine[Any, Any, None]], object]) -> None:
        self._house = house
        self._run = run
        self._connections: dict[str, Connection] = {}
        self.find: Callable[[str], Connection | None] = self._connections.get
        self._sessions = Sessions[Connection](settings.RECOVERY_SECONDS, self._end_soon)

    def all(self) -> list[Connection]:
        return list(self._connections.values())

    def begin(self, socket: EngineSocket, dialect: Dialect, caller: Caller, claim: Claim) -> None:
        connection = Connection(dialect, caller, socket, self._sessions)
        if not is_off(claim.recovery) and takes_offsets(socket.scope.get("query_string", b"")):
            connection.session = self._sessions.open(connection)
        self._connections[caller.peer_id] = connection
        _put_on(connection, socket)

    async def give_back(
        self, socket: EngineSocket, dialect: Dialect, caller: Caller, claim: Claim
    ) -> bool:
        """Move a connection to a new socket and send the events that it missed.

        Return False if that is not possible. A connection of an account is given only to the same
        account. A guest needs only the pid, because a guest without cookies gets a new identity at
        every handshake. A connection ends if some of its missed events are lost. A connection on a
        socket that the server is closing is not recovered.
        """
        connection = self._sessions.find(claim.pid)
        if connection is None or connection.dialect is not dialect:
            return False
        if connection.socket is not None and connection.socket.is_leaving:
            return False
        if not _may_be(connection.caller.person, caller.person):
            self.forget(connection.caller.peer_id)
            return False
        if connection.socket is not None:
            await _take_off(connection, connection.socket, socket)
        async with connection.turn:
            connection.renew(caller.credential)
            return await self._recover(connection, socket, claim)

    async def socket_closed(self, socket: EngineSocket, *, by_client: bool, by_us: bool) -> None:
        """Mark the connections of a socket as lost, and end those that can't be recovered."""
        await socket.idle()
        for connection in list(socket.peers.values()):
            async with connection.turn:
                if connection.socket is not socket:
                    continue
                if socket.has_misbehaved:
                    await self._end(connection, how="misbehaved")
                elif connection.session is None or by_us:
                    is_closed = by_client or socket.went_away
                    await self._end(connection, how="closed" if is_closed else "lost")
                else:
                    connection.socket = None
                    self._sessions.lose(connection.session)
                    await self._house.lost(connection.caller, went_away=socket.went_away)

    async def end(self, connection: Connection, *, how: Ending) -> None:
        """End a connection for good; further calls do nothing."""
        async with connection.turn:
            await self._end(connection, how=how)

    def forget(self, peer_id: str) -> None:
        """End a connection soon if it is lost."""
        connection = self._connections.get(peer_id)
        if connection is not None and connection.socket is None:
            self._close_session(connection)
            self._end_soon(connection)

    async def _recover(self, connection: Connection, socket: EngineSocket, claim: Claim) -> bool:
        """Recover a connection; if the new socket closed meanwhile, it is lost again at once."""
        session = connection.session
        if session is None or self._sessions.find(claim.pid) is not connection:
            return False
        if connection.socket is not None:
            return False
        self._sessions.regain(session)
        missed = session.missed(claim.offset)
        if missed is None:
            await self._end(connection, how="lost")
            return False
        _put_on(connection, socket)
        for packet in missed:
            socket.send_now(packet)
        await self._house.recovered(connection.caller)
        return True

    async def _end(self, connection: Connection, *, how: Ending) -> None:
        if self._connections.pop(connection.caller.peer_id, None) is None:
            return
        self._close_session(connection)
        if connection.socket is not None:
            connection.socket.peers.pop(connection.dialect.namespace, None)
        await self._house.gone(connection.caller, how=how)

    def _end_soon(self, connection: Connection) -> None:
        self._run(self.end(connection, how="lost"))

    def _close_session(self, connection: Connection) -> None:
        if connection.session is not None:
            self._sessions.close(connection.session)


def _may_be(person: Person, returning: Person) -> bool:
    return person.user_id == returning.user_id


def _put_on(connection: Connection, socket: EngineSocket) -> None:
    namespace = connection.dialect.namespace
    connection.socket = socket
    socket.peers[namespace] = connection
    answer = {"sid": connection.caller.peer_id}
    if connection.session is not None:
        answer["pid"] = connection.session.pid
    socket.send_now(encode_connect(namespace, answer))


async def _take_off(connection: Connection, older: EngineSocket, newer: EngineSocket) -> None:
    """Close the older socket, and handle its messages before any message of the newer one.

    The order is not kept if the older socket itself waits for the newer one, because it recovers
    another connection from that.
    """
    namespace = connection.dialect.namespace
    connection.socket = None
    if not older.closed:
        # Otherwise a client that is still there would recover the connection again and again.
        older.send_now(encode_disconnect(namespace))
        older.close_soon(older.server.reason.TRANSPORT_CLOSE)
    await newer.wait_for(older)
    older.peers.pop(namespace, None)
