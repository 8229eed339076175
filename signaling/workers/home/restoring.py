"""Restore a room by its rows, its stored state, and the reports of a roll call.

Everything happens in one step of the event loop. A peer that no worker reports is lost, as if its
transport had failed. A peer that has moved to another room of this worker has left.
"""

import logging
from collections.abc import Callable, Container, Iterable
from typing import NamedTuple

from django.conf import settings

from rooms.actions import snapshots as rows
from rooms.models import Message
from signaling.actions.authorization import person_of
from signaling.actions.role_events import stood_down_events
from signaling.actions.rooms.room_rows import room_from_row, seat_from_row
from signaling.caller import Caller
from signaling.dispatch import Dispatch
from signaling.outcomes import CloseAttendance, Outcome
from signaling.presence import Presence, Room, Seat
from signaling.presence.snapshot_records import Snapshot, read_snapshot
from signaling.presence.snapshots import LivingPeer
from signaling.protocol.connection_changes import ConnectionEnded
from signaling.workers.home.missed_changes import missed_changes
from signaling.workers.home.missed_chat import missed_chat, newest_messages, peers_with_a_gap
from signaling.workers.home.reported_peers import ReportedPeers, Roll
from signaling.workers.messages import PeerReport

logger = logging.getLogger(__name__)


class LeftRoom(NamedTuple):
    """The rows and the state of a room after its last home, and its newest chat messages."""

    state: rows.InterruptedRoom | bytes | None
    chat: list[Message]


def read_left_room(room_key: str) -> LeftRoom:
    state = rows.interrupted_room(room_key)
    return LeftRoom(state, [] if state is None else newest_messages(room_key))


class RoomRestoring:
    def __init__(
        self,
        presence: Presence,
        dispatch: Dispatch,
        peers: ReportedPeers,
        deliver: Callable[[list[Outcome]], None],
    ) -> None:
        self._presence = presence
        self._dispatch = dispatch
        self._peers = peers
        self._deliver = deliver

    def restore(self, room_key: str, left: LeftRoom, roll: Roll) -> None:
        """Restore the room if anything is left of it, and tell the peers what they have missed."""
        for peer_id in peers_with_a_gap(left.chat, roll.all_reports()):
            worker, _ = roll.reports.pop(peer_id)
            self._peers.start_over(worker, peer_id)
        room, seats, snapshot = _records(left.state, self._presence.now())
        moved: list[Seat] = []
        if room is not None:
            here = [one for one in roll.all_reports() if self._place(one.caller.peer_id) is None]
            living = _living_peers(here, seats)
            moved = self._moved(seats, snapshot, roll, living)
            staying = [seat for seat in seats if seat not in moved]
            self._presence.snapshots.restore(room, staying, snapshot, hold_seconds, living)
        for worker, report in roll.reports.values():
            self._peers.connect(worker, room_key, report)
        self._lose_unreported(room_key, roll)
        self._note_host(room_key)
        known = [*seats, *(snapshot.seats if snapshot is not None else ())]
        self._deliver([CloseAttendance(seat) for seat in moved])
        self._deliver([*missed_changes(room_key, roll, known, self._presence)])
        self._deliver([*missed_chat(room_key, left.chat, roll.all_reports(), self._presence)])
        if room is not None:
            count = len(self._presence.seats(room_key))
            logger.info("took up a room with %d people", count)

    def _moved(
        self,
        seats: Iterable[Seat],
        snapshot: Snapshot | None,
        roll: Roll,
        living: Container[str],
    ) -> list[Seat]:
        """Return the seats whose peers have a place in another room of this worker.

        The last home has not heard of it. Call this before the room is restored.
        """
        peers = {report.seat_id: report.caller.peer_id for report in roll.all_reports()}
        if snapshot is not None:
            peers |= {seat.id: seat.peer_id for seat in snapshot.seats if seat.peer_id is not None}
        return [
            seat
            for seat in seats
            if seat.id not in living and self._place(peers.get(seat.id, "")) is not None
        ]

    def _lose_unreported(self, room_key: str, roll: Roll) -> None:
        for seat in self._presence.seats(room_key):
            if seat.peer_id not in roll.reports:
                caller = Caller(seat.peer_id or "", seat.protocol, person_of(seat))
                self._dispatch.connection_changed(caller, ConnectionEnded("edge died"))

    def _note_host(self, room_key: str) -> None:
        """Note that the host is present; the stored state may be older than its return."""
        seats = self._presence.seats(room_key)
        for seat in [seat for seat in seats if not seat.is_lost]:
            stood_down = self._presence.hosts.returns(seat)
            if stood_down is not None:
                self._deliver(stood_down_events(stood_down, self._presence))

    def _place(self, peer_id: str) -> Seat | None:
        return self._presence.place_of(peer_id)


def hold_seconds(seat: Seat) -> float:
    return settings.HOST_HOLD_SECONDS if seat.may_host else settings.HOLD_SECONDS


def _records(
    state: rows.InterruptedRoom | bytes | None, now: float
) -> tuple[Room | None, list[Seat], Snapshot | None]:
    """Return the room and its seats by the rows, if it has any, and the stored state."""
    if isinstance(state, rows.InterruptedRoom):
        room = room_from_row(state.room, now, state.meeting_id)
        seats = [seat_from_row(row, room) for row in state.seats if row.user_id or row.guest_id]
        return room, seats, read_snapshot(state.state)
    snapshot = None if state is None else read_snapshot(state)
    if snapshot is None:
        return None, [], None
    return snapshot.room, snapshot.seats, snapshot


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
