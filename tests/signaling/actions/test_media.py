"""Microphone, camera and screen share."""

import pytest

from rooms.models import Room
from rooms.refusals import (
    CameraDisabled,
    MicrophoneDisabled,
    Refusal,
    ScreenShareDisabled,
    UnmuteDisabled,
)
from signaling.caller import Caller
from signaling.protocol.commands import (
    Command,
    Mute,
    RaiseHand,
    StartScreenShare,
    StopScreenShare,
    ToggleAudio,
    ToggleVideo,
)
from signaling.protocol.events import (
    AudioToggled,
    Event,
    HandLowered,
    HandRaised,
    ScreenShareStarted,
    ScreenShareStopped,
    VideoToggled,
)
from signaling.refusals import NotInRoom, WrongRoom
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import a_caller

SHOWN: list[tuple[Command, Event]] = [
    (ToggleAudio(enabled=False), AudioToggled(socket_id="peer-bo", enabled=False)),
    (ToggleAudio(enabled=True), AudioToggled(socket_id="peer-bo", enabled=True)),
    (ToggleVideo(enabled=False), VideoToggled(socket_id="peer-bo", enabled=False)),
    (ToggleVideo(enabled=True), VideoToggled(socket_id="peer-bo", enabled=True)),
    (StartScreenShare(), ScreenShareStarted(socket_id="peer-bo")),
    (StopScreenShare(), ScreenShareStopped(socket_id="peer-bo")),
    (RaiseHand(raised=True), HandRaised(socket_id="peer-bo", display_name="Bo")),
    (RaiseHand(raised=False), HandLowered(socket_id="peer-bo")),
]


def switch_off(room: Room, *settings: str) -> None:
    for setting in settings:
        setattr(room.settings, setting, False)
    room.settings.save()


@pytest.mark.parametrize(("command", "_event"), SHOWN)
def test_a_caller_without_a_seat_cannot_change_its_media(
    clients: Clients, command: Command, _event: Event
) -> None:
    with pytest.raises(NotInRoom):
        clients.send(a_caller("nobody"), command)


@pytest.mark.usefixtures("seated")
@pytest.mark.parametrize(
    "command",
    [
        ToggleAudio(enabled=True, room_id="other"),
        ToggleVideo(enabled=True, room_id="other"),
        StartScreenShare(room_id="other"),
        StopScreenShare(room_id="other"),
        RaiseHand(raised=True, room_id="other"),
    ],
)
def test_media_in_another_room_are_refused(
    clients: Clients, guest: Caller, command: Command
) -> None:
    with pytest.raises(WrongRoom):
        clients.send(guest, command)


@pytest.mark.usefixtures("seated")
@pytest.mark.parametrize(("command", "event"), SHOWN)
def test_the_others_are_told_of_changed_media(
    clients: Clients, host: Caller, guest: Caller, command: Command, event: Event
) -> None:
    clients.send(guest, command)
    assert clients.received(host) == [event]
    assert clients.received(guest) == []


@pytest.mark.usefixtures("seated")
def test_a_newcomer_gets_the_media_state_of_the_others(
    clients: Clients, room: Room, guest: Caller
) -> None:
    clients.send(guest, ToggleAudio(enabled=False))
    clients.send(guest, ToggleVideo(enabled=False))
    clients.send(guest, StartScreenShare())
    clients.send(guest, RaiseHand(raised=True))
    _, shown = clients.join(a_caller("cy"), room).participants
    assert (shown.is_muted, shown.is_video_off) == (True, True)
    assert (shown.is_screen_sharing, shown.is_hand_raised) == (True, True)
    assert shown.hand_raised_at == clients.seat(guest).hand_raised_at


@pytest.mark.parametrize(
    "switched_off",
    [
        ("allow_microphone", ToggleAudio(enabled=True), MicrophoneDisabled),
        ("allow_camera", ToggleVideo(enabled=True), CameraDisabled),
        ("allow_screen_share", StartScreenShare(), ScreenShareDisabled),
    ],
)
def test_media_that_the_room_does_not_allow_are_refused(
    clients: Clients, room: Room, guest: Caller, switched_off: tuple[str, Command, type[Refusal]]
) -> None:
    setting, command, refusal = switched_off
    switch_off(room, setting)
    clients.join(guest, room)
    with pytest.raises(refusal):
        clients.send(guest, command)
    assert not clients.seat(guest).is_screen_sharing


def test_hosts_may_use_devices_that_the_room_does_not_allow(
    clients: Clients, room: Room, host: Caller, cohost: Caller
) -> None:
    switch_off(room, "allow_microphone", "allow_camera")
    for caller in (host, cohost):
        clients.join(caller, room)
        clients.send(caller, ToggleAudio(enabled=True))
        clients.send(caller, ToggleVideo(enabled=True))
        assert (clients.seat(caller).is_muted, clients.seat(caller).is_video_off) == (False, False)


def test_media_that_the_room_does_not_allow_can_be_stopped(
    clients: Clients, room: Room, guest: Caller
) -> None:
    switch_off(room, "allow_microphone", "allow_camera", "allow_screen_share")
    clients.join(guest, room)
    for command in (ToggleAudio(enabled=False), ToggleVideo(enabled=False), StopScreenShare()):
        assert clients.send(guest, command)


def test_a_muted_person_may_unmute_only_if_the_room_allows_it(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    switch_off(room, "allow_unmute")
    clients.join(host, room)
    clients.join(guest, room)
    clients.send(guest, ToggleAudio(enabled=True))
    clients.send(host, Mute(target_id=guest.peer_id))
    with pytest.raises(UnmuteDisabled):
        clients.send(guest, ToggleAudio(enabled=True))
    assert clients.seat(guest).is_muted


@pytest.mark.usefixtures("seated")
def test_a_muted_person_may_unmute(clients: Clients, host: Caller, guest: Caller) -> None:
    clients.send(host, Mute(target_id=guest.peer_id))
    clients.send(guest, ToggleAudio(enabled=True))
    seat = clients.seat(guest)
    assert (seat.is_muted, seat.is_muted_by_host) == (False, False)
