"""The sizes of the pictures that a participant needs from the others.

In a mesh, each participant encodes its picture once for every other one. The server relays the
sizes and does not store them. Over a media server, the sizes choose what the server forwards; they
are stored, and relayed only to peers that still have a direct link.
"""

from collections.abc import Iterable

from signaling.actions.authorization import seat_of
from signaling.actions.room_media.direct_links import replaced_link_events
from signaling.caller import Caller
from signaling.outcomes import Delivery, Outcome
from signaling.presence import Presence, Seat
from signaling.presence.media_records import Picture
from signaling.protocol.commands import RequestedPicture, RequestPictures
from signaling.protocol.events import PictureRequested


def request_pictures(caller: Caller, command: RequestPictures, presence: Presence) -> list[Outcome]:
    """Tell each peer the size of its picture; skip a peer that is not in the caller's room.

    A peer may leave while the request is on its way. The sizes for the others still count. Of
    several sizes of one picture, the last one counts: a request must not become many events.
    """
    seat = seat_of(caller, presence, command.room_id)
    requested = {(one.target_id, one.source): one for one in command.pictures}.values()
    if seat.knows_media_server and presence.media.is_over_server(seat.room_id):
        return _request_over_server(seat, requested, presence)
    return [
        _requested(caller.peer_id, picture)
        for picture in requested
        if _is_other_seat(seat, presence.seat_of(picture.target_id))
    ]


def _request_over_server(
    seat: Seat, requested: Iterable[RequestedPicture], presence: Presence
) -> list[Outcome]:
    """Store the sizes of pictures from the media server; relay those for direct links."""
    outcomes: list[Outcome] = []
    pictures: list[Picture] = []
    for picture in requested:
        target = presence.seat_of(picture.target_id)
        if target is None or not _is_other_seat(seat, target):
            continue
        if target.knows_media_server:
            pictures.append(Picture(target.id, picture.source, picture.width, picture.height))
        if not presence.media.is_replaced(seat.id, target.id):
            outcomes.append(_requested(seat.peer_id or "", picture))
    presence.media.request_pictures(seat.id, pictures)
    return [*outcomes, *replaced_link_events(seat, presence)]


def _requested(sender_id: str, picture: RequestedPicture) -> Delivery:
    requested = PictureRequested(
        sender_id=sender_id, width=picture.width, height=picture.height, source=picture.source
    )
    return Delivery(requested, [picture.target_id])


def _is_other_seat(seat: Seat, target: Seat | None) -> bool:
    return target is not None and target.room_id == seat.room_id and target.id != seat.id
