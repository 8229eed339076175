"""Joins and leaves of which the peers of some workers were not told.

The last home may have stored a change and died before it told everybody, or told everybody and died
before it stored the change. Each edge reports the roster of the room that its peers know.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace

from signaling.actions.offer_requests import offer_request_events
from signaling.actions.participant_events import joined_events, left_events
from signaling.outcomes import Outcome, without
from signaling.presence import Presence, Seat
from signaling.presence.records import CONNECTED
from signaling.workers.home.reported_peers import Roll


def missed_changes(
    room_key: str, roll: Roll, known: Iterable[Seat], presence: Presence
) -> Iterator[Outcome]:
    """Yield the events by which the roster of each worker becomes that of the restored room.

    `known` has the seats of the rows and of the stored state, among them those that are gone.
    """
    seats = {seat.id: seat for seat in presence.seats(room_key)}
    gone = {seat.id: seat for seat in known}
    for worker, roster in roll.rosters.items():
        told = [seat for seat in seats.values() if roll.worker_of(seat.peer_id or "") == worker]
        if told:
            yield from _left(roster, seats, gone, told)
            yield from _joined(roster, seats, told, presence)


def _left(
    roster: Mapping[str, str],
    seats: Mapping[str, Seat],
    gone: Mapping[str, Seat],
    told: Collection[Seat],
) -> Iterator[Outcome]:
    for seat_id, peer_id in roster.items():
        current = seats.get(seat_id)
        if current is None or current.peer_id != peer_id:
            # No row has the name of a person whose seat has ended; its protocol gets none.
            nameless = replace(next(iter(told)), id=seat_id, user_id=None, display_name="")
            seat = replace(gone.get(seat_id, nameless), peer_id=peer_id, transport=CONNECTED)
            yield from left_events(seat, peer_id, [*told])


def _joined(
    roster: Mapping[str, str],
    seats: Mapping[str, Seat],
    told: Collection[Seat],
    presence: Presence,
) -> Iterator[Outcome]:
    for seat in seats.values():
        if roster.get(seat.id) != seat.peer_id:
            others = without(seat, told)
            yield from joined_events(seat, others)
            if not seat.is_lost:
                yield from offer_request_events(seat, others, presence)
