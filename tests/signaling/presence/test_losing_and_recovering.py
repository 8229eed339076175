"""Lost transports: the changes that the others are told, their times, and recoveries."""

import pytest
from msgspec.structs import replace

from signaling.presence import DeadlineChanges, Seat
from signaling.presence.records import CONNECTED, TransportState
from tests.signaling.examples import HOST, ROOM_ID, Clock
from tests.signaling.presence.conftest import Asking


@pytest.fixture
def lost(ask: Asking) -> Seat:
    """Lose the transport of Ann, whose seat is held for a minute."""
    ask.seated(HOST)
    seat = ask.seated("ann")
    ask.lose("ann", 60)
    return seat


def due(ask: Asking, clock: Clock, after_seconds: float) -> DeadlineChanges:
    clock.pass_seconds(after_seconds)
    return ask.apply_deadlines()


def test_who_is_lost_keeps_its_peer_and_its_place(ask: Asking, lost: Seat) -> None:
    seat = ask.seat_of("ann")
    assert (seat.id, seat.is_lost, seat.transport.is_reconnecting) == (lost.id, True, False)
    assert ask.peers(ROOM_ID) == [HOST, "ann"]


def test_a_loss_is_answered_once_with_the_seat_as_it_was(ask: Asking) -> None:
    seat = ask.seated("ann")
    assert ask.lose("ann", 60) == seat
    assert ask.lose("ann", 60) is None
    assert ask.lose("nobody", 60) is None


@pytest.mark.usefixtures("lost")
def test_it_is_reconnecting_after_two_seconds_and_departed_after_five(
    ask: Asking, clock: Clock
) -> None:
    assert due(ask, clock, 1.9).reconnecting == []
    (reconnecting,) = due(ask, clock, 0.1).reconnecting
    assert (reconnecting.peer_id, reconnecting.transport.is_reconnecting) == ("ann", True)
    lapsed = due(ask, clock, 2.9)
    assert (lapsed.reconnecting, lapsed.departed) == ([], [])
    (departed,) = due(ask, clock, 0.1).departed
    assert (departed.peer_id, departed.is_departed) == ("ann", True)
    assert due(ask, clock, 54.9).expired == []
    assert [gone.seat.peer_id for gone in due(ask, clock, 0.1).expired] == ["ann"]


@pytest.mark.parametrize(("seconds", "is_unreachable"), [(19.9, False), (20, True)])
def test_who_was_away_for_long_is_unreachable(
    ask: Asking, clock: Clock, lost: Seat, seconds: float, is_unreachable: bool
) -> None:
    due(ask, clock, seconds)
    assert ask.recover("ann").transport.is_unreachable == is_unreachable
    assert not ask.seat_of("ann").transport.is_unreachable
    ask.lose("ann", 60)
    due(ask, clock, seconds)
    assert not ask.sit_down("ben", lost).seat.transport.is_unreachable


def test_a_hold_that_is_shorter_than_all_that_ends_it_all(ask: Asking, clock: Clock) -> None:
    ask.seated("ann")
    ask.lose("ann", 1)
    assert len(due(ask, clock, 1).expired) == 1
    lapsed = due(ask, clock, 100)
    assert (lapsed.reconnecting, lapsed.departed) == ([], [])


def test_who_is_back_is_as_before(ask: Asking, clock: Clock, lost: Seat) -> None:
    due(ask, clock, 5)
    was = ask.recover("ann")
    assert (was.is_lost, was.transport.is_reconnecting, was.is_departed) == (True, True, True)
    assert ask.seat_of("ann") == replace(lost, transport=TransportState(is_recovered=True))
    assert ask.recover("ann") is None
    lapsed = due(ask, clock, 100_000)
    assert (lapsed.reconnecting, lapsed.departed, lapsed.expired) == ([], [], [])


def test_who_sits_down_again_after_that_is_not_back_any_more(ask: Asking, lost: Seat) -> None:
    ask.recover("ann")
    sat = ask.sit_down("ann", ask.taken("ann").seat)
    assert (sat.before.transport.is_recovered, sat.seat.transport.is_recovered) == (True, False)


def test_who_is_back_by_a_new_connection_is_as_before(
    ask: Asking, clock: Clock, lost: Seat
) -> None:
    due(ask, clock, 5)
    sat = ask.sit_down("ann-2", ask.taken("ann").seat)
    assert sat.before.peer_id == "ann"
    assert sat.seat.transport == CONNECTED
    assert ask.seat_of("ann") is None
    assert due(ask, clock, 100_000).expired == []


def test_a_shared_screen_survives_the_return_of_the_same_peer_only(ask: Asking) -> None:
    seat = ask.seated("ann")
    ask.seat_states.set_screen_share(seat.id, enabled=True)
    ask.lose("ann", 60)
    ask.recover("ann")
    assert ask.seat_of("ann").is_screen_sharing
    ask.lose("ann", 60)
    assert not ask.sit_down("ann-2", ask.taken("ann").seat).seat.is_screen_sharing


def test_who_is_lost_types_no_more(ask: Asking) -> None:
    seat = ask.seated("ann")
    ask.typing.start(seat.id, 3)
    assert ask.lose("ann", 60).is_typing
    assert not ask.seat_of("ann").is_typing
    assert ask.typing.stop(seat.id) is None


@pytest.mark.usefixtures("lost")
def test_who_closes_after_a_loss_is_held_as_if_it_had_not_been_lost(
    ask: Asking, clock: Clock
) -> None:
    due(ask, clock, 5)
    ask.hold("ann", 5)
    held = ask.all_seats(ROOM_ID)[1]
    assert (held.peer_id, held.transport) == (None, CONNECTED)
    assert [gone.seat.id for gone in due(ask, clock, 5).expired] == [held.id]


@pytest.mark.usefixtures("lost")
def test_who_is_unreachable_while_lost_is_back_nowhere(ask: Asking, clock: Clock) -> None:
    ask.release(ask.seat_of("ann").id)
    assert ask.recover("ann") is None
    assert due(ask, clock, 100_000) == DeadlineChanges(
        *[[] for _ in DeadlineChanges.__struct_fields__]
    )


def test_who_will_listen_does_so_once(ask: Asking, clock: Clock) -> None:
    seat = ask.seated("ann")
    ask.sit(seat.id, "ann", "webrtc-demo", listens_seconds=1)
    assert due(ask, clock, 0.9).listening == []
    assert [listening.id for listening in due(ask, clock, 0.1).listening] == [seat.id]
    assert due(ask, clock, 10).listening == []


def test_who_is_lost_before_it_listens_is_not_waited_for(ask: Asking, clock: Clock) -> None:
    seat = ask.seated("ann")
    ask.sit(seat.id, "ann", "webrtc-demo", listens_seconds=1)
    ask.lose("ann", 60)
    assert due(ask, clock, 1).listening == []
