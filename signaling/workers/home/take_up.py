"""Take up a room whose last home died or gave it back.

    claimed ──▶ read the rows and the stored state ──▶ roll call ──▶ restore ──▶ home
                                                        │
                 every worker reports its peers ────────┘  for at most 1 s

The state is restored in one step of the event loop. A peer that no worker reports is lost, as if
its transport had failed. A worker may answer later: the clients of its peers connect and join again
then, because they may have missed events.
"""

import asyncio
import logging
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from typing import Protocol

from rooms.actions.claims import PAIRS
from rooms.refusals import Unavailable
from signaling.concurrency.database import in_database
from signaling.dispatch import Dispatch
from signaling.protocol.connection_changes import ConnectionEnded
from signaling.workers.home.remote_peers import RemotePeers
from signaling.workers.home.reported_peers import ReportedPeers, Roll
from signaling.workers.home.restoring import RoomRestoring, read_left_room
from signaling.workers.home.rosters import Rosters
from signaling.workers.message_sender import MessageSender
from signaling.workers.messages import PeerReport, RollCall, RollCallAnswer

logger = logging.getLogger(__name__)

_ROLL_CALL_SECONDS = 1


class OwnReports(Protocol):
    """The reports of this worker as an edge; see `signaling.workers.edge.home_changes`."""

    @property
    def peers(self) -> list[PeerReport]: ...

    @property
    def roster(self) -> dict[str, str] | None: ...

    @property
    def carry_out(self) -> Callable[[], None]: ...


class OwnPeers(Protocol):
    """The part of the edge that taking up needs."""

    def take_reports(self, room_key: str) -> OwnReports: ...


@dataclass(slots=True)
class _Calling:
    """A roll call: the workers that have not answered yet, and the reports of the others.

    Workers that have answered send events at once. They wait until the room `is_taken_up`.
    """

    missing: Set[str] = frozenset()
    answered: set[str] = field(default_factory=set)
    roll: Roll = field(default_factory=Roll)
    is_complete: asyncio.Event = field(default_factory=asyncio.Event)
    is_taken_up: asyncio.Event = field(default_factory=asyncio.Event)


class TakingUp:
    """`own_peers` is the edge of this worker; `others` returns the ids of the workers to ask.

    `epoch_of` returns the epoch in which this worker is the home of a room.
    """

    def __init__(
        self,
        dispatch: Dispatch,
        restoring: RoomRestoring,
        peers: ReportedPeers,
        rosters: Rosters,
        *,
        remote: RemotePeers,
        messages: MessageSender,
        own_peers: OwnPeers,
        others: Callable[[], frozenset[str]],
        epoch_of: Callable[[str], int | None],
    ) -> None:
        self._dispatch = dispatch
        self._restoring = restoring
        self._peers = peers
        self._rosters = rosters
        self._remote = remote
        self._messages = messages
        self._own_peers = own_peers
        self._others = others
        self._epoch_of = epoch_of
        self._calls: dict[str, _Calling] = {}

    async def take_up(self, room_key: str, epoch: int) -> None:
        """Continue with a room that this worker has just claimed; do nothing for a new room.

        Raises Unavailable if the claim is lost meanwhile.
        """
        if room_key == PAIRS:
            return
        call = self._calls[room_key] = _Calling()
        try:
            left = await in_database(read_left_room, room_key)
            if left.state is not None:
                await self._call_roll(room_key, epoch, call)
            if self._epoch_of(room_key) != epoch:
                # The claim was lost meanwhile, and another worker may take the room up.
                raise Unavailable
            # If nothing is left, an edge may still send events of a meeting that has ended.
            own = self._own_peers.take_reports(room_key)
            call.roll.add("", own.peers, own.roster)
            self._restoring.restore(room_key, left, call.roll)
            self._rosters.tell(room_key)
        finally:
            del self._calls[room_key]
            call.is_taken_up.set()
        own.carry_out()

    def answered(self, sender: str, message: RollCallAnswer) -> None:
        """Note the report of a worker.

        A worker may report before this one knows that it has claimed the room: it is asked then.
        """
        if message.epoch != self._epoch_of(message.room_key):
            return
        call = self._calls.get(message.room_key)
        if call is None:
            self._answered_late(sender, message)
            return
        call.roll.add(sender, message.peers, message.roster)
        for report in message.peers:
            if not report.is_asking:
                self._peers.expect(sender, message.room_key, report).queue.add(
                    call.is_taken_up.wait
                )
        call.answered.add(sender)
        call.missing -= {sender}
        if not call.missing:
            call.is_complete.set()

    async def _call_roll(self, room_key: str, epoch: int, call: _Calling) -> None:
        """Ask all workers for the room's peers, and wait for their reports."""
        call.missing = self._others() - call.answered
        if not call.missing:
            return
        call.is_complete.clear()
        for worker in call.missing:
            self._messages.send(worker, RollCall(room_key, epoch))
        try:
            async with asyncio.timeout(_ROLL_CALL_SECONDS):
                await call.is_complete.wait()
        except TimeoutError:
            logger.info("%d workers did not answer a roll call in time", len(call.missing))

    def _answered_late(self, sender: str, message: RollCallAnswer) -> None:
        """Let peers join again that were not known here, and may have missed events.

        Known peers of that worker that it does not report have gone.
        """
        reported = {report.caller.peer_id for report in message.peers}
        for peer in self._remote.of_edge(sender, message.room_key):
            if peer.caller.peer_id not in reported:
                self._remote.remove(peer.caller.peer_id)
                self._dispatch.connection_changed(peer.caller, ConnectionEnded("lost"))
        for report in message.peers:
            if self._remote.find(report.caller.peer_id) is not None:
                self._peers.connect(sender, message.room_key, report)
            elif not report.is_asking:
                self._peers.start_over(sender, report.caller.peer_id)
