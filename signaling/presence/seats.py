"""The seats of all rooms: their changes by peers that arrive, sit, get lost, recover and leave.

Every method is one atomic step. Every `Seat` argument is a stored seat. The module does not know
knocks.
"""

from collections.abc import Callable, Collection

from django.conf import settings
from msgspec.structs import replace

from signaling.presence.hosts import Hosts
from signaling.presence.indexes import Indexes
from signaling.presence.records import CONNECTED, RoomRules, Seat, TransportState
from signaling.presence.results import Sat
from signaling.presence.seat_deadlines import SeatDeadlines


class Seats:
    """Times are seconds of `now`."""

    def __init__(
        self,
        indexes: Indexes,
        deadlines: SeatDeadlines,
        hosts: Hosts,
        now: Callable[[], float],
    ) -> None:
        self._indexes = indexes
        self._deadlines = deadlines
        self._hosts = hosts
        self._now = now

    def arrive(self, seat: Seat, hold_seconds: float) -> None:
        """Store a new seat, and hold it for a peer that is about to sit on it."""
        self._indexes.put_seat(seat)
        self._deadlines.held_until.set(seat.id, self._now() + hold_seconds)

    def restore(self, seat: Seat, hold_seconds: float) -> None:
        """Store a seat of an earlier run of the server, and hold it for its person."""
        self.arrive(seat, hold_seconds)
        self._hosts.leaves(seat, settings.HOST_HOLD_SECONDS)

    def sit(
        self,
        before: Seat,
        peer_id: str,
        protocol: str,
        *,
        knows_seats: bool,
        has_two_pictures: bool,
        knows_media_server: bool,
        ready_seconds: float,
        listens_seconds: float,
        return_key: str,
        previous_ids: Collection[str],
    ) -> Sat:
        is_lost = self._indexes.expected.is_lost(peer_id)
        is_same_page = before.peer_id in (peer_id, *previous_ids)
        self._indexes.expected.forget_peer(peer_id)
        self._deadlines.clear(before.id)
        rules = self._indexes.states[before.room_id].room.rules
        seat = self._indexes.put_seat(
            replace(
                _with_allowed_media(before, rules, is_same_page=is_same_page),
                arrives_as_of=None,
                peer_id=peer_id,
                protocol=protocol,
                knows_seats=knows_seats,
                has_two_pictures=has_two_pictures,
                knows_media_server=knows_media_server,
                return_key=return_key,
                transport=CONNECTED,
                is_ready=not ready_seconds,
            )
        )
        if listens_seconds:
            self._deadlines.listens_at.set(seat.id, self._now() + listens_seconds)
        if ready_seconds:
            self._deadlines.ready_at.set(seat.id, self._now() + ready_seconds)
        stood_down = self._hosts.returns(seat)
        if is_lost:
            self.lose(seat, settings.HOLD_SECONDS)
        return Sat(seat, before, stood_down)

    def lose(self, seat: Seat, hold_seconds: float, departed_seconds: float | None = None) -> None:
        """Note that the transport of the peer on a seat is lost; see `Presence.lose`."""
        if departed_seconds is None:
            departed_seconds = settings.DEPARTED_SECONDS
        departs_in = None if seat.is_departed else departed_seconds
        self._deadlines.lose(seat.id, self._now(), hold_seconds, departs_in)
        transport = replace(seat.transport, is_lost=True)
        self._indexes.put_seat(replace(seat, transport=transport, is_typing=False))
        self._hosts.leaves(seat, settings.HOST_HOLD_SECONDS)

    def recover(self, seat: Seat, rejoin_seconds: float) -> None:
        """Note that the lost peer on a seat is back, and may have to join again."""
        self._deadlines.clear(seat.id)
        may_rejoin = bool(rejoin_seconds) and seat.is_departed and not seat.knows_seats
        if may_rejoin:
            self._deadlines.rejoins_until.set(seat.id, self._now() + rejoin_seconds)
        transport = TransportState(is_recovered=True, is_departed=may_rejoin)
        self._hosts.returns(self._indexes.put_seat(replace(seat, transport=transport)))

    def hold(self, seat: Seat, hold_seconds: float) -> None:
        """Take the peer off its seat, and hold the seat for the person."""
        self._deadlines.clear(seat.id)
        self._deadlines.held_until.set(seat.id, self._now() + hold_seconds)
        self._indexes.put_seat(
            replace(
                seat,
                peer_id=None,
                transport=CONNECTED,
                is_screen_sharing=False,
                is_typing=False,
            )
        )
        self._hosts.leaves(seat, settings.HOST_HOLD_SECONDS)

    def leave_expected(self, peer_id: str, seat_id: str) -> None:
        """Expect a peer on no seat but this one; a deadline releases the other seat."""
        expected_id = self._indexes.expected.seat_of(peer_id)
        expected = None if expected_id is None else self._indexes.seat(expected_id)
        if expected is not None and expected.id != seat_id:
            self._indexes.expected.forget_peer(peer_id)
            self.hold(expected, 0)

    def remove(self, seat_id: str) -> Seat:
        self._deadlines.clear(seat_id)
        seat = self._indexes.remove_seat(seat_id)
        self._hosts.leaves(seat, 0)
        self._hosts.forget_closed(seat.room_id)
        return seat


def _with_allowed_media(seat: Seat, rules: RoomRules, *, is_same_page: bool) -> Seat:
    """Return a seat without the media that its person can't send any more.

    The rules of the room may have changed while no peer sat here, or while the person waited.
    """
    has_microphone = rules.allow_microphone or seat.may_host
    has_camera = rules.allow_camera or seat.may_host
    shares_screen = seat.is_screen_sharing and is_same_page and rules.allow_screen_share
    return replace(
        seat,
        is_muted=seat.is_muted or not has_microphone,
        is_video_off=seat.is_video_off or not has_camera,
        is_screen_sharing=shares_screen,
    )
