"""Changes of a room in session that other code announces, and the events about them.

The module knows presence and the room's rows; it does not know how a change is announced. Each
change is told once.
"""

import uuid

from rooms import queries
from signaling.actions.event_fields import rules
from signaling.actions.waiting_room.events import turned_away_events
from signaling.database import in_database
from signaling.outcomes import Delivery, Forget, Outcome, peers
from signaling.presence import Closed, Presence, Room, Seat
from signaling.presence.records import RoomRules
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import (
    AudioToggled,
    Event,
    LockChanged,
    Muted,
    Removed,
    RoomEnded,
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
    changed = presence.rooms.change(
        room_id, as_of=as_of, name=row.name, is_locked=row.is_locked, rules=rules(row.settings)
    )
    return room_change_events(changed, presence)


def apply_rows(room: Room, presence: Presence) -> list[Outcome]:
    """Tell the people in the room about changes in its rows that were not announced."""
    if room.is_ad_hoc:
        return []
    changed = presence.rooms.change(
        room.id, as_of=room.as_of, name=room.name, is_locked=room.is_locked, rules=room.rules
    )
    return room_change_events(changed, presence)


def room_change_events(changed: tuple[Room, Room] | None, presence: Presence) -> list[Outcome]:
    """Tell everybody in the room about each change of the lock and the settings."""
    if changed is None:
        return []
    before, after = changed
    everyone = peers(presence.seats(after.id))
    outcomes: list[Outcome] = []
    if after.is_locked != before.is_locked:
        outcomes.append(Delivery(LockChanged(locked=after.is_locked), everyone))
    if after.rules != before.rules:
        outcomes.append(Delivery(SettingsUpdated(settings=after.rules), everyone))
        outcomes += _switch_off(before.rules, after, presence)
    return outcomes


def close(emptied: Closed, reason: str) -> list[Outcome]:
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
        *turned_away_events(emptied.turned_away),
        Delivery(ended, peers(knowing), then_close=True),
        Delivery(ended, peers(unknowing)),
        Delivery(Removed(reason=reason), peers(unknowing), then_close=True),
        *lost,
    ]


def _switch_off(before: RoomRules, after: Room, presence: Presence) -> list[Outcome]:
    """Stop the media that the room's new rules do not allow.

    Hosts and co-hosts keep their microphone and camera; a screen share stops for everybody.
    """
    rules, outcomes = after.rules, list[Outcome]()
    stops_screens = before.allow_screen_share and not rules.allow_screen_share
    stops_microphones = before.allow_microphone and not rules.allow_microphone
    stops_cameras = before.allow_camera and not rules.allow_camera
    for seat in presence.seats(after.id):
        if stops_screens and seat.is_screen_sharing:
            outcomes += _stop_screen_share(seat, presence)
        if stops_microphones and not (seat.is_muted or seat.may_host):
            outcomes += _mute(seat, presence)
        if stops_cameras and not (seat.is_video_off or seat.may_host):
            outcomes += _stop_video(seat, presence)
    return outcomes


def _stop_screen_share(seat: Seat, presence: Presence) -> list[Outcome]:
    changed = presence.seat_states.set_screen_share(seat.id, enabled=False)
    stopped = ScreenShareStopped(socket_id=seat.peer_id or "")
    return _events_for_others(seat, stopped, changed, presence)


def _mute(seat: Seat, presence: Presence) -> list[Outcome]:
    changed = presence.seat_states.mute(seat.id, by_host=False)
    toggled = AudioToggled(socket_id=seat.peer_id or "", enabled=False)
    outcomes = _events_for_others(seat, toggled, changed, presence)
    return [Delivery(Muted(), peers([seat])), *outcomes]


def _stop_video(seat: Seat, presence: Presence) -> list[Outcome]:
    changed = presence.seat_states.set_video(seat.id, enabled=False)
    toggled = VideoToggled(socket_id=seat.peer_id or "", enabled=False)
    return _events_for_others(seat, toggled, changed, presence)


def _events_for_others(
    seat: Seat, event: Event, changed: Seat | None, presence: Presence
) -> list[Outcome]:
    others = peers(presence.seats(seat.room_id), but=seat.peer_id)
    return [Delivery(event, others, context=EventContext(seat=changed))]
