"""What hosts change of people: roles, blocks, hands and sound; and who may not."""

import pytest

from rooms.models import Block, Membership, Room, Seat
from rooms.refusals import (
    Blocked,
    InvalidInput,
    NotAuthorized,
    UnmuteDisabled,
)
from signaling.actions.moderation.roles import assign_role
from signaling.caller import Caller
from signaling.protocol.commands import (
    AskToUnmute,
    Command,
    EndRoom,
    LowerAllHands,
    LowerHand,
    MuteAll,
    PostNotice,
    RaiseHand,
    SetRole,
    SettingsChange,
    ToggleAudio,
    Unblock,
    UpdateSettings,
)
from signaling.protocol.commands import Block as BlockPerson
from signaling.protocol.events import (
    AudioToggled,
    HandLowered,
    Muted,
    PeerLeft,
    PeerUpdated,
    Removed,
    SettingsUpdated,
    UnmuteRequested,
    WaitingChanged,
)
from signaling.refusals import NotInRoom, PeerNotFound, WrongRoom
from tests.signaling.actions.clients import Company, deeds
from tests.signaling.examples import Clock, a_caller

pytestmark = pytest.mark.usefixtures("seated")

NO_CHAT = UpdateSettings(settings=SettingsChange(allow_chat=False))


def on_target(target: str) -> list[Command]:
    return [
        AskToUnmute(target_id=target),
        LowerHand(target_id=target),
        BlockPerson(target_id=target),
        SetRole(target_id=target, role="cohost"),
    ]


def on_all() -> list[Command]:
    return [MuteAll(), LowerAllHands(), NO_CHAT, EndRoom(), PostNotice(content="Hello")]


def test_who_sits_nowhere_may_nothing(company: Company, guest: Caller) -> None:
    for command in [*on_target(guest.peer_id), *on_all(), Unblock(target_id="x")]:
        with pytest.raises(NotInRoom):
            company.do(a_caller("nobody"), command)
    assert deeds() == []


def test_a_participant_may_nothing(company: Company, room: Room, host: Caller, guest: Caller):
    third = a_caller("cy")
    company.join(third, room)
    for command in [*on_target(third.peer_id), *on_all(), Unblock(target_id="x")]:
        with pytest.raises(NotAuthorized):
            company.do(guest, command)
    assert deeds() == []
    assert company.is_seated(third)


def test_a_host_may_nothing_in_another_room(
    company: Company, stranger: Caller, other_room: Room, host: Caller
) -> None:
    for command in on_target(stranger.peer_id):
        with pytest.raises(PeerNotFound):
            company.do(host, command)
    for elsewhere in (MuteAll(room_id=other_room.code), EndRoom(room_id=str(other_room.pk))):
        with pytest.raises(WrongRoom):
            company.do(host, elsewhere)
    assert deeds() == []


def test_a_cohost_can_not_act_on_the_owner_give_roles_or_end_the_meeting(
    company: Company, room: Room, host: Caller, cohost: Caller, guest: Caller
) -> None:
    company.join(cohost, room)
    forbidden = [SetRole(target_id=guest.peer_id, role="cohost"), EndRoom()]
    for command in [*on_target(host.peer_id), *forbidden]:
        with pytest.raises(NotAuthorized):
            company.do(cohost, command)
    assert company.seat(guest).role == "participant"
    assert deeds() == []


def test_all_are_muted_but_hosts(
    company: Company, room: Room, host: Caller, cohost: Caller, guest: Caller
) -> None:
    company.join(cohost, room)
    company.do(cohost, MuteAll())
    assert Muted() in company.told(guest)
    silenced = AudioToggled(socket_id=guest.peer_id, enabled=False)
    assert company.told(host) == company.told(cohost) == [silenced]
    assert [company.seat(caller).is_muted for caller in (host, cohost, guest)] == [0, 0, 1]
    company.do(guest, ToggleAudio(enabled=True))
    assert deeds() == [("mute_all", "Di", "")]


def test_all_may_be_forbidden_to_unmute_themselves(
    company: Company, host: Caller, guest: Caller
) -> None:
    company.do(host, MuteAll(allow_unmute=False))
    assert isinstance(company.told(guest)[0], SettingsUpdated)
    with pytest.raises(UnmuteDisabled):
        company.do(guest, ToggleAudio(enabled=True))
    company.do(host, MuteAll(allow_unmute=True))
    company.do(guest, ToggleAudio(enabled=True))
    assert not company.seat(guest).is_muted


def test_somebody_is_asked_to_unmute_and_nothing_else_happens(
    company: Company, host: Caller, guest: Caller
) -> None:
    company.do(guest, ToggleAudio(enabled=False))
    company.do(host, AskToUnmute(target_id=company.seat(guest).id))
    assert company.told(guest) == [UnmuteRequested(by="Ann")]
    assert company.told(host) == []
    assert company.seat(guest).is_muted
    assert deeds() == [("ask_to_unmute", "Ann", "Bo")]


def test_a_cohost_is_made_for_this_meeting(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    seat = company.seat(guest)
    company.do(host, SetRole(target_id=guest.peer_id, role="cohost"))
    updated = PeerUpdated(
        participant_id=seat.id, socket_id=guest.peer_id, role="cohost", is_host=False
    )
    assert company.told(guest) == [updated, WaitingChanged(waiting=[])]
    assert updated in company.told(host)
    assert Seat.objects.get(pk=seat.id).role == "cohost"
    assert not Membership.objects.exists()
    company.drop(guest)
    assert company.join(a_caller("bo-2", guest.person), room).role == "cohost"
    assert deeds() == [("set_cohost", "Ann", "Bo")]


def test_a_cohosts_role_is_kept_and_taken_back(
    company: Company, room: Room, host: Caller, cohost: Caller
) -> None:
    company.join(cohost, room)
    company.do(host, SetRole(target_id=cohost.peer_id, role="participant"))
    assert company.seat(cohost).role == "participant"
    assert Membership.objects.get().role == "invited"
    company.do(host, SetRole(target_id=cohost.peer_id, role="cohost", keep=True))
    assert Membership.objects.get().role == "cohost"
    assert deeds() == [("unset_cohost", "Ann", "Di"), ("set_cohost", "Ann", "Di")]


def test_who_is_blocked_is_sent_away_until_unblocked(
    company: Company, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    seat = company.seat(guest)
    company.do(host, BlockPerson(target_id=guest.peer_id))
    assert company.told(guest) == [Removed(reason="A host blocked you from this room")]
    assert company.closed() == [guest.peer_id]
    assert company.told(host) == [PeerLeft(socket_id=guest.peer_id)]
    with pytest.raises(Blocked):
        company.join(a_caller("bo-2", guest.person), room)
    company.do(host, Unblock(target_id=seat.id))
    assert not Block.objects.exists()
    assert deeds() == [("block", "Ann", "Bo"), ("unblock", "Ann", "Bo")]
    for nobody in (seat.id, "no id at all"):
        with pytest.raises(InvalidInput):
            company.do(host, Unblock(target_id=nobody))


def test_hands_are_lowered_by_oneself_and_by_hosts(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    lowered = HandLowered(socket_id=guest.peer_id)
    company.do(guest, RaiseHand(raised=True))
    company.do(guest, LowerHand())
    assert company.told(host) == company.told(guest) == [lowered]
    company.do(guest, LowerHand())
    assert company.outcomes == []
    company.do(guest, RaiseHand(raised=True))
    company.do(host, LowerHand(target_id=guest.peer_id))
    assert company.told(guest) == [lowered]
    assert company.seat(guest).hand_raised_at is None
    assert deeds() == [("lower_hand", "Ann", "Bo")]


def test_all_hands_are_lowered_and_those_of_the_absent_in_silence(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    absent = a_caller("cy")
    company.join(absent, room)
    for caller in (host, guest, absent):
        company.do(caller, RaiseHand(raised=True))
    company.drop(absent, how="closed")
    company.do(host, LowerAllHands())
    hands = [HandLowered(socket_id=caller.peer_id) for caller in (host, guest)]
    assert company.told(guest) == hands
    assert not company.join(absent, room).you.is_hand_raised
    assert deeds() == [("lower_all_hands", "Ann", "")]


def test_a_role_from_a_page_is_told_in_the_room(
    company: Company, room: Room, host: Caller, cohost: Caller, clock: Clock
) -> None:
    change = assign_role
    company.outcomes = change(str(room.pk), cohost.person.key, "participant", company.presence)
    assert company.outcomes == []
    clock.pass_seconds(1)
    company.join(cohost, room)
    for role in ("participant", "cohost"):
        company.outcomes = change(str(room.pk), cohost.person.key, role, company.presence)
        assert company.told(host)[0].role == company.seat(cohost).role == role
        company.outcomes = change(str(room.pk), cohost.person.key, role, company.presence)
        assert company.outcomes == []
