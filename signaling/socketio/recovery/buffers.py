"""All sessions of a process, by pid, with the limits on the time and the size of lost sessions."""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from signaling.socketio.recovery.buffer import Session

# The memory limit of all lost sessions together, including the records that each keeps alive. It is
# a third of the 50 MB by which attackers may make the process grow, because attackers that stay
# connected use memory, too. It is enough for 6,500 people who miss nothing, or for 500 who miss
# 30 KB each.
MOST_LOST_BYTES = 16 * 1024 * 1024
# Measured: 2,350 bytes for a client that connected and lost its transport.
_RECORDS_BYTES = 2560
# The overhead of a packet in Python: 33 bytes for the object, the allocator's padding, and 8 bytes
# for the reference.
_PACKET_BYTES = 48

Holder = TypeVar("Holder")


class Sessions(Generic[Holder]):
    """The sessions and their holders; a holder is the server's object for the connection.

    A lost session ends if it is not regained within `seconds`, or if there is no room for the
    packets that it misses. Then `ended` is called with its holder. With 0 seconds there are no
    sessions.
    """

    def __init__(self, seconds: float, ended: Callable[[Holder], None]) -> None:
        self._seconds = seconds
        self._ended = ended
        self._holders: dict[str, Holder] = {}
        self._lost: dict[Session, float] = {}  # the time each ends at, the oldest first
        self._lost_bytes = 0
        self._timer: asyncio.TimerHandle | None = None

    def open(self, holder: Holder) -> Session | None:
        """Begin a session; return None if sessions are switched off."""
        if not self._seconds:
            return None
        session = Session()
        self._holders[session.pid] = holder
        return session

    def find(self, pid: str) -> Holder | None:
        return self._holders.get(pid)

    def lose(self, session: Session) -> None:
        """Mark an open session as lost, and begin to wait for its client."""
        self._lost[session] = asyncio.get_running_loop().time() + self._seconds
        self._lost_bytes += _taken_bytes(session)
        self._make_room()
        self._set_timer()

    def keep(self, session: Session, packet: bytes) -> None:
        """Keep an event for a client that is not connected."""
        before_bytes = _taken_bytes(session)
        session.keep(packet)
        if session in self._lost:
            self._lost_bytes += _taken_bytes(session) - before_bytes
            if not session.is_whole:
                self._end(session)
            self._make_room()

    def regain(self, session: Session) -> None:
        """Stop waiting for the client of a session, if it is lost."""
        if self._lost.pop(session, None) is not None:
            self._lost_bytes -= _taken_bytes(session)

    def close(self, session: Session) -> None:
        """End a session without calling `ended`; further calls do nothing."""
        self.regain(session)
        self._holders.pop(session.pid, None)

    def _end(self, session: Session) -> None:
        holder = self._holders[session.pid]
        self.close(session)
        self._ended(holder)

    def _make_room(self) -> None:
        """End the oldest lost sessions that take more than their share, so that others can stay."""
        while self._lost_bytes > MOST_LOST_BYTES:
            share_bytes = self._lost_bytes / len(self._lost)
            self._end(next(one for one in self._lost if _taken_bytes(one) >= share_bytes))

    def _set_timer(self) -> None:
        if self._lost and self._timer is None:
            due = next(iter(self._lost.values()))
            self._timer = asyncio.get_running_loop().call_at(due, self._end_due)

    def _end_due(self) -> None:
        self._timer = None
        now = asyncio.get_running_loop().time()
        for session in [session for session, due in self._lost.items() if due <= now]:
            self._end(session)
        self._set_timer()


def _taken_bytes(session: Session) -> int:
    return session.size_bytes + _PACKET_BYTES * session.packet_count + _RECORDS_BYTES
