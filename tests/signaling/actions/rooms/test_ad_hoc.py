"""Ad-hoc rooms, offers and recovery of clients with other protocols."""

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
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import Clock, a_guest


def caller(name: str, protocol: str) -> Caller:
    return Caller(f"peer-{name}", protocol, a_guest(name))


def join(clients: Clients, who: Caller, room: str = "Garden", password: str = "") -> None:
    clients.send(who, JoinByName(room_code=room, display_name="Guest", password=password))


@pytest.fixture
def rita() -> Caller:
    return caller("rita", "rtcio")


@pytest.fixture
def remy() -> Caller:
    return caller("remy", "rtcio")


@pytest.fixture
def demi() -> Caller:
    return caller("demi", "webrtc-demo")


def test_a_client_that_opens_its_camera_late_gets_offers_when_it_is_ready(
    clients: Clients, clock: Clock, rita: Caller, demi: Caller
) -> None:
    join(clients, rita)
    join(clients, demi)
    assert clients.received(rita)[-1:] != [OfferRequested(socket_id=demi.peer_id)]

    clock.pass_seconds(3)
    clients.apply_deadlines()

    assert clients.received(rita) == [OfferRequested(socket_id=demi.peer_id)]
    assert clients.received(demi) == []
    clock.pass_seconds(10)
    clients.apply_deadlines()
    assert clients.received(rita) == []


def test_an_existing_peer_that_is_not_ready_gets_no_offer_until_it_is(
    clients: Clients, clock: Clock, rita: Caller, demi: Caller
) -> None:
    join(clients, demi)
    join(clients, rita)
    clock.pass_seconds(3)
    clients.apply_deadlines()
    assert clients.received(rita) == [OfferRequested(socket_id=demi.peer_id)]


def test_a_client_that_starts_over_is_told_that_it_joined_when_it_listens_again(
    clients: Clients, clock: Clock, rita: Caller, demi: Caller
) -> None:
    join(clients, rita)
    join(clients, demi)
    clock.pass_seconds(3)
    clients.apply_deadlines()
    clients.lose(demi)
    assert clients.received(rita) == []

    clients.recover(demi)

    left, joined = clients.received(rita)
    assert left == PeerLeft(socket_id=demi.peer_id)
    assert isinstance(joined, PeerJoined)
    assert clients.received(demi) == []
    clock.pass_seconds(1)
    clients.apply_deadlines()
    assert (clients.received(rita), clients.received(demi)) == ([], [joined])
    clock.pass_seconds(2.9)
    clients.apply_deadlines()
    assert clients.received(rita) == []
    clock.pass_seconds(0.1)
    clients.apply_deadlines()
    assert (clients.received(rita), clients.received(demi)) == (
        [OfferRequested(socket_id=demi.peer_id)],
        [],
    )


def test_two_clients_of_rtc_io_reconnect_only_after_both_closed_their_connection(
    clients: Clients, clock: Clock, rita: Caller, remy: Caller
) -> None:
    join(clients, rita)
    join(clients, remy)
    clients.lose(remy)
    clock.pass_seconds(4)
    clients.apply_deadlines()
    clients.recover(remy)
    assert clients.received(rita) == clients.received(remy) == []
    clients.lose(remy)
    clock.pass_seconds(5)
    clients.apply_deadlines()
    assert clients.received(rita) == [PeerLeft(socket_id=remy.peer_id)]
    clock.pass_seconds(14.9)
    clients.apply_deadlines()
    clients.recover(remy)
    (joined,) = clients.received(rita)
    assert isinstance(joined, PeerJoined)
    assert clients.received(remy) == []

    clients.lose(remy)
    clock.pass_seconds(20)
    clients.apply_deadlines()
    clients.recover(remy)

    joined, request = clients.received(rita)
    assert isinstance(joined, PeerJoined)
    assert request == OfferRequested(socket_id=remy.peer_id)
    assert [type(event) for event in clients.received(remy)] == [PeerLeft, PeerJoined]


def test_a_closed_page_leaves_an_ad_hoc_room_at_once(
    clients: Clients, rita: Caller, remy: Caller
) -> None:
    join(clients, rita)
    join(clients, remy)
    clients.lose(remy, went_away=True)
    assert clients.received(rita) == [PeerLeft(socket_id=remy.peer_id)]
    assert Forget(remy.peer_id) in clients.outcomes
    assert not clients.is_seated(remy)


def test_an_ad_hoc_room_stores_no_rows(clients: Clients, rita: Caller) -> None:
    join(clients, rita)
    clients.send(rita, PostMessage(content="Hi"))
    (posted,) = clients.acknowledged()
    assert isinstance(posted, ChatPosted)
    assert clients.seat(rita).room_id == AD_HOC + "Garden"
    clients.end_connection(rita, how="closed")
    assert not clients.is_seated(rita)
    assert (Message.objects.count(), Seat.objects.count()) == (0, 0)


def test_the_same_name_is_the_same_room_in_every_protocol(
    clients: Clients, rita: Caller, demi: Caller
) -> None:
    join(clients, rita)
    join(clients, demi, " Garden ")
    assert clients.seat(rita).room_id == clients.seat(demi).room_id


def test_only_the_caller_is_told_of_its_second_join(clients: Clients, rita: Caller) -> None:
    join(clients, rita, password="secret")
    join(clients, rita)
    assert clients.received(rita) == [RoomReentered()]


def test_the_number_and_the_size_of_ad_hoc_rooms_are_limited(
    clients: Clients, rita: Caller, demi: Caller, settings: Settings
) -> None:
    settings.MOST_AD_HOC_ROOMS = 1
    settings.AD_HOC_PARTICIPANTS = 1
    join(clients, rita)
    with pytest.raises(RoomFull):
        join(clients, demi)
    with pytest.raises(TooManyRooms):
        join(clients, demi, "Another")


def test_ad_hoc_rooms_can_be_disabled(settings: Settings) -> None:
    assert ad_hoc_room("Garden", None, 0).name == "Garden"
    settings.ALLOW_AD_HOC_ROOMS = False
    with pytest.raises(RoomNotFound):
        ad_hoc_room("Garden", None, 0)


@pytest.mark.parametrize("name", ["", " \u200b", "x" * 65])
def test_an_ad_hoc_room_name_has_1_to_64_visible_characters(name: str) -> None:
    with pytest.raises(InvalidInput):
        ad_hoc_room(name, None, 0)


def test_names_of_new_ad_hoc_rooms_do_not_count_as_guesses(
    clients: Clients, rita: Caller, remy: Caller, room: Room, settings: Settings
) -> None:
    settings.UNKNOWN_CODES = 1
    for name in ("P1ANET", "C0METS", "GARDEN"):
        join(clients, rita, name)
        assert clients.seat(rita).is_ad_hoc
    join(clients, remy, room.code)
    assert clients.seat(remy).is_ad_hoc


def test_unknown_codes_count_as_guesses_if_ad_hoc_rooms_are_disabled(
    clients: Clients, rita: Caller, room: Room, settings: Settings
) -> None:
    settings.UNKNOWN_CODES, settings.ALLOW_AD_HOC_ROOMS = 1, False
    join(clients, rita, room.code)
    assert not clients.seat(rita).is_ad_hoc
    with pytest.raises(RoomNotFound):
        join(clients, rita, "P1ANET")
    with pytest.raises(TooManyGuesses):
        join(clients, rita, "C0METS")


@pytest.mark.parametrize("access", ["signed_in", "invited"])
def test_a_guest_who_names_a_room_for_accounts_gets_an_ad_hoc_room(
    clients: Clients, rita: Caller, room: Room, access: str
) -> None:
    Room.objects.filter(pk=room.pk).update(access=access)
    join(clients, rita, room.code)
    assert clients.seat(rita).is_ad_hoc
