"""The events about a changed role."""

from collections.abc import Iterable

from signaling.actions.media_limits import stop_forbidden_media
from signaling.actions.waiting_room.events import host_presence_events, waiting_list_events_for
from signaling.outcomes import Delivery, Outcome, peers
from signaling.presence import Presence, Seat
from signaling.protocol.events import PeerUpdated


def new_role_events(seat: Seat, presence: Presence) -> list[Outcome]:
    """Tell everybody in the room about a seat's new role.

    A new host or co-host is told at once who waits in the waiting room. The knockers are told
    whether a host is present. The media of a new participant stop if participants may not use them.
    """
    return [
        *_role_events(seat, presence.seats(seat.room_id)),
        *stop_forbidden_media(seat, presence),
        *waiting_list_events_for([seat] if seat.may_host else [], seat.room_id, presence),
        *host_presence_events(seat.room_id, presence),
    ]


def stood_down_events(seat: Seat, presence: Presence) -> list[Outcome]:
    """Tell everybody in the room that a person no longer acts for the host.

    The person's media stop if participants may not use them.
    """
    return [
        *_role_events(seat, presence.seats(seat.room_id)),
        *stop_forbidden_media(seat, presence),
    ]


def _role_events(seat: Seat, everyone: Iterable[Seat]) -> list[Outcome]:
    """Tell everybody, including the person, the current role of a seat."""
    updated = PeerUpdated(
        participant_id=seat.id,
        socket_id=seat.peer_id or "",
        role=seat.role,
        is_host=seat.role == "host",
    )
    return [Delivery(updated, peers(everyone))]
