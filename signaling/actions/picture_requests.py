"""The sizes of the pictures that a participant needs from the others.

In a mesh, each participant encodes its picture once for every other one. The server relays the
sizes and does not store them.
"""

from signaling.actions.authorization import seat_of
from signaling.caller import Caller
from signaling.outcomes import Delivery, Outcome
from signaling.presence import Presence, Seat
from signaling.protocol.commands import RequestedPicture, RequestPictures
from signaling.protocol.events import PictureRequested


def request_pictures(caller: Caller, command: RequestPictures, presence: Presence) -> list[Outcome]:
    """Tell each peer the size of its picture; skip a peer that is not in the caller's room.

    A peer may leave while the request is on its way. The sizes for the others still count.
    """
    seat = seat_of(caller, presence, command.room_id)
    return [
        Delivery(_requested(caller.peer_id, picture), [picture.target_id])
        for picture in command.pictures
        if _is_other_seat(seat, presence.seat_of(picture.target_id))
    ]


def _requested(sender_id: str, picture: RequestedPicture) -> PictureRequested:
    return PictureRequested(
        sender_id=sender_id, width=picture.width, height=picture.height, source=picture.source
    )


def _is_other_seat(seat: Seat, target: Seat | None) -> bool:
    return target is not None and target.room_id == seat.room_id and target.id != seat.id
