"""Decide which path the media of a room take: direct links, or a media server."""

from collections.abc import Sequence

from django.conf import settings

from signaling.presence import Room, Seat
from signaling.presence.media_records import RoomMedia
from signaling.presence.records import MediaPath

# A media server is of use for one sender and one receiver.
_FEWEST_CLIENTS = 2


def needs_server(room: Room, seats: Sequence[Seat], media: RoomMedia) -> bool:
    """Tell whether a room should be on a media server; a room that was on one stays there.

    `seats` are those with a peer. A room that chooses by itself needs a media server when too many
    people send pictures for a mesh, and some of their clients can use it.
    """
    use = room.rules.media_server
    if use != "auto" or media.over != "mesh":
        return use != "never"
    senders = sum(seat.is_screen_sharing or not seat.is_video_off for seat in seats)
    clients = sum(seat.knows_media_server for seat in seats)
    return senders > settings.MESH_PARTICIPANTS and clients >= _FEWEST_CLIENTS


def path_without_server(room: Room, seats: Sequence[Seat]) -> MediaPath:
    """Return the path of a room that has lost its media server while no other one is left.

    A room that always uses a media server waits for one, because direct links show addresses.
    """
    if room.rules.media_server == "always":
        return "server"
    return "mesh" if len(seats) <= settings.MESH_PARTICIPANTS else "sound-only"
