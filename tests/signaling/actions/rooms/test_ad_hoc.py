"""What the traits of a protocol change: introductions, returning, rooms without a row."""

import pytest
from pytest_django import Settings

from rooms.models import Message, Room, Seat
from rooms.refusals import InvalidInput, RoomFull, RoomNotFound, TooManyGuesses
from signaling.actions.rooms.ad_hoc import ad_hoc_room
from signaling.caller import Caller
from signaling.outcomes import Forget
from signaling.presence.records import AD_HOC
from signaling.presence.refusals import TooManyRooms
from signaling.protocol.commands import JoinByName, PostMessage
from signaling.protocol.events import (
    ChatPosted,
    OfferRequested,
    PeerJoined,
    PeerLeft,
    RoomReentered,
)
from tests.signaling.actions.clients import Company
from tests.signaling.examples import Clock, a_guest


def caller(name: str, protocol: str) -> Caller:
    return Caller(f"peer-{name}", protocol, a_guest(name))


def join(company: Company, who: Caller, room: str = "Garden", password: str = "") -> None:
    company.do(who, JoinByName(room_code=room, display_name="Guest", password=password))


@pytest.fixture
def rita() -> Caller:
    return caller("rita", "rtcio")


@pytest.fixture
def remy() -> Caller:
    return caller("remy", "rtcio")


@pytest.fixture
def demi() -> Caller:
    return caller("demi", "webrtc-demo")


def test_who_opens_its_camera_late_is_introduced_when_it_is_ready(
    company: Company, clock: Clock, rita: Caller, demi: Caller
) -> None:
    join(company, rita)
    join(company, demi)
    assert company.told(rita)[-1:] != [OfferRequested(socket_id=demi.peer_id)]

    clock.pass_seconds(3)
    company.lapse()

    assert company.told(rita) == [OfferRequested(socket_id=demi.peer_id)]
    assert company.told(demi) == []
    clock.pass_seconds(10)
    company.lapse()
    assert company.told(rita) == []


def test_a_newcomer_to_who_is_not_ready_is_introduced_at_the_same_time(
    company: Company, clock: Clock, rita: Caller, demi: Caller
) -> None:
    join(company, demi)
    join(company, rita)
    clock.pass_seconds(3)
    company.lapse()
    assert company.told(rita) == [OfferRequested(socket_id=demi.peer_id)]


def test_who_starts_over_leaves_and_comes_for_everybody_and_for_itself_when_it_listens(
    company: Company, clock: Clock, rita: Caller, demi: Caller
) -> None:
    join(company, rita)
    join(company, demi)
    clock.pass_seconds(3)
    company.lapse()
    company.lose(demi)
    assert company.told(rita) == []

    company.recover(demi)

    left, joined = company.told(rita)
    assert left == PeerLeft(socket_id=demi.peer_id)
    assert isinstance(joined, PeerJoined)
    assert company.told(demi) == []
    clock.pass_seconds(1)
    company.lapse()
    assert (company.told(rita), company.told(demi)) == ([], [joined])
    clock.pass_seconds(2.9)
    company.lapse()
    assert company.told(rita) == []
    clock.pass_seconds(0.1)
    company.lapse()
    assert (company.told(rita), company.told(demi)) == (
        [OfferRequested(socket_id=demi.peer_id)],
        [],
    )


def test_two_of_rtc_io_connect_anew_only_where_both_gave_up(
    company: Company, clock: Clock, rita: Caller, remy: Caller
) -> None:
    join(company, rita)
    join(company, remy)
    company.lose(remy)
    clock.pass_seconds(4)
    company.lapse()
    company.recover(remy)
    assert company.told(rita) == company.told(remy) == []
    company.lose(remy)
    clock.pass_seconds(5)
    company.lapse()
    assert company.told(rita) == [PeerLeft(socket_id=remy.peer_id)]
    clock.pass_seconds(14.9)
    company.lapse()
    company.recover(remy)
    (joined,) = company.told(rita)
    assert isinstance(joined, PeerJoined)
    assert company.told(remy) == []

    company.lose(remy)
    clock.pass_seconds(20)
    company.lapse()
    company.recover(remy)

    joined, request = company.told(rita)
    assert isinstance(joined, PeerJoined)
    assert request == OfferRequested(socket_id=remy.peer_id)
    assert [type(event) for event in company.told(remy)] == [PeerLeft, PeerJoined]


def test_who_closes_the_page_leaves_a_room_without_a_row_at_once(
    company: Company, rita: Caller, remy: Caller
) -> None:
    join(company, rita)
    join(company, remy)
    company.lose(remy, went_away=True)
    assert company.told(rita) == [PeerLeft(socket_id=remy.peer_id)]
    assert Forget(remy.peer_id) in company.outcomes
    assert not company.is_seated(remy)


def test_a_room_without_a_row_leaves_nothing_behind(company: Company, rita: Caller) -> None:
    join(company, rita)
    company.do(rita, PostMessage(content="Hi"))
    (posted,) = company.replied()
    assert isinstance(posted, ChatPosted)
    assert company.seat(rita).room_id == AD_HOC + "Garden"
    company.drop(rita, how="closed")
    assert not company.is_seated(rita)
    assert (Message.objects.count(), Seat.objects.count()) == (0, 0)


def test_the_same_name_is_the_same_room_in_every_protocol(
    company: Company, rita: Caller, demi: Caller
) -> None:
    join(company, rita)
    join(company, demi, " Garden ")
    assert company.seat(rita).room_id == company.seat(demi).room_id


def test_joining_again_is_answered_to_who_asks(company: Company, rita: Caller) -> None:
    join(company, rita, password="secret")
    join(company, rita)
    assert company.told(rita) == [RoomReentered()]


def test_rooms_without_a_row_are_bounded(
    company: Company, rita: Caller, demi: Caller, settings: Settings
) -> None:
    settings.MOST_AD_HOC_ROOMS = 1
    settings.AD_HOC_PARTICIPANTS = 1
    join(company, rita)
    with pytest.raises(RoomFull):
        join(company, demi)
    with pytest.raises(TooManyRooms):
        join(company, demi, "Another")


def test_rooms_without_a_row_may_be_forbidden(settings: Settings) -> None:
    assert ad_hoc_room("Garden", None, 0).name == "Garden"
    settings.ALLOW_AD_HOC_ROOMS = False
    with pytest.raises(RoomNotFound):
        ad_hoc_room("Garden", None, 0)


@pytest.mark.parametrize("name", ["", " \u200b", "x" * 65])
def test_a_name_has_1_to_64_visible_characters(name: str) -> None:
    with pytest.raises(InvalidInput):
        ad_hoc_room(name, None, 0)


def test_names_of_new_rooms_are_never_refused_as_guesses(
    company: Company, rita: Caller, remy: Caller, room: Room, settings: Settings
) -> None:
    settings.UNKNOWN_CODES = 1
    for name in ("P1ANET", "C0METS", "GARDEN"):
        join(company, rita, name)
        assert company.seat(rita).is_ad_hoc
    join(company, remy, room.code)
    assert company.seat(remy).is_ad_hoc


def test_where_there_are_no_ad_hoc_rooms_unknown_codes_are_guesses(
    company: Company, rita: Caller, room: Room, settings: Settings
) -> None:
    settings.UNKNOWN_CODES, settings.ALLOW_AD_HOC_ROOMS = 1, False
    join(company, rita, room.code)
    assert not company.seat(rita).is_ad_hoc
    with pytest.raises(RoomNotFound):
        join(company, rita, "P1ANET")
    with pytest.raises(TooManyGuesses):
        join(company, rita, "C0METS")


@pytest.mark.parametrize("access", ["signed_in", "invited"])
def test_a_room_for_accounts_is_to_a_guest_as_a_name_that_is_new(
    company: Company, rita: Caller, room: Room, access: str
) -> None:
    Room.objects.filter(pk=room.pk).update(access=access)
    join(company, rita, room.code)
    assert company.seat(rita).is_ad_hoc
