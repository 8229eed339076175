"""The events about the waiting room, for hosts and for knockers."""

from collections.abc import Iterable, Sequence

from msgspec import UNSET

from signaling.actions.authorization import person_of
from signaling.actions.event_fields import waiting_entry_of
from signaling.outcomes import Delivery, Outcome, peers
from signaling.presence import Knock, Presence, Room, Seat
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import KnockEnded, KnockPlaced, WaitingChanged


def waiting_list_events(room_id: str, presence: Presence) -> list[Outcome]:
    """Tell every host and co-host of a room its complete list of knocks."""
    hosts = [seat for seat in presence.seats(room_id) if seat.may_host]
    return waiting_list_events_for(hosts, room_id, presence)


def waiting_list_events_for(
    hosts: Sequence[Seat], room_id: str, presence: Presence
) -> list[Outcome]:
    if not hosts:
        return []
    knocks = [waiting_entry_of(knock) for knock in presence.knocks(room_id)]
    return [Delivery(WaitingChanged(waiting=knocks), peers(hosts))]


def knocks_ended_events(knocks: Iterable[Knock]) -> list[Outcome]:
    """Tell every knocker that the meeting has ended."""
    return [
        Delivery(KnockEnded(status="ended"), [knock.peer_id], context=EventContext(seat=knock.seat))
        for knock in knocks
    ]


def host_change_events(seat: Seat, presence: Presence) -> list[Outcome]:
    """Tell the knockers whether a host is present, if the seat's role is host or co-host."""
    return host_presence_events(seat.room_id, presence) if seat.may_host else []


def host_presence_events(room_id: str, presence: Presence) -> list[Outcome]:
    """Tell every knocker whether a host or co-host is present."""
    room = presence.room(room_id)
    if room is None:
        return []
    is_present = is_host_present(room_id, presence)
    return [
        Delivery(knock_placed_of(knock, room, host_present=is_present), [knock.peer_id])
        for knock in presence.knocks(room_id)
    ]


def is_host_present(room_id: str, presence: Presence) -> bool:
    seats = presence.seats(room_id)
    return any(seat.may_host and not seat.is_lost for seat in seats)


def knock_placed_of(knock: Knock, room: Room, *, host_present: bool) -> KnockPlaced:
    person = person_of(knock.seat)
    return KnockPlaced(
        participant_id=knock.id,
        participant_token=person.token or UNSET,
        room_name=room.name,
        host_name=room.host_name,
        host_present=host_present,
    )
