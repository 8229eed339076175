"""Media that a host or the rules of the room switch off.

The module does not check who may decide this.
"""

from signaling.actions.participant_events import seat_change_events
from signaling.outcomes import Delivery, Outcome
from signaling.presence import Presence, Room, Seat
from signaling.presence.records import RoomRules
from signaling.protocol.events import AudioToggled, Muted, ScreenShareStopped, VideoToggled


def apply_media_rules(before: RoomRules, after: Room, presence: Presence) -> list[Outcome]:
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
            outcomes += mute_seat(seat.id, presence, by_host=False)
        if stops_cameras and not (seat.is_video_off or seat.may_host):
            outcomes += _stop_video(seat, presence)
    return outcomes


def stop_forbidden_media(seat: Seat, presence: Presence) -> list[Outcome]:
    """Stop the media of a person who may not use them any more, e.g. a former co-host.

    If no peer sits on the seat, do nothing: `Presence.sit` applies the rules on the return.
    """
    room, outcomes = presence.room(seat.room_id), list[Outcome]()
    if room is None or seat.peer_id is None or seat.may_host:
        return []
    if not (room.rules.allow_microphone or seat.is_muted):
        outcomes += mute_seat(seat.id, presence, by_host=False)
    if not (room.rules.allow_camera or seat.is_video_off):
        outcomes += _stop_video(seat, presence)
    return outcomes


def mute_seat(seat_id: str, presence: Presence, *, by_host: bool) -> list[Outcome]:
    """Mute a person, and tell the person and the others; if no peer sits there, tell nobody."""
    muted = presence.seat_states.mute(seat_id, by_host=by_host)
    if muted is None or muted.peer_id is None:
        return []
    toggled = AudioToggled(socket_id=muted.peer_id, enabled=False)
    return [Delivery(Muted(), [muted.peer_id]), *seat_change_events(toggled, muted, presence)]


def _stop_screen_share(seat: Seat, presence: Presence) -> list[Outcome]:
    changed = presence.seat_states.set_screen_share(seat.id, enabled=False)
    stopped = ScreenShareStopped(socket_id=seat.peer_id or "")
    return seat_change_events(stopped, changed, presence)


def _stop_video(seat: Seat, presence: Presence) -> list[Outcome]:
    changed = presence.seat_states.set_video(seat.id, enabled=False)
    toggled = VideoToggled(socket_id=seat.peer_id or "", enabled=False)
    return seat_change_events(toggled, changed, presence)
