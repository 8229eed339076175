"""A seat that still stands is its owner's, from whichever connection."""

from collections.abc import Callable

import pytest

from rooms.models import Meeting, Room, Seat
from rooms.refusals import RoomNotFound
from signaling.caller import Caller
from signaling.protocol.commands import Join, Mute, RaiseHand, ToggleVideo
from signaling.protocol.connection_changes import Ending
from signaling.protocol.events import Moved, PeerJoined, PeerLeft, RoomJoined
from tests.signaling.actions.clients import Company
from tests.signaling.examples import Clock, a_caller

pytestmark = pytest.mark.usefixtures("seated")


def names(events: list[object]) -> list[str]:
    return [type(event).__name__ for event in events]


def test_a_closed_connection_is_told_to_the_others_at_once(
    company: Company, host: Caller, guest: Caller
) -> None:
    company.drop(guest, how="closed")
    assert company.told(host) == [PeerLeft(socket_id=guest.peer_id)]
    assert not company.is_seated(guest)
    assert Seat.objects.filter(given_up_at=None).count() == 2


def test_a_connection_that_sat_nowhere_is_told_to_nobody(company: Company) -> None:
    company.drop(a_caller("nobody"))
    assert company.outcomes == []


def test_who_returns_has_the_same_seat_hand_mute_and_camera(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    seat = company.seat(guest)
    company.do(guest, RaiseHand(raised=True))
    company.do(guest, ToggleVideo(enabled=False))
    company.do(host, Mute(target_id=guest.peer_id))
    up_since = company.seat(guest).hand_raised_at
    company.drop(guest)
    back = a_caller("bo-2", guest.person)
    assert company.join(back, room).participant_id == seat.id
    returned = company.seat(back)
    assert (returned.is_muted, returned.is_muted_by_host, returned.is_video_off) == (
        True,
        True,
        True,
    )
    assert returned.hand_raised_at == up_since is not None
    assert names(company.told(host)) == ["PeerLeft", "PeerJoined"]
    assert Seat.objects.count() == 2


def test_a_lock_lets_back_in_who_has_a_seat(
    company: Company, room: Room, guest: Caller, clock: Clock
) -> None:
    company.drop(guest)
    clock.pass_seconds(1)
    Room.objects.filter(pk=room.pk).update(is_locked=True)
    assert company.join(a_caller("bo-2", guest.person), room).locked


def test_a_second_tab_takes_the_seat_over_and_the_first_is_closed(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    tab = a_caller("bo-2", guest.person)
    answer = company.join(tab, room)
    assert company.told(guest) == [Moved()]
    assert company.closed() == [guest.peer_id]
    left, joined = company.told(host)
    assert left == PeerLeft(socket_id=guest.peer_id)
    assert isinstance(joined, PeerJoined)
    assert joined.participant.socket_id == tab.peer_id
    assert company.told(tab) == [answer]


def test_the_end_of_a_tab_that_was_replaced_is_told_to_nobody(
    company: Company, room: Room, guest: Caller
) -> None:
    tab = a_caller("bo-2", guest.person)
    company.join(tab, room)
    company.drop(guest)
    assert company.outcomes == []
    assert company.is_seated(tab)


def test_who_joins_again_on_the_same_socket_begins_anew_with_everybody(
    company: Company, room: Room, host: Caller, guest: Caller
) -> None:
    first = company.seat(guest)
    answer = company.join(guest, room)
    assert answer.participant_id == first.id
    assert company.closed() == []
    assert names(company.told(host)) == ["PeerLeft", "PeerJoined"]
    host_left = PeerLeft(socket_id=host.peer_id, user_id=str(host.person.user_id))
    assert company.told(guest) == [host_left, answer]


def test_who_knows_seats_and_joins_again_keeps_everybody(
    company: Company, room: Room, guest: Caller
) -> None:
    company.join(guest, room, capabilities=["seats"])
    answer = company.join(guest, room, capabilities=["seats"])
    assert company.told(guest) == [answer]


@pytest.mark.parametrize(("how", "held_seconds"), [("closed", 5), ("lost", 60)])
def test_a_seat_is_held_longer_where_the_network_failed(
    company: Company,
    guest: Caller,
    clock: Clock,
    how: Ending,
    held_seconds: int,
) -> None:
    seat = company.seat(guest)
    company.drop(guest, how=how)
    clock.pass_seconds(held_seconds - 0.1)
    assert company.expire() == []
    clock.pass_seconds(0.1)
    assert company.expire() == [seat.id]


def test_a_hosts_seat_is_held_for_two_minutes(company: Company, host: Caller, clock: Clock) -> None:
    seat = company.seat(host)
    company.drop(host)
    clock.pass_seconds(119)
    assert company.expire() == []
    clock.pass_seconds(1)
    assert company.expire() == [seat.id]


def test_a_return_writes_no_row(company: Company, room: Room, guest: Caller) -> None:
    company.drop(guest)
    before = list(Seat.objects.order_by("pk").values())
    company.join(a_caller("bo-2", guest.person), room)
    assert list(Seat.objects.order_by("pk").values()) == before
    assert Meeting.objects.count() == 1


def test_who_returns_when_the_hold_is_over_but_not_yet_stored_gets_a_new_seat(
    company: Company, room: Room, guest: Caller, clock: Clock
) -> None:
    first = company.seat(guest)
    company.drop(guest)
    clock.pass_seconds(60)
    assert company.expire() == [first.id]
    assert company.join(a_caller("bo-2", guest.person), room).participant_id != first.id
    assert Seat.objects.get(pk=first.id).given_up_at is not None


def test_who_was_told_as_gone_and_offers_by_itself_is_let_offer_anew(
    company: Company, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    knowing = a_caller("kim")
    company.join(knowing, room, capabilities=["seats"])
    company.lose(guest)
    clock.pass_seconds(5)
    company.lapse()
    assert company.told(host) == [PeerLeft(socket_id=guest.peer_id)]

    company.recover(guest)
    assert names(company.told(knowing)) == ["PeerResumed"]
    assert company.told(host) == company.told(guest) == []

    clock.pass_seconds(1)
    company.lapse()
    assert names(company.told(host)) == ["PeerJoined"]
    assert company.told(knowing) == []
    left, answer = company.told(guest)
    assert left == PeerLeft(socket_id=host.peer_id, user_id=str(host.person.user_id))
    assert isinstance(answer, RoomJoined)
    there = {participant.socket_id for participant in answer.participants}
    assert there == {host.peer_id, knowing.peer_id}


def test_who_joins_again_by_itself_is_answered_once(
    company: Company, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    company.lose(guest)
    clock.pass_seconds(5)
    company.lapse()
    company.recover(guest)

    answer = company.join(guest, room)

    assert company.told(guest) == [answer]
    assert names(company.told(host)) == ["PeerJoined"]
    clock.pass_seconds(60)
    company.lapse()
    assert company.told(guest) == company.told(host) == []


@pytest.mark.parametrize("goes", [Company.lose, Company.drop])
def test_who_is_gone_again_is_not_let_offer(
    company: Company, guest: Caller, clock: Clock, goes: Callable[[Company, Caller], None]
) -> None:
    company.lose(guest)
    clock.pass_seconds(5)
    company.lapse()
    company.recover(guest)
    goes(company, guest)

    clock.pass_seconds(1)
    company.lapse()

    assert company.told(guest) == []


def test_a_join_that_takes_long_is_waited_for(
    company: Company, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    company.lose(guest)
    clock.pass_seconds(5)
    company.lapse()
    company.recover(guest)
    company.presence.begin_rejoin(guest.peer_id, 15)
    clock.pass_seconds(14)
    company.lapse()
    assert company.told(host) == company.told(guest) == []

    company.join(guest, room)
    assert names(company.told(host)) == ["PeerJoined"]


def test_a_join_that_fails_lets_the_peer_offer_anew_in_the_end(
    company: Company, host: Caller, guest: Caller, clock: Clock
) -> None:
    company.lose(guest)
    clock.pass_seconds(5)
    company.lapse()
    company.recover(guest)
    with pytest.raises(RoomNotFound):
        company.do(guest, Join(room_code="ABC234", display_name="Bo"))
    clock.pass_seconds(15)
    company.lapse()
    assert names(company.told(host)) == ["PeerJoined"]
    assert names(company.told(guest)) == ["PeerLeft", "RoomJoined"]


def test_who_is_lost_again_before_it_joins_has_left_once(
    company: Company, room: Room, host: Caller, guest: Caller, clock: Clock
) -> None:
    told: list[object] = []
    for _ in range(2):
        company.lose(guest)
        clock.pass_seconds(5)
        company.lapse()
        told += company.told(host)
        company.recover(guest)
        told += company.told(host)
    company.join(guest, room)
    assert names([*told, *company.told(host)]) == ["PeerLeft", "PeerJoined"]


def test_who_comes_while_somebody_may_join_again_hears_of_it_once(
    company: Company, room: Room, guest: Caller, clock: Clock
) -> None:
    company.lose(guest)
    clock.pass_seconds(5)
    company.lapse()
    company.recover(guest)
    late = a_caller("late")
    answer = company.join(late, room)
    assert guest.peer_id not in {one.socket_id for one in answer.participants}
    company.join(guest, room)
    assert names(company.told(late)) == ["PeerJoined"]


def test_who_is_back_before_that_notices_nothing(
    company: Company, host: Caller, guest: Caller, clock: Clock
) -> None:
    company.lose(guest)
    clock.pass_seconds(4.9)
    company.lapse()
    company.recover(guest)
    assert company.told(host) == company.told(guest) == []
    clock.pass_seconds(60)
    company.lapse()
    assert company.told(guest) == []
