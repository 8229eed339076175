"""The visible state of a person: microphone, camera, screen, hand, reactions and name.

The state is stored in presence. Newcomers get it from there when they join.
"""

import uuid

from rooms import actions as rows
from rooms.reactions import reaction_of
from rooms.refusals import (
    CameraDisabled,
    InvalidInput,
    MicrophoneDisabled,
    ReactionsDisabled,
    RenameDisabled,
    ScreenShareDisabled,
    UnmuteDisabled,
)
from signaling.actions.authorization import seat_and_room, seat_of
from signaling.actions.text_limits import visible_name
from signaling.caller import Caller
from signaling.database import in_database
from signaling.outcomes import Delivery, Outcome, peers
from signaling.presence import Presence, Room, Seat
from signaling.protocol.commands import (
    RaiseHand,
    React,
    Rename,
    ShowMedia,
    StartScreenShare,
    StopScreenShare,
    ToggleAudio,
    ToggleVideo,
)
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import (
    AudioToggled,
    Event,
    HandLowered,
    HandRaised,
    MediaToggled,
    PeerUpdated,
    Reacted,
    ScreenShareStarted,
    ScreenShareStopped,
    VideoToggled,
)
from signaling.refusals import NotInRoom


def toggle_audio(caller: Caller, command: ToggleAudio, presence: Presence) -> list[Outcome]:
    seat, room = seat_and_room(caller, presence, command.room_id)
    _check_audio(seat, room, enabled=command.enabled)
    toggled = AudioToggled(socket_id=caller.peer_id, enabled=command.enabled)
    changed = presence.seat_states.set_audio(seat.id, enabled=command.enabled)
    return _events_for_others(toggled, changed, presence)


def toggle_video(caller: Caller, command: ToggleVideo, presence: Presence) -> list[Outcome]:
    seat, room = seat_and_room(caller, presence, command.room_id)
    _check_video(seat, room, enabled=command.enabled)
    toggled = VideoToggled(socket_id=caller.peer_id, enabled=command.enabled)
    changed = presence.seat_states.set_video(seat.id, enabled=command.enabled)
    return _events_for_others(toggled, changed, presence)


def show_media(caller: Caller, command: ShowMedia, presence: Presence) -> list[Outcome]:
    """Switch microphone and camera; if one of the two is refused, neither is switched."""
    seat, room = seat_and_room(caller, presence, command.room_id)
    _check_audio(seat, room, enabled=command.audio)
    _check_video(seat, room, enabled=command.video)
    toggled = MediaToggled(
        audio=AudioToggled(socket_id=caller.peer_id, enabled=command.audio),
        video=VideoToggled(socket_id=caller.peer_id, enabled=command.video),
    )
    presence.seat_states.set_audio(seat.id, enabled=command.audio)
    changed = presence.seat_states.set_video(seat.id, enabled=command.video)
    return _events_for_others(toggled, changed, presence)


def start_screen_share(
    caller: Caller, command: StartScreenShare, presence: Presence
) -> list[Outcome]:
    seat, room = seat_and_room(caller, presence, command.room_id)
    if not room.rules.allow_screen_share:
        raise ScreenShareDisabled
    started = ScreenShareStarted(socket_id=caller.peer_id)
    changed = presence.seat_states.set_screen_share(seat.id, enabled=True)
    return _events_for_others(started, changed, presence)


def stop_screen_share(
    caller: Caller, command: StopScreenShare, presence: Presence
) -> list[Outcome]:
    seat = seat_of(caller, presence, command.room_id)
    stopped = ScreenShareStopped(socket_id=caller.peer_id)
    changed = presence.seat_states.set_screen_share(seat.id, enabled=False)
    return _events_for_others(stopped, changed, presence)


def raise_hand(caller: Caller, command: RaiseHand, presence: Presence) -> list[Outcome]:
    """Raise or lower the caller's hand; a hand that is already raised keeps its time."""
    seat = seat_of(caller, presence, command.room_id)
    if not command.raised:
        lowered = HandLowered(socket_id=caller.peer_id)
        changed = presence.seat_states.lower_hand(seat.id)
        return _events_for_others(lowered, changed, presence)
    raised = HandRaised(socket_id=caller.peer_id, display_name=seat.display_name)
    changed = presence.seat_states.raise_hand(seat.id)
    return _events_for_others(raised, changed, presence)


def lower_hand_of(seat: Seat, presence: Presence) -> list[Outcome]:
    """Lower a hand and tell everybody, including the person; do nothing if no hand is raised.

    If no peer sits on the seat, nobody is told.
    """
    if seat.hand_raised_at is None:
        return []
    presence.seat_states.lower_hand(seat.id)
    if seat.peer_id is None:
        return []
    lowered = HandLowered(socket_id=seat.peer_id)
    return [Delivery(lowered, peers(presence.seats(seat.room_id)))]


def react(caller: Caller, command: React, presence: Presence) -> list[Outcome]:
    """Show a reaction to everybody, including the sender."""
    seat, room = seat_and_room(caller, presence, command.room_id)
    if not (seat.may_host or room.rules.allow_reactions):
        raise ReactionsDisabled
    reaction = reaction_of(command.emoji)
    if reaction is None:
        raise InvalidInput("This is none of the reactions")
    reacted = Reacted(socket_id=caller.peer_id, emoji=reaction)
    return [Delivery(reacted, peers(presence.seats(seat.room_id)))]


async def rename(caller: Caller, command: Rename, presence: Presence) -> list[Outcome]:
    """Change the caller's name until the meeting ends; the name of the account does not change."""
    name = visible_name(command.display_name)
    async with presence.rooms.decisions(seat_of(caller, presence, command.room_id).room_id):
        seat, room = seat_and_room(caller, presence, command.room_id)
        if not (seat.may_host or room.rules.allow_rename):
            raise RenameDisabled
        await in_database(rows.rename_seat, uuid.UUID(seat.id), name)
    if presence.seat_states.rename(seat.id, name) is None:
        raise NotInRoom
    renamed = PeerUpdated(participant_id=seat.id, socket_id=caller.peer_id, display_name=name)
    return [Delivery(renamed, peers(presence.seats(seat.room_id)))]


def _events_for_others(event: Event, changed: Seat | None, presence: Presence) -> list[Outcome]:
    """Tell the others in the room about a changed seat."""
    if changed is None:
        return []
    others = peers(presence.seats(changed.room_id), but=changed.peer_id)
    return [Delivery(event, others, context=EventContext(seat=changed))]


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
