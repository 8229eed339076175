"""A person returns to its seat, as the same peer or as another one."""

import pytest

from rooms.models import Meeting, Room, Seat
from signaling.caller import Caller
from signaling.protocol.commands import Mute, RaiseHand, ToggleVideo
from signaling.protocol.events import Moved, PeerJoined, PeerLeft
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import Clock, a_caller

pytestmark = pytest.mark.usefixtures("seated")


def names(events: list[object]) -> list[str]:
    return [type(event).__name__ for event in events]


def test_a_person_returns_to_the_same_seat_hand_mute_and_camera(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    seat = clients.seat(guest)
    clients.send(guest, RaiseHand(raised=True))
    clients.send(guest, ToggleVideo(enabled=False))
    clients.send(host, Mute(target_id=guest.peer_id))
    up_since = clients.seat(guest).hand_raised_at
    clients.end_connection(guest)
    back = a_caller("bo-2", guest.person)
    assert clients.join(back, room).participant_id == seat.id
    returned = clients.seat(back)
    assert (returned.is_muted, returned.is_muted_by_host, returned.is_video_off) == (
        True,
        True,
        True,
    )
    assert returned.hand_raised_at == up_since is not None
    assert names(clients.received(host)) == ["PeerLeft", "PeerJoined"]
    assert Seat.objects.count() == 2


def test_a_person_with_a_seat_returns_to_a_locked_room(
    clients: Clients, room: Room, guest: Caller, clock: Clock
) -> None:
    clients.end_connection(guest)
    clock.pass_seconds(1)
    Room.objects.filter(pk=room.pk).update(is_locked=True)
    assert clients.join(a_caller("bo-2", guest.person), room).locked


def test_a_second_tab_gets_the_seat_and_the_first_is_closed(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    tab = a_caller("bo-2", guest.person)
    answer = clients.join(tab, room)
    assert clients.received(guest) == [Moved()]
    assert clients.closed() == [guest.peer_id]
    left, joined = clients.received(host)
    assert left == PeerLeft(socket_id=guest.peer_id)
    assert isinstance(joined, PeerJoined)
    assert joined.participant.socket_id == tab.peer_id
    assert clients.received(tab) == [answer]


def test_nobody_is_told_of_the_end_of_a_replaced_tab(
    clients: Clients, room: Room, guest: Caller
) -> None:
    tab = a_caller("bo-2", guest.person)
    clients.join(tab, room)
    clients.end_connection(guest)
    assert clients.outcomes == []
    assert clients.is_seated(tab)


def test_a_second_join_of_the_same_peer_starts_new_connections_to_everybody(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    first = clients.seat(guest)
    answer = clients.join(guest, room)
    assert answer.participant_id == first.id
    assert clients.closed() == []
    assert names(clients.received(host)) == ["PeerLeft", "PeerJoined"]
    host_left = PeerLeft(socket_id=host.peer_id, user_id=str(host.person.user_id))
    assert clients.received(guest) == [host_left, answer]


def test_a_second_join_of_a_client_that_knows_seats_keeps_its_connections(
    clients: Clients, room: Room, guest: Caller
) -> None:
    clients.join(guest, room, capabilities=["seats"])
    answer = clients.join(guest, room, capabilities=["seats"])
    assert clients.received(guest) == [answer]


def test_a_return_to_a_seat_changes_no_row(clients: Clients, room: Room, guest: Caller) -> None:
    clients.end_connection(guest)
    before = list(Seat.objects.order_by("pk").values())
    clients.join(a_caller("bo-2", guest.person), room)
    assert list(Seat.objects.order_by("pk").values()) == before
    assert Meeting.objects.count() == 1


def test_a_person_who_returns_before_the_end_of_its_hold_is_stored_gets_a_new_seat(
    clients: Clients, room: Room, guest: Caller, clock: Clock
) -> None:
    first = clients.seat(guest)
    clients.end_connection(guest)
    clock.pass_seconds(60)
    assert clients.expire_holds() == [first.id]
    assert clients.join(a_caller("bo-2", guest.person), room).participant_id != first.id
    assert Seat.objects.get(pk=first.id).given_up_at is not None
