"""A knocker cancels its knock."""

from signaling.actions.rooms.leave import release_seat
from signaling.caller import Caller
from signaling.outcomes import Outcome, WaitingListChanged
from signaling.presence import Presence, Seat
from signaling.protocol.commands import CancelKnock
from signaling.refusals import NotInRoom


def cancel_knock(caller: Caller, _command: CancelKnock, presence: Presence) -> list[Outcome]:
    """Leave the waiting room; a knocker that was admitted at the same moment leaves the room."""
    withdrawn = presence.waiting_rooms.withdraw(caller.peer_id)
    if isinstance(withdrawn, Seat):
        return release_seat(withdrawn, presence)
    if withdrawn is None:
        raise NotInRoom("You are not waiting for a room")
    return [WaitingListChanged(withdrawn.seat.room_id)]
