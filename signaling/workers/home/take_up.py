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
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.conf import settings

from rooms.actions import snapshots as rows
from rooms.actions.claims import PAIRS
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

    missing: set[str]
    reports: dict[str, tuple[str, PeerReport]] = field(default_factory=dict)
    is_complete: asyncio.Event = field(default_factory=asyncio.Event)
    is_taken_up: asyncio.Event = field(default_factory=asyncio.Event)


class TakingUp:
    """`own_peers` is the edge of this worker; `others` returns the ids of the workers to ask."""

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
    ) -> None:
        self._dialects = {dialect.name: dialect for dialect in dialects.values()}
        self._presence = presence
        self._dispatch = dispatch
        self._remote = remote
        self._messages = messages
        self._others = others
        self._deliver = deliver
        self._calls: dict[str, _Calling] = {}
        self._own_peers = own_peers

    async def take_up(self, room_key: str, epoch: int) -> None:
        """Continue with a room that this worker has just claimed; do nothing for a new room."""
        if room_key == PAIRS:
            return
        left = await in_database(rows.interrupted_room, room_key)
        if left is None:
            # An edge may still send events of a meeting that has ended.
            _, carry_out = self._own_peers.take_reports(room_key)
            await carry_out()
            return
        call = self._calls[room_key] = _Calling(set(self._others()))
        try:
            await self._call_roll(room_key, epoch, call)
            own, carry_out = self._own_peers.take_reports(room_key)
            call.reports.update({report.caller.peer_id: ("", report) for report in own})
            self._restore(room_key, left, call.reports)
        finally:
            del self._calls[room_key]
            call.is_taken_up.set()
        await carry_out()

    def answered(self, sender: str, message: RollCallAnswer) -> None:
        call = self._calls.get(message.room_key)
        if call is None:
            self._answered_late(sender, message)
            return
        for report in message.peers:
            call.reports[report.caller.peer_id] = sender, report
            if not report.is_asking:
                self._expect(sender, message.room_key, report).queue.add(call.is_taken_up.wait)
        call.missing.discard(sender)
        if not call.missing:
            call.is_complete.set()

    async def _call_roll(self, room_key: str, epoch: int, call: _Calling) -> None:
        """Ask all workers for the room's peers, and wait for their reports."""
        if not call.missing:
            return
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
        left: rows.InterruptedRoom | bytes,
        reports: Mapping[str, tuple[str, PeerReport]],
    ) -> None:
        if isinstance(left, bytes):
            snapshot = read_snapshot(left)
            if snapshot is None:
                return
            self._restore_room(snapshot.room, snapshot.seats, snapshot, reports)
        else:
            snapshot = read_snapshot(left.state)
            room = room_from_row(left.room, self._presence.now(), left.meeting_id)
            seats = [seat_from_row(row, room) for row in left.seats if row.user_id or row.guest_id]
            self._restore_room(room, seats, snapshot, reports)
        logger.info("took up a room with %d people", len(self._presence.seats(room_key)))

    def _restore_room(
        self,
        room: Room,
        seats: list[Seat],
        snapshot: Snapshot | None,
        reports: Mapping[str, tuple[str, PeerReport]],
    ) -> None:
        living = _living_peers(report for _, report in reports.values())
        self._presence.snapshots.restore(room, seats, snapshot, hold_seconds, living)
        for worker, report in reports.values():
            self._connect(room.id, worker, report)
        for seat in self._presence.seats(room.id):
            if seat.peer_id not in reports:
                caller = _caller_of_seat(seat)
                self._dispatch.connection_changed(caller, ConnectionEnded("edge died"))
        if snapshot is not None:
            self._tell_who_has_left(snapshot, {seat.id for seat in seats})

    def _tell_who_has_left(self, snapshot: Snapshot, known: Collection[str]) -> None:
        """Tell the others of seats without an open row: the last home may not have done it."""
        for seat in snapshot.seats:
            if seat.id not in known and seat.peer_id is not None:
                others = self._presence.seats(snapshot.room.id)
                self._deliver([*left_events(seat, seat.peer_id, others)])

    def _connect(self, room_key: str, worker: str, report: PeerReport) -> None:
        """Connect a reported peer with its place; a peer without a place has to join again."""
        peer_id = report.caller.peer_id
        if worker:
            if report.is_asking:
                return
            place = self._presence.place_of(peer_id)
            if place is None or place.room_id != room_key:
                self._messages.send(worker, Restart(peer_id))
                self._remote.remove(peer_id)
                return
            self._expect(worker, room_key, report)
        if report.is_lost:
            caller = caller_of(report.caller, asyncio.get_running_loop().time())
            self._dispatch.connection_changed(caller, TransportLost())

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


def hold_seconds(seat: Seat) -> float:
    return settings.HOST_HOLD_SECONDS if seat.may_host else settings.HOLD_SECONDS


def _living_peers(reports: Iterable[PeerReport]) -> dict[str, LivingPeer]:
    """Return the reported peer of each seat or knock; a lost one only if there is no other."""
    living = {}
    for report in sorted(reports, key=lambda one: not one.is_lost):
        if report.seat_id:
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
