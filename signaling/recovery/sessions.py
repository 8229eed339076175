"""All sessions of a process: found by their pid, and how long and how many lost ones stand."""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from signaling.recovery.session import Session

# What all lost sessions may take together, each counted with the records it keeps alive: a third of
# the 50 MB that attackers may make the process grow by, since those who stay connected add to it.
# It is enough for 6,500 people who miss nothing, or for 500 who miss 30 KB each.
MOST_LOST_BYTES = 16 * 1024 * 1024
# Measured: 2,350 bytes of somebody who connected and broke off.
_RECORDS_BYTES = 2560
# What Python adds to a packet: 33 bytes, the allocator's share, and 8 to find it.
_PACKET_BYTES = 48

Holder = TypeVar("Holder")


class Sessions(Generic[Holder]):
    """Every session has a holder: whatever a server knows a connection by.

    A session that is lost and not regained in `seconds` ends, and so does one without room for what
    it misses; `ended` is then called with its holder. With 0 seconds there are no sessions.
    """

    def __init__(self, seconds: float, ended: Callable[[Holder], None]) -> None:
        self._seconds = seconds
        self._ended = ended
        self._holders: dict[str, Holder] = {}
        self._lost: dict[Session, float] = {}  # the time each ends at, the oldest first
        self._lost_bytes = 0
        self._timer: asyncio.TimerHandle | None = None

    def open(self, holder: Holder) -> Session | None:
        """Begin a session; return None if there are none."""
        if not self._seconds:
            return None
        session = Session()
        self._holders[session.pid] = holder
        return session

    def find(self, pid: str) -> Holder | None:
        return self._holders.get(pid)

    def lose(self, session: Session) -> None:
        """Begin to wait for the client of an open session."""
        self._lost[session] = asyncio.get_running_loop().time() + self._seconds
        self._lost_bytes += _taken_bytes(session)
        self._make_room()
        self._set_timer()

    def keep(self, session: Session, packet: bytes) -> None:
        """Keep an event for a client that is not there."""
        before_bytes = _taken_bytes(session)
        session.keep(packet)
        if session in self._lost:
            self._lost_bytes += _taken_bytes(session) - before_bytes
            if not session.is_whole:
                self._end(session)
            self._make_room()

    def regain(self, session: Session) -> None:
        """Wait no more, if that client was waited for."""
        if self._lost.pop(session, None) is not None:
            self._lost_bytes -= _taken_bytes(session)

    def close(self, session: Session) -> None:
        """End a session without a word; more than once does nothing."""
        self.regain(session)
        self._holders.pop(session.pid, None)

    def _end(self, session: Session) -> None:
        holder = self._holders[session.pid]
        self.close(session)
        self._ended(holder)

    def _make_room(self) -> None:
        """End the oldest of those that take more than their share, so that others may stay."""
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
