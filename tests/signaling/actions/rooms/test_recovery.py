"""A person returns to its seat, as the same peer or as another one."""

from collections.abc import Callable

import pytest

from rooms.models import Meeting, Room, Seat
from rooms.refusals import RoomNotFound
from signaling.caller import Caller
from signaling.protocol.commands import Join, Mute, RaiseHand, ToggleVideo
from signaling.protocol.connection_changes import Ending
from signaling.protocol.events import Moved, PeerJoined, PeerLeft, RoomJoined
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import Clock, a_caller

pytestmark = pytest.mark.usefixtures("seated")


def names(events: list[object]) -> list[str]:
    return [type(event).__name__ for event in events]


def test_the_others_are_told_of_a_closed_connection_at_once(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.end_connection(guest, how="closed")
    assert clients.received(host) == [PeerLeft(socket_id=guest.peer_id)]
    assert not clients.is_seated(guest)
    assert Seat.objects.filter(given_up_at=None).count() == 2


def test_nobody_is_told_of_a_connection_without_a_seat(clients: Clients) -> None:
    clients.end_connection(a_caller("nobody"))
    assert clients.outcomes == []


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


@pytest.mark.parametrize(("how", "held_seconds"), [("closed", 5), ("lost", 60)])
def test_a_seat_is_held_longer_after_a_lost_transport_than_after_a_closed_one(
    clients: Clients,
    guest: Caller,
    clock: Clock,
    how: Ending,
    held_seconds: int,
) -> None:
    seat = clients.seat(guest)
    clients.end_connection(guest, how=how)
    clock.pass_seconds(held_seconds - 0.1)
    assert clients.expire_holds() == []
    clock.pass_seconds(0.1)
    assert clients.expire_holds() == [seat.id]


def test_a_hosts_seat_is_held_for_two_minutes(clients: Clients, host: Caller, clock: Clock) -> None:
    seat = clients.seat(host)
    clients.end_connection(host)
    clock.pass_seconds(119)
    assert clients.expire_holds() == []
    clock.pass_seconds(1)
    assert clients.expire_holds() == [seat.id]


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


def test_a_departed_peer_that_offers_on_joining_is_asked_to_offer_again(
    clients: Clients, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    knowing = a_caller("kim")
    clients.join(knowing, room, capabilities=["seats"])
    clients.lose(guest)
    clock.pass_seconds(5)
    clients.apply_deadlines()
    assert clients.received(host) == [PeerLeft(socket_id=guest.peer_id)]

    clients.recover(guest)
    assert names(clients.received(knowing)) == ["PeerResumed"]
    assert clients.received(host) == clients.received(guest) == []

    clock.pass_seconds(1)
    clients.apply_deadlines()
    assert names(clients.received(host)) == ["PeerJoined"]
    assert clients.received(knowing) == []
    left, answer = clients.received(guest)
    assert left == PeerLeft(socket_id=host.peer_id, user_id=str(host.person.user_id))
    assert isinstance(answer, RoomJoined)
    there = {participant.socket_id for participant in answer.participants}
    assert there == {host.peer_id, knowing.peer_id}


def test_a_recovered_peer_that_joins_again_is_answered_once(
    clients: Clients, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    clients.lose(guest)
    clock.pass_seconds(5)
    clients.apply_deadlines()
    clients.recover(guest)

    answer = clients.join(guest, room)

    assert clients.received(guest) == [answer]
    assert names(clients.received(host)) == ["PeerJoined"]
    clock.pass_seconds(60)
    clients.apply_deadlines()
    assert clients.received(guest) == clients.received(host) == []


@pytest.mark.parametrize("goes", [Clients.lose, Clients.end_connection])
def test_a_peer_that_is_lost_again_is_not_asked_to_offer(
    clients: Clients, guest: Caller, clock: Clock, goes: Callable[[Clients, Caller], None]
) -> None:
    clients.lose(guest)
    clock.pass_seconds(5)
    clients.apply_deadlines()
    clients.recover(guest)
    goes(clients, guest)

    clock.pass_seconds(1)
    clients.apply_deadlines()

    assert clients.received(guest) == []


def test_a_recovered_peer_is_not_asked_to_offer_during_a_slow_join(
    clients: Clients, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    clients.lose(guest)
    clock.pass_seconds(5)
    clients.apply_deadlines()
    clients.recover(guest)
    clients.presence.begin_rejoin(guest.peer_id, 15)
    clock.pass_seconds(14)
    clients.apply_deadlines()
    assert clients.received(host) == clients.received(guest) == []

    clients.join(guest, room)
    assert names(clients.received(host)) == ["PeerJoined"]


def test_a_recovered_peer_is_asked_to_offer_again_after_its_join_failed(
    clients: Clients, host: Caller, guest: Caller, clock: Clock
) -> None:
    clients.lose(guest)
    clock.pass_seconds(5)
    clients.apply_deadlines()
    clients.recover(guest)
    with pytest.raises(RoomNotFound):
        clients.send(guest, Join(room_code="ABC234", display_name="Bo"))
    clock.pass_seconds(15)
    clients.apply_deadlines()
    assert names(clients.received(host)) == ["PeerJoined"]
    assert names(clients.received(guest)) == ["PeerLeft", "RoomJoined"]


def test_the_others_are_told_once_that_a_peer_left_although_it_was_lost_twice(
    clients: Clients, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    told: list[object] = []
    for _ in range(2):
        clients.lose(guest)
        clock.pass_seconds(5)
        clients.apply_deadlines()
        told += clients.received(host)
        clients.recover(guest)
        told += clients.received(host)
    clients.join(guest, room)
    assert names([*told, *clients.received(host)]) == ["PeerLeft", "PeerJoined"]


def test_a_newcomer_is_told_once_of_a_peer_that_may_rejoin(
    clients: Clients, room: Room, guest: Caller, clock: Clock
) -> None:
    clients.lose(guest)
    clock.pass_seconds(5)
    clients.apply_deadlines()
    clients.recover(guest)
    late = a_caller("late")
    answer = clients.join(late, room)
    assert guest.peer_id not in {one.socket_id for one in answer.participants}
    clients.join(guest, room)
    assert names(clients.received(late)) == ["PeerJoined"]


def test_nobody_is_told_of_a_peer_that_returns_within_five_seconds(
    clients: Clients, host: Caller, guest: Caller, clock: Clock
) -> None:
    clients.lose(guest)
    clock.pass_seconds(4.9)
    clients.apply_deadlines()
    clients.recover(guest)
    assert clients.received(host) == clients.received(guest) == []
    clock.pass_seconds(60)
    clients.apply_deadlines()
    assert clients.received(guest) == []
