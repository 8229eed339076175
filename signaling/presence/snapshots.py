"""Take snapshots of rooms in session, and continue with rooms of an earlier run of the server."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from signaling.presence.hosts import Hosts
from signaling.presence.indexes import Indexes
from signaling.presence.records import CONNECTED, Role, Room, Seat, TransportState
from signaling.presence.room_state import RoomState
from signaling.presence.seats import Seats
from signaling.presence.snapshot_records import HostAbsence, Snapshot, encode_snapshot
from signaling.presence.waiting_room import WaitingRooms

# The others see a person of an earlier run as reconnecting. To clients that don't know seats, the
# person joins again.
_LOST = TransportState(is_lost=True, is_reconnecting=True, is_departed=True, is_unreachable=True)


class LivingPeer(NamedTuple):
    """A peer that is connected to any worker, with fields of its seat."""

    peer_id: str
    protocol: str
    knows_seats: bool
    has_two_pictures: bool = False
    knows_media_server: bool = False


class Snapshots:
    """Takes snapshots of the changed rooms, and restores rooms. Times are seconds of `now`."""

    def __init__(
        self,
        indexes: Indexes,
        seats: Seats,
        waiting_rooms: WaitingRooms,
        hosts: Hosts,
        now: Callable[[], float],
    ) -> None:
        self._indexes = indexes
        self._seats = seats
        self._waiting_rooms = waiting_rooms
        self._hosts = hosts
        self._now = now
        self._last: dict[str, bytes] = {}
        """The last snapshot of each room. A change that a snapshot does not contain stores none."""

    def take_changed(self) -> tuple[dict[str, bytes], list[str]]:
        """Return new snapshots by room id, and the rooms that are no longer in session."""
        states = self._indexes.states
        ended = [room_id for room_id in self._last if room_id not in states]
        for room_id in ended:
            del self._last[room_id]
        changed: dict[str, bytes] = {}
        for room_id, state in states.items():
            if state.is_changed:
                state.is_changed = False
                snapshot = encode_snapshot(self._take(state))
                if snapshot != self._last.get(room_id):
                    changed[room_id] = self._last[room_id] = snapshot
        return changed, ended

    def not_stored(self, room_ids: Iterable[str]) -> None:
        """Take snapshots of these rooms again, or report again that they have ended."""
        for room_id in room_ids:
            self._last[room_id] = b""
            if (state := self._indexes.states.get(room_id)) is not None:
                state.is_changed = True

    def restore(
        self,
        room: Room,
        seats: Iterable[Seat],
        snapshot: Snapshot | None,
        hold_seconds: Callable[[Seat], float],
        living: Mapping[str, LivingPeer] | None = None,
    ) -> None:
        """Continue with a room of an earlier run of the server, or of another worker.

        `room` and `seats` are by the rows. A seat that the snapshot has is restored with its state,
        but with the role and the name of its row, which may be newer than the snapshot.
        `living` has the peers that are connected to any worker, by the id of their seat or knock;
        None means that the whole server was stopped. A seat of another peer is held for
        `hold_seconds`: after a stop the peer counts as lost, otherwise the caller has to `lose` it,
        so that the others are told. Other seats are held without a peer. A seat that the rows don't
        have stays away.
        """
        seats = list(seats)
        if not seats and (snapshot is None or not snapshot.knocks):
            return
        state = RoomState(room)
        known = {} if snapshot is None else {seat.id: seat for seat in snapshot.seats}
        self._last[room.id] = b""
        self._indexes.open(state)
        for seat in seats:
            restored = _by_row(known.get(seat.id, seat), seat)
            peer = None if living is None else living.get(seat.id)
            if peer is not None:
                # The peer may be newer than the snapshot.
                self._indexes.put_seat(replace(restored, **peer._asdict()))
            else:
                restored = restored if living is not None else _lost(restored)
                self._seats.restore(restored, hold_seconds(restored))
        if snapshot is not None:
            state.acting_host = _acting_host(snapshot, seats)
            self._restore_rest(state, snapshot, living or {})

    def _restore_rest(
        self, state: RoomState, snapshot: Snapshot, living: Mapping[str, LivingPeer]
    ) -> None:
        for knock in snapshot.knocks:
            if not state.knows(knock.seat.owner):
                peer = living.get(knock.id)
                peer_id = "" if peer is None else peer.peer_id
                self._waiting_rooms.restore(state, replace(knock, peer_id=peer_id))
        state.denials.restore(snapshot.denials, self._now())
        if snapshot.spotlight in state.seats:
            state.spotlight = snapshot.spotlight
        if snapshot.media is not None:
            state.media.restore(snapshot.media, state.seats)
        if (absence := snapshot.absence) is not None:
            seconds = absence.consequences_seconds, absence.ends_seconds
            self._hosts.restore(state.room.id, *seconds)

    def _take(self, state: RoomState) -> Snapshot:
        absence = self._hosts.absence(state.room.id)
        return Snapshot(
            room=replace(state.room, as_of=0.0),
            seats=[
                replace(seat, transport=CONNECTED, is_typing=False, is_ready=True)
                for seat in state.seats.values()
                if not seat.is_arriving
            ],
            knocks=[
                replace(knock, is_away=True, order=0.0, answered_by=None)
                for knock in self._waiting_rooms.knocks(state.room.id)
            ],
            denials=state.denials.ages(self._now()),
            acting_host=state.acting_host,
            spotlight=state.spotlight,
            absence=None if absence is None else HostAbsence(*absence),
            media=state.media.stored(),
        )


def _by_row(seat: Seat, row: Seat) -> Seat:
    """Return a seat of a snapshot with the role and the name of its row.

    Only presence knows the role of an acting host.
    """
    role = seat.role if seat.is_acting_host else row.role
    return replace(seat, role=role, display_name=row.display_name)


def _acting_host(snapshot: Snapshot, rows: Iterable[Seat]) -> tuple[str, Role] | None:
    """Return the seat that acts for an absent host, with the role of its row."""
    if snapshot.acting_host is None:
        return None
    seat_id, _ = snapshot.acting_host
    return next(((row.id, row.role) for row in rows if row.id == seat_id), None)


def _lost(seat: Seat) -> Seat:
    return seat if seat.peer_id is None else replace(seat, transport=_LOST)
