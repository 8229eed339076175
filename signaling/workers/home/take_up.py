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
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Protocol

from django.conf import settings

from rooms.actions import snapshots as rows
from rooms.actions.claims import PAIRS
from rooms.models import Message
from signaling.actions.authorization import person_of
from signaling.actions.participant_events import left_events
from signaling.actions.rooms.room_rows import room_from_row, seat_from_row
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.dialects import Dialect
from signaling.dispatch import Dispatch
from signaling.outcomes import Outcome
from signaling.presence import Presence, Room, Seat
from signaling.presence.snapshot_records import Snapshot, read_snapshot
from signaling.presence.snapshots import LivingPeer
from signaling.protocol.connection_changes import (
    ConnectionEnded,
    TransportLost,
)
from signaling.workers.home.missed_chat import missed_chat, newest_messages
from signaling.workers.home.remote_peers import RemotePeer, RemotePeers
from signaling.workers.message_sender import MessageSender
from signaling.workers.messages import PeerReport, Restart, RollCall, RollCallAnswer, caller_of

logger = logging.getLogger(__name__)

_ROLL_CALL_SECONDS = 1


class OwnPeers(Protocol):
    """The part of the edge that taking up needs."""

    def take_reports(
        self, room_key: str
    ) -> tuple[list[PeerReport], Callable[[], Awaitable[None]]]: ...


@dataclass(slots=True)
class _Calling:
    """A roll call: the workers that have not answered yet, and the reports of the others.

    Workers that have answered send events at once. They wait until the room `is_taken_up`.
    """

    missing: Set[str] = frozenset()
    answered: set[str] = field(default_factory=set)
    reports: dict[str, tuple[str, PeerReport]] = field(default_factory=dict)
    is_complete: asyncio.Event = field(default_factory=asyncio.Event)
    is_taken_up: asyncio.Event = field(default_factory=asyncio.Event)


class TakingUp:
    """`own_peers` is the edge of this worker; `others` returns the ids of the workers to ask.

    `epoch_of` returns the epoch in which this worker is the home of a room, and `restart_here` lets
    the client of a peer of this worker connect again.
    """

    def __init__(
        self,
        dialects: Mapping[str, Dialect],
        presence: Presence,
        dispatch: Dispatch,
        *,
        remote: RemotePeers,
        messages: MessageSender,
        deliver: Callable[[list[Outcome]], None],
        own_peers: OwnPeers,
        others: Callable[[], frozenset[str]],
        epoch_of: Callable[[str], int | None],
        restart_here: Callable[[str], None],
    ) -> None:
        self._dialects = {dialect.name: dialect for dialect in dialects.values()}
        self._presence = presence
        self._dispatch = dispatch
        self._remote = remote
        self._messages = messages
        self._others = others
        self._epoch_of = epoch_of
        self._restart_here = restart_here
        self._deliver = deliver
        self._calls: dict[str, _Calling] = {}
        self._own_peers = own_peers

    async def take_up(self, room_key: str, epoch: int) -> None:
        """Continue with a room that this worker has just claimed; do nothing for a new room."""
        if room_key == PAIRS:
            return
        call = self._calls[room_key] = _Calling()
        try:
            left, chat = await in_database(_left_by_last_home, room_key)
            if left is not None:
                await self._call_roll(room_key, epoch, call)
            # If nothing is left, an edge may still send events of a meeting that has ended.
            own, carry_out = self._own_peers.take_reports(room_key)
            call.reports.update({report.caller.peer_id: ("", report) for report in own})
            self._restore(room_key, left, call.reports)
            reports = [report for _, report in call.reports.values()]
            self._deliver([*missed_chat(room_key, chat, reports, self._presence)])
        finally:
            del self._calls[room_key]
            call.is_taken_up.set()
        await carry_out()

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
        for report in message.peers:
            call.reports[report.caller.peer_id] = sender, report
            if not report.is_asking:
                self._expect(sender, message.room_key, report).queue.add(call.is_taken_up.wait)
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

    def _expect(self, worker: str, room_key: str, report: PeerReport) -> RemotePeer:
        """Return the remote peer of a report, which may send events from now on."""
        caller = caller_of(report.caller, asyncio.get_running_loop().time())
        return self._remote.put(worker, caller, self._dialects[caller.protocol], room_key)

    def _restore(
        self,
        room_key: str,
        left: rows.InterruptedRoom | bytes | None,
        reports: Mapping[str, tuple[str, PeerReport]],
    ) -> None:
        """Restore the room if anything is left of it, and connect the reported peers."""
        room, seats, snapshot = self._records(left)
        if room is not None:
            living = _living_peers((report for _, report in reports.values()), seats)
            self._presence.snapshots.restore(room, seats, snapshot, hold_seconds, living)
        for worker, report in reports.values():
            self._connect(room_key, worker, report)
        for seat in self._presence.seats(room_key):
            if seat.peer_id not in reports:
                caller = _caller_of_seat(seat)
                self._dispatch.connection_changed(caller, ConnectionEnded("edge died"))
        if snapshot is not None:
            self._tell_who_has_left(snapshot, {seat.id for seat in seats})
        if room is not None:
            count = len(self._presence.seats(room_key))
            logger.info("took up a room with %d people", count)

    def _records(
        self, left: rows.InterruptedRoom | bytes | None
    ) -> tuple[Room | None, list[Seat], Snapshot | None]:
        """Return the room and its seats by the rows, if it has any, and the stored state."""
        if isinstance(left, rows.InterruptedRoom):
            room = room_from_row(left.room, self._presence.now(), left.meeting_id)
            seats = [seat_from_row(row, room) for row in left.seats if row.user_id or row.guest_id]
            return room, seats, read_snapshot(left.state)
        snapshot = None if left is None else read_snapshot(left)
        if snapshot is None:
            return None, [], None
        return snapshot.room, snapshot.seats, snapshot

    def _tell_who_has_left(self, snapshot: Snapshot, known: Collection[str]) -> None:
        """Tell the others of seats without an open row: the last home may not have done it."""
        for seat in snapshot.seats:
            if seat.id not in known and seat.peer_id is not None:
                others = self._presence.seats(snapshot.room.id)
                self._deliver([*left_events(seat, seat.peer_id, others)])

    def _connect(self, room_key: str, worker: str, report: PeerReport) -> None:
        """Connect a reported peer with its place; a peer without a place has to join again."""
        peer_id = report.caller.peer_id
        if report.is_asking:
            return
        place = self._presence.place_of(peer_id)
        if place is None or place.room_id != room_key:
            self._start_over(worker, peer_id)
            return
        if worker:
            self._expect(worker, room_key, report)
        if report.is_lost:
            caller = caller_of(report.caller, asyncio.get_running_loop().time())
            self._dispatch.connection_changed(caller, TransportLost())

    def _start_over(self, worker: str, peer_id: str) -> None:
        """Let the client of a peer connect again; "" stands for this worker."""
        if worker:
            self._messages.send(worker, Restart(peer_id))
            self._remote.remove(peer_id)
        else:
            self._restart_here(peer_id)

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
                self._connect(message.room_key, sender, report)
            elif not report.is_asking:
                self._messages.send(sender, Restart(report.caller.peer_id))


def _left_by_last_home(
    room_key: str,
) -> tuple[rows.InterruptedRoom | bytes | None, list[Message]]:
    """Return the state of a room, and its newest chat messages."""
    left = rows.interrupted_room(room_key)
    return left, [] if left is None else newest_messages(room_key)


def hold_seconds(seat: Seat) -> float:
    return settings.HOST_HOLD_SECONDS if seat.may_host else settings.HOLD_SECONDS


def _living_peers(reports: Iterable[PeerReport], seats: Iterable[Seat]) -> dict[str, LivingPeer]:
    """Return the reported peer of each seat or knock; a lost one only if there is no other.

    A peer that has not got the state of the room is in the waiting room. If the last home admitted
    it, and died before it told the peer, the peer has to join again.
    """
    living, seat_ids = {}, {seat.id for seat in seats}
    for report in sorted(reports, key=lambda one: not one.is_lost):
        is_inside = report.newest_message is not None
        if report.seat_id and (is_inside or report.seat_id not in seat_ids):
            living[report.seat_id] = LivingPeer(
                report.caller.peer_id,
                report.caller.protocol,
                report.knows_seats,
                report.has_two_pictures,
                report.knows_media_server,
            )
    return living


def _caller_of_seat(seat: Seat) -> Caller:
    return Caller(seat.peer_id or "", seat.protocol, person_of(seat))
