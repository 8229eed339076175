"""A person's microphone, camera and screen share.

The state is stored in presence. Newcomers get it from there when they join.
"""

from rooms.refusals import (
    CameraDisabled,
    MicrophoneDisabled,
    ScreenShareDisabled,
    UnmuteDisabled,
)
from signaling.actions.authorization import seat_and_room, seat_of
from signaling.actions.participant_events import seat_change_events
from signaling.caller import Caller
from signaling.outcomes import Outcome
from signaling.presence import Presence, Room, Seat
from signaling.protocol.commands import (
    ShowMedia,
    StartScreenShare,
    StopScreenShare,
    ToggleAudio,
    ToggleVideo,
)
from signaling.protocol.events import (
    AudioToggled,
    MediaToggled,
    ScreenShareStarted,
    ScreenShareStopped,
    VideoToggled,
)


def toggle_audio(caller: Caller, command: ToggleAudio, presence: Presence) -> list[Outcome]:
    seat, room = seat_and_room(caller, presence, command.room_id)
    _check_audio(seat, room, enabled=command.enabled)
    changed = presence.seat_states.set_audio(seat.id, enabled=command.enabled)
    toggled = AudioToggled(socket_id=caller.peer_id, enabled=command.enabled)
    return seat_change_events(toggled, changed, presence)


def toggle_video(caller: Caller, command: ToggleVideo, presence: Presence) -> list[Outcome]:
    seat, room = seat_and_room(caller, presence, command.room_id)
    _check_video(seat, room, enabled=command.enabled)
    changed = presence.seat_states.set_video(seat.id, enabled=command.enabled)
    toggled = VideoToggled(socket_id=caller.peer_id, enabled=command.enabled)
    return seat_change_events(toggled, changed, presence)


def show_media(caller: Caller, command: ShowMedia, presence: Presence) -> list[Outcome]:
    """Switch microphone and camera; if one of the two is refused, neither is switched."""
    seat, room = seat_and_room(caller, presence, command.room_id)
    _check_audio(seat, room, enabled=command.audio)
    _check_video(seat, room, enabled=command.video)
    presence.seat_states.set_audio(seat.id, enabled=command.audio)
    changed = presence.seat_states.set_video(seat.id, enabled=command.video)
    toggled = MediaToggled(
        audio=AudioToggled(socket_id=caller.peer_id, enabled=command.audio),
        video=VideoToggled(socket_id=caller.peer_id, enabled=command.video),
    )
    return seat_change_events(toggled, changed, presence)


def start_screen_share(
    caller: Caller, command: StartScreenShare, presence: Presence
) -> list[Outcome]:
    seat, room = seat_and_room(caller, presence, command.room_id)
    if not room.rules.allow_screen_share:
        raise ScreenShareDisabled
    changed = presence.seat_states.set_screen_share(seat.id, enabled=True)
    return seat_change_events(ScreenShareStarted(socket_id=caller.peer_id), changed, presence)


def stop_screen_share(
    caller: Caller, command: StopScreenShare, presence: Presence
) -> list[Outcome]:
    seat = seat_of(caller, presence, command.room_id)
    changed = presence.seat_states.set_screen_share(seat.id, enabled=False)
    return seat_change_events(ScreenShareStopped(socket_id=caller.peer_id), changed, presence)


def _check_audio(seat: Seat, room: Room, *, enabled: bool) -> None:
    if not enabled or seat.may_host:
        return
    if not room.rules.allow_microphone:
        raise MicrophoneDisabled
    if seat.is_muted_by_host and not room.rules.allow_unmute:
        raise UnmuteDisabled


def _check_video(seat: Seat, room: Room, *, enabled: bool) -> None:
    if enabled and not (seat.may_host or room.rules.allow_camera):
        raise CameraDisabled
