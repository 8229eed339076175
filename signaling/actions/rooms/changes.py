"""Changes of a room in session that other code announces, and the events about them.

The module knows presence and the room's rows; it does not know how a change is announced. Each
change is told once.
"""

import uuid
from typing import Any

from rooms import queries
from signaling.actions.event_fields import rules
from signaling.actions.participant_events import told_of_turning_away
from signaling.database import in_database
from signaling.outcomes import Delivery, Forget, Outcome, peers
from signaling.presence import Emptied, Presence, Room, Seat
from signaling.protocol.event_context import Scene
from signaling.protocol.events import (
    AudioToggled,
    LockChanged,
    Muted,
    Removed,
    RoomEnded,
    RoomRules,
    ScreenShareStopped,
    SettingsUpdated,
    VideoToggled,
)


async def room_changed(room_id: str, presence: Presence) -> list[Outcome]:
    """Read the room's rows again, and tell the people in the room about the changes.

    A change during the reading of the rows is announced separately, and the rows are read again.
    """
    if presence.room(room_id) is None:
        return []
    as_of = presence.now()
    row = await in_database(queries.room_by_id, uuid.UUID(room_id))
    if row is None:
        return []
    changed = await presence.change_room(
        room_id, as_of=as_of, name=row.name, is_locked=row.is_locked, rules=rules(row.settings)
    )
    return await tell_changes(changed, presence)


async def tell_changes(changed: tuple[Room, Room] | None, presence: Presence) -> list[Outcome]:
    """Tell everybody in the room about each change of the lock and the settings."""
    if changed is None:
        return []
    before, after = changed
    everyone = peers(presence.seats(after.id))
    told: list[Outcome] = []
    if after.is_locked != before.is_locked:
        told.append(Delivery(LockChanged(locked=after.is_locked), everyone))
    if after.rules != before.rules:
        told.append(Delivery(SettingsUpdated(settings=after.rules), everyone))
        told += await _switch_off(before.rules, after, presence)
    return told


def close(emptied: Emptied, reason: str) -> list[Outcome]:
    """Tell everybody that the meeting has ended: seated peers, lost peers and knockers.

    A client that does not know seats may not know the event for the end of a meeting. It is
    therefore also told that it was removed; otherwise it would keep its camera on.
    """
    knowing = [seat for seat in emptied.seats if seat.knows_seats]
    unknowing = [seat for seat in emptied.seats if not seat.knows_seats]
    ended = RoomEnded(reason=reason)
    lost: list[Outcome] = [
        Forget(seat.peer_id) for seat in emptied.seats if seat.is_lost and seat.peer_id is not None
    ]
    return [
        *told_of_turning_away(emptied.turned_away),
        Delivery(ended, peers(knowing), then_close=True),
        Delivery(ended, peers(unknowing)),
        Delivery(Removed(reason=reason), peers(unknowing), then_close=True),
        *lost,
    ]


async def _switch_off(before: RoomRules, after: Room, presence: Presence) -> list[Outcome]:
    """Stop the media that the room's new rules do not allow.

    Hosts and co-hosts keep their microphone and camera; a screen share stops for everybody.
    """
    rules = after.rules
    told: list[Outcome] = []
    for seat in presence.seats(after.id):
        if seat.is_screen_sharing and before.allow_screen_share and not rules.allow_screen_share:
            stopped = ScreenShareStopped(socket_id=seat.peer_id or "")
            told += await _stop(seat, stopped, presence, is_screen_sharing=False)
        if seat.may_host:
            continue
        if before.allow_microphone and not rules.allow_microphone and not seat.is_muted:
            silenced = AudioToggled(socket_id=seat.peer_id or "", enabled=False)
            told.append(Delivery(Muted(), peers([seat])))
            told += await _stop(seat, silenced, presence, is_muted=True)
        if before.allow_camera and not rules.allow_camera and not seat.is_video_off:
            darkened = VideoToggled(socket_id=seat.peer_id or "", enabled=False)
            told += await _stop(seat, darkened, presence, is_video_off=True)
    return told


async def _stop(
    seat: Seat,
    event: AudioToggled | VideoToggled | ScreenShareStopped,
    presence: Presence,
    **changes: Any,
) -> list[Outcome]:
    after = await presence.change_seat(seat.id, has_shown_media=True, **changes)
    others = peers(presence.seats(seat.room_id), but=seat.peer_id)
    return [Delivery(event, others, scene=Scene(seat=after))]
