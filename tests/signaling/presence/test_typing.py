from tests.signaling.examples import Clock
from tests.signaling.presence.conftest import Asking


def test_typing_is_news_only_the_first_time(ask: Asking) -> None:
    seat = ask.seated("ann")
    assert ask.typing.start(seat.id, 3)
    assert not ask.typing.start(seat.id, 3)
    assert ask.seat_of("ann").is_typing


def test_typing_ends_by_itself_once(ask: Asking, clock: Clock) -> None:
    seat = ask.seated("ann")
    ask.typing.start(seat.id, 3)
    clock.pass_seconds(2)
    ask.typing.start(seat.id, 3)
    clock.pass_seconds(2)
    assert ask.apply_deadlines().stopped_typing == []
    clock.pass_seconds(1)
    assert [stopped.id for stopped in ask.apply_deadlines().stopped_typing] == [seat.id]
    assert ask.apply_deadlines().stopped_typing == []
    assert not ask.seat_of("ann").is_typing


def test_typing_is_stopped_once(ask: Asking) -> None:
    seat = ask.seated("ann")
    ask.typing.start(seat.id, 3)
    assert ask.typing.stop(seat.id) == seat
    assert ask.typing.stop(seat.id) is None


def test_a_lost_peer_stops_typing(ask: Asking, clock: Clock) -> None:
    seat = ask.seated("ann")
    ask.typing.start(seat.id, 3)
    assert ask.hold("ann", 60).is_typing
    assert not ask.sit_down("ann-2", ask.taken("ann").seat).seat.is_typing
    clock.pass_seconds(3)
    assert ask.apply_deadlines().stopped_typing == []


def test_a_seat_that_is_gone_does_not_type(ask: Asking) -> None:
    seat = ask.seated("ann")
    ask.release(seat.id)
    assert not ask.typing.start(seat.id, 3)
    assert ask.typing.stop(seat.id) is None
