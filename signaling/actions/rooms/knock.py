"""A person knocks: it waits for a host, and its earlier places end.

The module does not decide who must knock; presence does.
"""

from signaling.actions.rooms.entry import Entry
from signaling.actions.rooms.leave import release_seat
from signaling.actions.rooms.room_changes import apply_room
from signaling.actions.waiting_room.events import is_host_present, knock_placed_of
from signaling.outcomes import Delivery, Outcome, Reply, WaitingListChanged
from signaling.presence import Knock, Knocked, Presence, Seat
from signaling.protocol.events import Moved


def knock_events(entry: Entry, knocked: Knocked, presence: Presence) -> list[Outcome]:
    """Tell the knocker that it waits, and tell the hosts who waits in the waiting room."""
    knock, peer_id, room = knocked.knock, entry.arrival.peer_id, entry.request.room
    host_present = is_host_present(room.id, presence)
    placed = knock_placed_of(knock, room, host_present=host_present)
    return [
        *apply_room(room, presence),
        *_release_other_seat(peer_id, knock.id, presence),
        Delivery(placed, [peer_id]),
        Reply(placed),
        *_moved_events(knocked.previous_peer_id, peer_id),
        WaitingListChanged(room.id),
    ]


def withdraw_other_knock(knock: Knock | None, place_id: str, presence: Presence) -> list[Outcome]:
    """End the peer's earlier knock after the peer has got another place.

    That knock is for another room, or of another guest whom the same client was before.
    """
    if knock is None or knock.id == place_id:
        return []
    presence.waiting_rooms.end(knock.id)
    return [WaitingListChanged(knock.seat.room_id)]


def _release_other_seat(peer_id: str, seat_id: str, presence: Presence) -> list[Outcome]:
    """Release the seat that the peer had, or was about to sit on, before it asked for this one."""
    earlier = presence.seat_of(peer_id)
    if earlier is None:
        knock = presence.knock_of(peer_id)
        if knock is not None and knock.id == seat_id:
            return []
        withdrawn = presence.waiting_rooms.withdraw(peer_id)
        earlier = withdrawn if isinstance(withdrawn, Seat) else None
    if earlier is None or earlier.id == seat_id:
        return []
    return release_seat(earlier, presence)


def _moved_events(previous: str | None, peer_id: str) -> list[Outcome]:
    """Tell another tab of the person, which waited until now, that the person has moved."""
    if previous is None or previous == peer_id:
        return []
    return [Delivery(Moved(), [previous], then_close=True)]
