"""Microphone, camera, screen and hand."""

from datetime import UTC, datetime

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
from signaling.presence import Presence
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
from tests.signaling.actions.clients import Company
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
def test_who_sits_nowhere_shows_nothing(company: Company, command: Command, _event: Event) -> None:
    with pytest.raises(NotInRoom):
        company.do(a_caller("nobody"), command)


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
def test_nothing_is_shown_in_another_room(
    company: Company, guest: Caller, command: Command
) -> None:
    with pytest.raises(WrongRoom):
        company.do(guest, command)


@pytest.mark.usefixtures("seated")
@pytest.mark.parametrize(("command", "event"), SHOWN)
def test_what_somebody_shows_is_told_to_the_others(
    company: Company, host: Caller, guest: Caller, command: Command, event: Event
) -> None:
    company.do(guest, command)
    assert company.told(host) == [event]
    assert company.told(guest) == []


@pytest.mark.usefixtures("seated")
def test_who_comes_late_sees_what_is_shown(company: Company, room: Room, guest: Caller) -> None:
    company.do(guest, ToggleAudio(enabled=False))
    company.do(guest, ToggleVideo(enabled=False))
    company.do(guest, StartScreenShare())
    company.do(guest, RaiseHand(raised=True))
    _, shown = company.join(a_caller("cy"), room).participants
    assert (shown.is_muted, shown.is_video_off) == (True, True)
    assert (shown.is_screen_sharing, shown.is_hand_raised) == (True, True)
    assert shown.hand_raised_at == company.seat(guest).hand_raised_at


@pytest.mark.usefixtures("seated")
def test_a_hand_that_is_up_keeps_its_time(company: Company, guest: Caller) -> None:
    company.do(guest, RaiseHand(raised=True))
    since = company.seat(guest).hand_raised_at
    company.do(guest, RaiseHand(raised=True))
    assert company.seat(guest).hand_raised_at == since is not None
    company.do(guest, RaiseHand(raised=False))
    assert company.seat(guest).hand_raised_at is None


def test_hands_are_in_order_though_the_clock_was_set_back(
    room: Room, host: Caller, guest: Caller
) -> None:
    times = iter([datetime(2026, 11, 20, 9, 30, tzinfo=UTC), datetime(2026, 11, 20, 9, tzinfo=UTC)])
    company = Company(Presence(wall_clock=lambda: next(times)))
    for caller in (host, guest):
        company.join(caller, room)
        company.do(caller, RaiseHand(raised=True))
    first, second = company.seat(host).hand_raised_at, company.seat(guest).hand_raised_at
    assert first is not None
    assert second is not None
    assert second > first


@pytest.mark.parametrize(
    "switched_off",
    [
        ("allow_microphone", ToggleAudio(enabled=True), MicrophoneDisabled),
        ("allow_camera", ToggleVideo(enabled=True), CameraDisabled),
        ("allow_screen_share", StartScreenShare(), ScreenShareDisabled),
    ],
)
def test_what_is_switched_off_is_refused(
    company: Company, room: Room, guest: Caller, switched_off: tuple[str, Command, type[Refusal]]
) -> None:
    setting, command, refusal = switched_off
    switch_off(room, setting)
    company.join(guest, room)
    with pytest.raises(refusal):
        company.do(guest, command)
    assert not company.seat(guest).is_screen_sharing


def test_hosts_use_their_devices_whatever_is_switched_off(
    company: Company, room: Room, host: Caller, cohost: Caller
) -> None:
    switch_off(room, "allow_microphone", "allow_camera")
    for caller in (host, cohost):
        company.join(caller, room)
        company.do(caller, ToggleAudio(enabled=True))
        company.do(caller, ToggleVideo(enabled=True))
        assert (company.seat(caller).is_muted, company.seat(caller).is_video_off) == (False, False)


def test_what_is_switched_off_may_always_be_stopped(
    company: Company, room: Room, guest: Caller
) -> None:
    switch_off(room, "allow_microphone", "allow_camera", "allow_screen_share")
    company.join(guest, room)
    for command in (ToggleAudio(enabled=False), ToggleVideo(enabled=False), StopScreenShare()):
        assert company.do(guest, command)


def test_who_was_muted_unmutes_only_where_that_is_allowed(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    switch_off(room, "allow_unmute")
    company.join(host, room)
    company.join(guest, room)
    company.do(guest, ToggleAudio(enabled=True))
    company.do(host, Mute(target_id=guest.peer_id))
    with pytest.raises(UnmuteDisabled):
        company.do(guest, ToggleAudio(enabled=True))
    assert company.seat(guest).is_muted


@pytest.mark.usefixtures("seated")
def test_who_was_muted_may_unmute(company: Company, host: Caller, guest: Caller) -> None:
    company.do(host, Mute(target_id=guest.peer_id))
    company.do(guest, ToggleAudio(enabled=True))
    seat = company.seat(guest)
    assert (seat.is_muted, seat.is_muted_by_host) == (False, False)
