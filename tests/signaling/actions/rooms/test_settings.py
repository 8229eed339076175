"""What holds for the whole room: its settings, its end, notices, and what they switch off."""

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
from tests.signaling.actions.clients import Company, deeds
from tests.signaling.examples import a_caller

pytestmark = pytest.mark.usefixtures("seated")

NO_CHAT = UpdateSettings(settings=SettingsChange(allow_chat=False))


def test_settings_hold_for_those_inside_at_once(
    company: Company, room: Room, host: Caller, cohost: Caller, guest: Caller
) -> None:
    company.join(cohost, room)
    for caller in (host, guest):
        company.do(caller, StartScreenShare())
    change = SettingsChange(allow_microphone=False, allow_camera=False, allow_screen_share=False)
    company.do(cohost, UpdateSettings(settings=change))
    socket_id = guest.peer_id
    assert {type(event) for event in company.told(guest)} == {
        SettingsUpdated,
        Muted,
        ScreenShareStopped,
    }
    told = company.told(cohost)
    assert AudioToggled(socket_id=socket_id, enabled=False) in told
    assert VideoToggled(socket_id=socket_id, enabled=False) in told
    assert ScreenShareStopped(socket_id=socket_id) in told
    seat = company.seat(guest)
    assert (seat.is_muted, seat.is_video_off, seat.is_screen_sharing) == (True, True, False)
    assert not company.seat(host).is_muted
    assert not company.seat(host).is_screen_sharing
    assert deeds() == [("update_room", "Di", "")]
    room.settings.refresh_from_db()
    assert (room.settings.allow_camera, room.settings.allow_chat) == (False, True)


def test_settings_that_are_not_named_are_no_change(company: Company, host: Caller) -> None:
    company.do(host, UpdateSettings(settings=SettingsChange()))
    assert (company.outcomes, deeds()) == ([], [])


def test_the_end_is_for_everybody_until_a_host_opens_the_room_again(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    company.do(host, EndRoom())
    over = RoomEndedEvent(reason="The host ended the meeting")
    assert company.told(host)[0] == company.told(guest)[0] == over
    assert sorted(company.closed()) == sorted([host.peer_id, guest.peer_id])
    assert not Seat.objects.filter(given_up_at=None).exists()
    assert not Meeting.objects.filter(ended_at=None).exists()
    for caller in (host, guest):
        with pytest.raises(RoomEnded):
            company.join(caller, room)
    room.refresh_from_db()
    actions.reopen_room(room, room.host)
    assert company.join(host, room).is_host
    assert deeds()[0] == ("end_meeting", "Ann", "")


def test_a_notice_is_for_everybody_where_chat_is_off_too(
    company: Company, host: Caller, guest: Caller
) -> None:
    company.do(host, NO_CHAT)
    company.do(host, PostNotice(content="Fire drill"))
    (posted,) = company.told(guest)
    assert isinstance(posted, ChatPosted)
    assert (posted.type, posted.content, posted.sender_name) == ("SYSTEM", "Fire drill", "Ann")
    assert company.told(host) == company.replied() == [posted]
    assert deeds()[-1] == ("post_notice", "Ann", "")


@pytest.mark.parametrize(
    "switched_off",
    [
        (React(emoji="🎉"), "allow_reactions", ReactionsDisabled),
        (Rename(display_name="Bob"), "allow_rename", RenameDisabled),
    ],
)
def test_reactions_and_names_may_be_switched_off_but_for_hosts(
    company: Company, host: Caller, guest: Caller, switched_off: tuple[Any, str, Any]
) -> None:
    command, setting, refusal = switched_off
    with pytest.raises(NotInRoom):
        company.do(a_caller("nobody"), command)
    assert company.do(guest, command)
    company.do(host, UpdateSettings(settings=SettingsChange(**{setting: False})))
    with pytest.raises(refusal):
        company.do(guest, command)
    assert company.do(host, command)


def test_a_reaction_is_shown_to_everybody(company: Company, host: Caller, guest: Caller) -> None:
    company.do(guest, React(emoji="👏"))
    reacted = Reacted(socket_id=guest.peer_id, emoji="👏")
    assert company.told(host) == company.told(guest) == [reacted]


def test_a_new_name_is_told_to_all_and_stored(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    company.do(guest, Rename(display_name=" \u202eBob  B. "))
    (renamed,) = company.told(host)
    assert isinstance(renamed, PeerUpdated)
    assert renamed.display_name == company.seat(guest).display_name == "Bob B."
    assert Seat.objects.get(pk=company.seat(guest).id).display_name == "Bob B."
    with pytest.raises(InvalidInput):
        company.do(guest, Rename(display_name=" "))
