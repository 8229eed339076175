"""The seats of one process: their changes by peers that arrive, sit, get lost, recover and leave.

The module also has the deadlines of seats and absent hosts. Every method is one atomic step. The
module shares its registers with the waiting rooms; it does not know knocks.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from msgspec.structs import replace

from signaling.presence.absent_hosts import HostWatch
from signaling.presence.deadlines import Deadlines
from signaling.presence.records import Sat, Seat
from signaling.presence.registers import Registers

# After this time, other clients have closed their connections to a peer that also lost its network:
# browsers notice the loss within about 5 seconds, and clients of rtc.io wait for another 12.
_GIVEN_UP_SECONDS = 20


class MemorySeats:
    """See `Presence`. Times are seconds of `now`. Every `Seat` argument must be stored."""

    def __init__(self, registers: Registers, now: Callable[[], float]) -> None:
        self._registers = registers
        self._now = now
        self._hosts = HostWatch()
        # Keys are seat ids.
        self._held_until = Deadlines()
        self._typing_until = Deadlines()
        self._listens_at = Deadlines()
        self._ready_at = Deadlines()
        self._reconnecting_at = Deadlines()
        self._departed_at = Deadlines()
        self._given_up_at = Deadlines()
        self._rejoins_until = Deadlines()

    def is_empty(self) -> bool:
        return self._hosts.is_empty() and not any(self._deadlines())

    def arrive(self, seat: Seat, hold_seconds: float) -> None:
        """Store a new seat, and hold it for a peer that is about to sit on it."""
        self._registers.put_seat(seat)
        self._held_until.set(seat.id, self._now() + hold_seconds)

    def sit(
        self,
        before: Seat,
        peer_id: str,
        protocol: str,
        *,
        knows_seats: bool,
        ready_seconds: float,
        listens_seconds: float,
    ) -> Sat:
        is_lost = self._registers.expected_is_lost(peer_id)
        self._registers.forget_expected(peer_id)
        self._forget_deadlines(before.id)
        seat = self._registers.put_seat(
            replace(
                before,
                arrives_as_of=None,
                peer_id=peer_id,
                protocol=protocol,
                knows_seats=knows_seats,
                is_lost=False,
                is_reconnecting=False,
                is_departed=False,
                is_given_up=False,
                is_back=False,
                is_ready=not ready_seconds,
                is_screen_sharing=before.is_screen_sharing and before.peer_id == peer_id,
            )
        )
        self._await_client(seat.id, listens_seconds, ready_seconds)
        stood_down = self._host_is_back(seat)
        if is_lost:
            self.lose(seat, settings.HOLD_SECONDS)
        return Sat(seat, before, stood_down)

    def lose(self, seat: Seat, hold_seconds: float) -> None:
        now = self._now()
        self._typing_until.clear(seat.id)
        self._listens_at.clear(seat.id)
        self._rejoins_until.clear(seat.id)
        self._held_until.set(seat.id, now + hold_seconds)
        self._reconnecting_at.set(seat.id, now + settings.RECONNECTING_SECONDS)
        if not seat.is_departed:
            self._departed_at.set(seat.id, now + settings.DEPARTED_SECONDS)
        self._given_up_at.set(seat.id, now + _GIVEN_UP_SECONDS)
        self._registers.put_seat(replace(seat, is_lost=True, is_typing=False))
        self._host_goes(seat, settings.HOST_HOLD_SECONDS)

    def recover(self, seat: Seat, rejoin_seconds: float) -> None:
        self._forget_deadlines(seat.id)
        may_rejoin = bool(rejoin_seconds) and seat.is_departed and not seat.knows_seats
        if may_rejoin:
            self._rejoins_until.set(seat.id, self._now() + rejoin_seconds)
        back = replace(
            seat,
            is_lost=False,
            is_reconnecting=False,
            is_departed=may_rejoin,
            is_given_up=False,
            is_back=True,
        )
        self._registers.put_seat(back)
        self._host_is_back(back)

    def begin_rejoin(self, seat: Seat, seconds: float) -> None:
        """Set the time for a join to end, even if the time for it to begin has run out.

        This does nothing if the peer is lost, or is no longer departed.
        """
        if seat.is_departed and not seat.is_lost:
            self._rejoins_until.set(seat.id, self._now() + seconds)

    def is_rejoining(self, seat: Seat) -> bool:
        return seat.id in self._rejoins_until

    def drop(self, seat: Seat, hold_seconds: float) -> None:
        self._forget_deadlines(seat.id)
        self._held_until.set(seat.id, self._now() + hold_seconds)
        self._registers.put_seat(
            replace(
                seat,
                peer_id=None,
                is_lost=False,
                is_reconnecting=False,
                is_departed=False,
                is_given_up=False,
                is_back=False,
                is_screen_sharing=False,
                is_typing=False,
            )
        )
        self._host_goes(seat, settings.HOST_HOLD_SECONDS)

    def remove(self, seat_id: str) -> Seat:
        self._forget_deadlines(seat_id)
        seat = self._registers.remove_seat(seat_id)
        self._host_goes(seat, 0)
        self.forget_closed(seat.room_id)
        return seat

    def forget_closed(self, room_id: str) -> None:
        """Forget the absence of a room's host if the room is no longer in session."""
        if room_id not in self._registers.sessions:
            self._hosts.forget(room_id)

    def misses_host(self, room_id: str) -> bool:
        return self._hosts.is_missing(room_id)

    def act_as_host(self, room_id: str) -> Seat | None:
        session = self._registers.sessions.get(room_id)
        if session is None or not self._hosts.is_missing(room_id):
            return None
        return session.appoint()

    def end_after(self, room_id: str, seconds: float) -> None:
        self._hosts.end_at(room_id, self._now() + seconds)

    def type_until(self, seat: Seat, seconds: float) -> bool:
        self._typing_until.set(seat.id, self._now() + seconds)
        if seat.is_typing:
            return False
        self._registers.put_seat(replace(seat, is_typing=True))
        return True

    def stop_typing(self, seat_id: str) -> Seat | None:
        if not self._typing_until.clear(seat_id):
            return None
        return next(iter(self._mark([seat_id], is_typing=False)), None)

    def stopped_typing(self, now: float) -> list[Seat]:
        return self._mark(self._typing_until.due(now), is_typing=False)

    def listening(self, now: float) -> list[Seat]:
        return self._mark(self._listens_at.due(now))

    def ready(self, now: float) -> list[Seat]:
        return self._mark(self._ready_at.due(now), is_ready=True)

    def reconnecting(self, now: float) -> list[Seat]:
        return self._mark(self._reconnecting_at.due(now), is_reconnecting=True)

    def departed(self, now: float) -> list[Seat]:
        return self._mark(self._departed_at.due(now), is_departed=True)

    def give_up_connections(self, now: float) -> None:
        self._mark(self._given_up_at.due(now), is_given_up=True)

    def not_rejoined(self, now: float) -> list[Seat]:
        return self._mark(self._rejoins_until.due(now))

    def held_too_long(self, now: float) -> list[str]:
        return self._held_until.due(now)

    def hostless(self, now: float) -> list[str]:
        return self._hosts.due(now)

    def over(self, now: float) -> list[str]:
        return self._hosts.over(now)

    def leave_expected(self, peer_id: str, seat_id: str) -> None:
        """Expect a peer on no seat but this one; `lapse` gives up the other seat."""
        expected_id = self._registers.expected_seat(peer_id)
        expected = None if expected_id is None else self._registers.seat(expected_id)
        if expected is not None and expected.id != seat_id:
            self._registers.forget_expected(peer_id)
            self.drop(expected, 0)

    def _await_client(self, seat_id: str, listens_seconds: float, ready_seconds: float) -> None:
        if listens_seconds:
            self._listens_at.set(seat_id, self._now() + listens_seconds)
        if ready_seconds:
            self._ready_at.set(seat_id, self._now() + ready_seconds)

    def _host_goes(self, seat: Seat, seconds: float) -> None:
        if seat.role == "host" and not seat.is_arriving:
            due_at = self._now() + seconds
            self._hosts.goes(seat.room_id, due_at, is_acting=seat.is_acting_host)

    def _host_is_back(self, seat: Seat) -> Seat | None:
        if not seat.is_owner:
            return None
        self._hosts.forget(seat.room_id)
        return self._registers.sessions[seat.room_id].stand_down()

    def _deadlines(self) -> tuple[Deadlines, ...]:
        return (
            self._held_until,
            self._typing_until,
            self._listens_at,
            self._ready_at,
            self._reconnecting_at,
            self._departed_at,
            self._given_up_at,
            self._rejoins_until,
        )

    def _forget_deadlines(self, seat_id: str) -> None:
        for deadlines in self._deadlines():
            deadlines.clear(seat_id)

    def _mark(self, seat_ids: Sequence[str], **changes: Any) -> list[Seat]:
        seats = (self._registers.seat(seat_id) for seat_id in seat_ids)
        return [self._registers.put_seat(replace(seat, **changes)) for seat in seats if seat]
