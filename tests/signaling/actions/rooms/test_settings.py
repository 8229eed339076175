"""The lock and the settings of a room."""

import pytest

from rooms.models import Room
from signaling.caller import Caller
from signaling.protocol.commands import (
    SettingsChange,
    StartScreenShare,
    UpdateSettings,
)
from signaling.protocol.events import (
    AudioToggled,
    Muted,
    ScreenShareStopped,
    SettingsUpdated,
    VideoToggled,
)
from tests.signaling.actions.clients import Clients, audit_entries

pytestmark = pytest.mark.usefixtures("seated")


def test_new_settings_stop_the_media_of_people_inside_at_once(
    clients: Clients, room: Room, host: Caller, cohost: Caller, guest: Caller
) -> None:
    clients.join(cohost, room)
    for caller in (host, guest):
        clients.send(caller, StartScreenShare())
    change = SettingsChange(allow_microphone=False, allow_camera=False, allow_screen_share=False)
    clients.send(cohost, UpdateSettings(settings=change))
    socket_id = guest.peer_id
    assert {type(event) for event in clients.received(guest)} == {
        SettingsUpdated,
        Muted,
        ScreenShareStopped,
    }
    told = clients.received(cohost)
    assert AudioToggled(socket_id=socket_id, enabled=False) in told
    assert VideoToggled(socket_id=socket_id, enabled=False) in told
    assert ScreenShareStopped(socket_id=socket_id) in told
    seat = clients.seat(guest)
    assert (seat.is_muted, seat.is_video_off, seat.is_screen_sharing) == (True, True, False)
    assert not clients.seat(host).is_muted
    assert not clients.seat(host).is_screen_sharing
    assert audit_entries() == [("update_room", "Di", "")]
    room.settings.refresh_from_db()
    assert (room.settings.allow_camera, room.settings.allow_chat) == (False, True)


def test_an_update_without_settings_changes_nothing(clients: Clients, host: Caller) -> None:
    clients.send(host, UpdateSettings(settings=SettingsChange()))
    assert (clients.outcomes, audit_entries()) == ([], [])
