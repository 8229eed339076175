"""Whether a media server is there for a meeting, as far as this server knows.

A person who checks their connection before joining learns it. The answer contains neither names nor
addresses of media servers. Whether the person's network reaches one is known only in the meeting.
"""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from rooms.actions import media_servers
from rooms.live_rooms import LiveState, live_state
from rooms.models import Room, RoomSettings
from rooms.refusals import Unavailable

# `unneeded`: this meeting never uses one. `missing`: it needs one, and the site has none.
# `unknown`: no process has told the health.
Availability = Literal["unneeded", "missing", "available", "unavailable", "unknown"]


@dataclass(frozen=True, slots=True)
class MediaAvailability:
    media_server: Availability
    is_required: bool
    """Whether the meeting can't do without: it always uses one, or is on one now."""


def media_availability(
    room: Room, ask: Callable[[Collection[uuid.UUID]], LiveState] = live_state
) -> MediaAvailability:
    """Ask the processes with the rooms, unless the settings tell the answer."""
    use, names = room.settings.media_server, set(media_servers.configured_names())
    is_required = use == RoomSettings.MediaServer.ALWAYS
    if not names and is_required:
        return MediaAvailability("missing", is_required=True)
    if not names or use == RoomSettings.MediaServer.NEVER:
        return MediaAvailability("unneeded", is_required=False)
    try:
        state = ask([room.pk])
    except Unavailable:
        return MediaAvailability("unknown", is_required)
    used = {one["media_server"] for one in state.rooms} - {""}
    usable = used or names - media_servers.drained_media_servers()
    health = [state.media_servers.get(name) for name in usable]
    return MediaAvailability(_availability(health), is_required or bool(used))


def _availability(health: list[bool | None]) -> Availability:
    if any(health):
        return "available"
    return "unknown" if None in health else "unavailable"
