"""Ad-hoc rooms, which have no row."""

import pytest
from pytest_django import Settings

from rooms.models import Message, Room, Seat
from rooms.refusals import InvalidInput, RoomFull, RoomNotFound, TooManyGuesses
from signaling.actions.rooms.ad_hoc import ad_hoc_room
from signaling.caller import Caller
from signaling.outcomes import Forget
from signaling.presence.records import AD_HOC
from signaling.presence.refusals import TooManyRooms
from signaling.protocol.commands import PostMessage
from signaling.protocol.events import (
    ChatPosted,
    PeerLeft,
    RoomReentered,
)
from tests.signaling.actions.clients import Clients
from tests.signaling.actions.joining_by_name import join_by_name


def test_a_closed_page_leaves_an_ad_hoc_room_at_once(
    clients: Clients, rita: Caller, remy: Caller
) -> None:
    join_by_name(clients, rita)
    join_by_name(clients, remy)
    clients.lose(remy, went_away=True)
    assert clients.received(rita) == [PeerLeft(socket_id=remy.peer_id)]
    assert Forget(remy.peer_id) in clients.outcomes
    assert not clients.is_seated(remy)


def test_an_ad_hoc_room_stores_no_rows(clients: Clients, rita: Caller) -> None:
    join_by_name(clients, rita)
    clients.send(rita, PostMessage(content="Hi"))
    (posted,) = clients.acknowledged()
    assert isinstance(posted, ChatPosted)
    assert clients.seat(rita).room_id == AD_HOC + "Garden"
    clients.end_connection(rita, how="closed")
    assert not clients.is_seated(rita)
    assert (Message.objects.count(), Seat.objects.count()) == (0, 0)


def test_a_retry_in_an_ad_hoc_room_has_the_id_of_the_first_message(
    clients: Clients, rita: Caller, remy: Caller
) -> None:
    join_by_name(clients, rita)
    join_by_name(clients, remy)
    ids = []
    for sender, key in ((rita, "k1"), (rita, "k1"), (rita, "k2"), (remy, "k1"), (rita, None)):
        clients.send(sender, PostMessage(content="Hi", key=key))
        (posted,) = clients.acknowledged()
        assert isinstance(posted, ChatPosted)
        ids.append(posted.id)
    assert ids[0] == ids[1]
    assert len(set(ids)) == len(ids) - 1


def test_the_same_name_is_the_same_room_in_every_protocol(
    clients: Clients, rita: Caller, demi: Caller
) -> None:
    join_by_name(clients, rita)
    join_by_name(clients, demi, " Garden ")
    assert clients.seat(rita).room_id == clients.seat(demi).room_id


def test_only_the_caller_is_told_of_its_second_join(clients: Clients, rita: Caller) -> None:
    join_by_name(clients, rita, password="secret")
    join_by_name(clients, rita)
    assert clients.received(rita) == [RoomReentered()]


def test_the_number_and_the_size_of_ad_hoc_rooms_are_limited(
    clients: Clients, rita: Caller, demi: Caller, settings: Settings
) -> None:
    settings.MOST_AD_HOC_ROOMS = 1
    settings.AD_HOC_PARTICIPANTS = 1
    join_by_name(clients, rita)
    with pytest.raises(RoomFull):
        join_by_name(clients, demi)
    with pytest.raises(TooManyRooms):
        join_by_name(clients, demi, "Another")


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
        join_by_name(clients, rita, name)
        assert clients.seat(rita).is_ad_hoc
    join_by_name(clients, remy, room.code)
    assert clients.seat(remy).is_ad_hoc


def test_unknown_codes_count_as_guesses_if_ad_hoc_rooms_are_disabled(
    clients: Clients, rita: Caller, room: Room, settings: Settings
) -> None:
    settings.UNKNOWN_CODES, settings.ALLOW_AD_HOC_ROOMS = 1, False
    join_by_name(clients, rita, room.code)
    assert not clients.seat(rita).is_ad_hoc
    with pytest.raises(RoomNotFound):
        join_by_name(clients, rita, "P1ANET")
    with pytest.raises(TooManyGuesses):
        join_by_name(clients, rita, "C0METS")


@pytest.mark.parametrize("access", ["signed_in", "invited"])
def test_a_guest_who_names_a_room_for_accounts_gets_an_ad_hoc_room(
    clients: Clients, rita: Caller, room: Room, access: str
) -> None:
    Room.objects.filter(pk=room.pk).update(access=access)
    join_by_name(clients, rita, room.code)
    assert clients.seat(rita).is_ad_hoc
