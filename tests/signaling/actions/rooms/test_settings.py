"""The settings of a room, its end, notices, reactions and names."""

from typing import Any

import pytest

from rooms import actions
from rooms.models import Meeting, Room, Seat
from rooms.refusals import (
    InvalidInput,
    ReactionsDisabled,
    RenameDisabled,
    RoomEnded,
)
from signaling.caller import Caller
from signaling.protocol.commands import (
    EndRoom,
    PostNotice,
    React,
    Rename,
    SettingsChange,
    StartScreenShare,
    UpdateSettings,
)
from signaling.protocol.events import (
    AudioToggled,
    ChatPosted,
    Muted,
    PeerUpdated,
    Reacted,
    ScreenShareStopped,
    SettingsUpdated,
    VideoToggled,
)
from signaling.protocol.events import (
    RoomEnded as RoomEndedEvent,
)
from signaling.refusals import NotInRoom
from tests.signaling.actions.clients import Clients, audit_entries
from tests.signaling.examples import a_caller

pytestmark = pytest.mark.usefixtures("seated")

NO_CHAT = UpdateSettings(settings=SettingsChange(allow_chat=False))


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


def test_the_end_disconnects_everybody_and_refuses_joins_until_the_room_is_reopened(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    clients.send(host, EndRoom())
    over = RoomEndedEvent(reason="The host ended the meeting")
    assert clients.received(host)[0] == clients.received(guest)[0] == over
    assert sorted(clients.closed()) == sorted([host.peer_id, guest.peer_id])
    assert not Seat.objects.filter(given_up_at=None).exists()
    assert not Meeting.objects.filter(ended_at=None).exists()
    for caller in (host, guest):
        with pytest.raises(RoomEnded):
            clients.join(caller, room)
    room.refresh_from_db()
    actions.reopen_room(room, room.host)
    assert clients.join(host, room).is_host
    assert audit_entries()[0] == ("end_meeting", "Ann", "")


def test_a_notice_reaches_everybody_even_if_the_chat_is_disabled(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.send(host, NO_CHAT)
    clients.send(host, PostNotice(content="Fire drill"))
    (posted,) = clients.received(guest)
    assert isinstance(posted, ChatPosted)
    assert (posted.type, posted.content, posted.sender_name) == ("SYSTEM", "Fire drill", "Ann")
    assert clients.received(host) == clients.acknowledged() == [posted]
    assert audit_entries()[-1] == ("post_notice", "Ann", "")


@pytest.mark.parametrize(
    "switched_off",
    [
        (React(emoji="🎉"), "allow_reactions", ReactionsDisabled),
        (Rename(display_name="Bob"), "allow_rename", RenameDisabled),
    ],
)
def test_the_room_may_forbid_reactions_and_new_names_except_for_hosts(
    clients: Clients, host: Caller, guest: Caller, switched_off: tuple[Any, str, Any]
) -> None:
    command, setting, refusal = switched_off
    with pytest.raises(NotInRoom):
        clients.send(a_caller("nobody"), command)
    assert clients.send(guest, command)
    clients.send(host, UpdateSettings(settings=SettingsChange(**{setting: False})))
    with pytest.raises(refusal):
        clients.send(guest, command)
    assert clients.send(host, command)


def test_a_reaction_is_shown_to_everybody(clients: Clients, host: Caller, guest: Caller) -> None:
    clients.send(guest, React(emoji="👏"))
    reacted = Reacted(socket_id=guest.peer_id, emoji="👏")
    assert clients.received(host) == clients.received(guest) == [reacted]


def test_a_new_name_is_stored_and_sent_to_everybody(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    clients.send(guest, Rename(display_name=" \u202eBob  B. "))
    (renamed,) = clients.received(host)
    assert isinstance(renamed, PeerUpdated)
    assert renamed.display_name == clients.seat(guest).display_name == "Bob B."
    assert Seat.objects.get(pk=clients.seat(guest).id).display_name == "Bob B."
    with pytest.raises(InvalidInput):
        clients.send(guest, Rename(display_name=" "))
