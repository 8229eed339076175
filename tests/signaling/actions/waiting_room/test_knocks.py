"""The events for knockers and hosts while a person waits, and the end of a knock."""

import pytest

from rooms.models import Meeting, Room, Seat
from rooms.refusals import InvalidInput
from signaling.actions.authorization import person_of
from signaling.caller import Caller
from signaling.protocol.commands import CancelKnock, Join, Leave, MessageWaiting
from signaling.protocol.events import (
    KnockEnded,
    KnockerAddressed,
    KnockPlaced,
    Moved,
    RoomJoined,
    WaitingChanged,
)
from signaling.refusals import NotInRoom
from tests.signaling.actions.clients import Clients, audit_entries
from tests.signaling.actions.knocking import admit_knocker, knock, knock_id
from tests.signaling.examples import Clock, a_caller

pytestmark = pytest.mark.usefixtures("waiting_room")


def test_a_knocker_is_told_only_the_name_of_the_room_and_of_its_host(
    clients: Clients, room: Room, host: Caller, knocker: Caller
) -> None:
    (placed,) = clients.received(knocker)
    assert placed == KnockPlaced(
        participant_id=knock_id(clients, knocker),
        participant_token=placed.participant_token,
        room_name="Weekly",
        host_name="Ann",
        host_present=True,
    )
    (changed,) = clients.received(host)
    assert isinstance(changed, WaitingChanged)
    (waits,) = changed.waiting
    assert (waits.display_name, waits.verified, waits.away) == ("Cy", False, False)
    assert not Seat.objects.filter(guest_id=knocker.person.guest_id).exists()


def test_a_knocker_is_told_whether_a_host_is_present(
    clients: Clients, room: Room, host: Caller
) -> None:
    knocker = knock(clients, room, "cy")
    clients.join(host, room)
    assert [told.host_present for told in clients.received(knocker)] == [True]
    clients.lose(host)
    assert [told.host_present for told in clients.received(knocker)] == [False]
    clients.recover(host)
    assert [told.host_present for told in clients.received(knocker)] == [True]
    assert clients.presence.seat_of(knocker.peer_id) is None


def test_a_host_gets_the_waiting_list_on_joining_and_a_participant_does_not(
    clients: Clients, room: Room, host: Caller, knocker: Caller, cohost: Caller
) -> None:
    waiting = clients.join(cohost, room).waiting
    assert [one.display_name for one in waiting] == ["Cy"]
    inside = admit_knocker(clients, room, host, "bo")
    (joined, *_) = clients.received(inside)
    assert isinstance(joined, RoomJoined)
    assert not joined.waiting


def test_a_knocker_gets_a_message_from_a_host(
    clients: Clients, host: Caller, knocker: Caller
) -> None:
    clients.send(host, MessageWaiting(target_id=knocker.peer_id, content=" Two minutes \u202e"))
    assert clients.received(knocker) == [KnockerAddressed(sender="Ann", content="Two minutes")]
    assert clients.received(host) == []
    assert audit_entries() == [("message_waiting", "Ann", "Cy")]
    with pytest.raises(InvalidInput):
        clients.send(host, MessageWaiting(target_id=knocker.peer_id, content=" "))


def test_only_a_knocker_can_cancel_a_knock(clients: Clients, host: Caller, knocker: Caller) -> None:
    for caller in (a_caller("nobody"), host):
        with pytest.raises(NotInRoom):
            clients.send(caller, CancelKnock())
    clients.send(knocker, CancelKnock())
    assert clients.received(host) == [WaitingChanged(waiting=[])]
    assert clients.received(knocker) == []
    with pytest.raises(NotInRoom):
        clients.send(knocker, CancelKnock())


def test_a_knocker_that_joins_another_room_ends_its_knock(
    clients: Clients, host: Caller, knocker: Caller, other_room: Room
) -> None:
    clients.join(knocker, other_room)
    assert clients.received(host) == [WaitingChanged(waiting=[])]
    assert clients.seat(knocker).room_id == str(other_room.pk)


def test_a_person_who_knocks_at_another_room_leaves_the_first(
    clients: Clients, room: Room, other_room: Room, host: Caller
) -> None:
    guest = a_caller("bo")
    clients.join(guest, other_room)
    knock(clients, room, "bo")
    assert not clients.is_seated(guest)
    assert not Meeting.objects.filter(room=other_room, ended_at=None).exists()


def test_a_second_tab_waits_instead_of_the_first(
    clients: Clients, room: Room, host: Caller, knocker: Caller
) -> None:
    tab = a_caller("cy-2", knocker.person)
    clients.send(tab, Join(room_code=room.code, display_name="Cy"))
    assert clients.received(knocker) == [Moved()]
    assert clients.closed() == [knocker.peer_id]
    (changed,) = clients.received(host)
    assert len(changed.waiting) == 1


def test_a_second_tab_that_joins_without_a_knock_ends_the_knock_of_the_first(
    clients: Clients, room: Room, host: Caller, knocker: Caller, clock: Clock
) -> None:
    room.settings.waiting_room = False
    room.settings.save()
    clock.pass_seconds(1)
    tab = a_caller("cy-2", knocker.person)
    clients.join(tab, room)
    assert clients.received(knocker) == [Moved()]
    assert WaitingChanged(waiting=[]) in clients.received(host)


def test_a_lost_knocker_is_shown_as_away_and_expires(
    clients: Clients, host: Caller, knocker: Caller, clock: Clock
) -> None:
    clients.lose(knocker)
    assert [one.away for one in clients.received(host)[0].waiting] == [True]
    clients.recover(knocker)
    assert [one.away for one in clients.received(host)[0].waiting] == [False]
    clients.end_connection(knocker, how="closed")
    assert [one.away for one in clients.received(host)[0].waiting] == [True]
    clock.pass_seconds(45)
    clients.apply_deadlines()
    assert clients.received(knocker) == [KnockEnded(status="expired")]
    assert clients.received(host) == [WaitingChanged(waiting=[])]


def test_the_knock_of_a_client_that_misbehaved_ends(
    clients: Clients, host: Caller, knocker: Caller
) -> None:
    clients.end_connection(knocker, how="misbehaved")
    assert clients.received(host) == [WaitingChanged(waiting=[])]
    with pytest.raises(NotInRoom):
        clients.send(knocker, CancelKnock())


def test_every_knocker_is_told_when_the_last_person_leaves(
    clients: Clients, host: Caller, knocker: Caller
) -> None:
    clients.send(host, Leave())
    assert clients.received(knocker) == [KnockEnded(status="ended")]
    with pytest.raises(NotInRoom):
        clients.send(knocker, CancelKnock())


def test_a_peer_that_knocks_again_as_another_guest_leaves_no_knock_behind(
    clients: Clients, room: Room, knocker: Caller
) -> None:
    eve = knock(clients, room, "eve")
    (placed,) = clients.acknowledged()
    assert isinstance(placed, KnockPlaced)
    join = Join(
        room_code=room.code,
        display_name="Eve",
        capabilities=["waiting-room"],
        participant_token=str(placed.participant_token),
    )
    clients.send(knocker, join)
    assert clients.received(eve) == [Moved()]
    waiting = clients.presence.knocks(str(room.pk))
    assert [(one.id, one.peer_id) for one in waiting] == [(placed.participant_id, knocker.peer_id)]


def test_a_peer_that_takes_the_seat_of_another_guest_leaves_no_knock_behind(
    clients: Clients, room: Room, host: Caller, knocker: Caller
) -> None:
    eve = admit_knocker(clients, room, host, "eve")
    token = person_of(clients.seat(eve)).token
    clients.send(knocker, Join(room_code=room.code, display_name="Eve", participant_token=token))
    assert clients.is_seated(knocker)
    assert clients.presence.knocks(str(room.pk)) == []
    (changed,) = [one for one in clients.received(host) if isinstance(one, WaitingChanged)]
    assert changed.waiting == []
