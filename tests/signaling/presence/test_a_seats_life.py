"""The states of a seat: arriving, present, held and gone."""

from tests.signaling.examples import OTHER_ROOM_ID, ROOM_ID, Clock, a_room, a_seat
from tests.signaling.presence.conftest import Asking


def test_who_is_arriving_is_not_seen(ask: Asking) -> None:
    ask.taken("ann")
    assert ask.seats(ROOM_ID) == []
    assert [seat.owner for seat in ask.all_seats(ROOM_ID)] == ["ann"]


def test_who_sits_is_seen_and_found_by_the_peer(ask: Asking) -> None:
    seat = ask.seated("ann")
    assert (seat.peer_id, seat.protocol) == ("ann", "native")
    assert ask.seats(ROOM_ID) == [seat]
    assert ask.seat_of("ann") == seat


def test_people_are_listed_in_the_order_they_came(ask: Asking) -> None:
    for name in ("cy", "ann", "bo"):
        ask.seated(name)
    ask.seat_states.set_audio(ask.seat_of("cy").id, enabled=False)
    assert ask.peers(ROOM_ID) == ["cy", "ann", "bo"]


def test_who_dropped_is_not_seen_and_returns_to_the_same_place(ask: Asking) -> None:
    seat = ask.seated("ann")
    ask.seated("bo")
    dropped = ask.hold("ann", 60)
    assert dropped == seat
    assert ask.peers(ROOM_ID) == ["bo"]
    assert ask.seat_of("ann") is None
    ask.sit_down("ann-2", ask.taken("ann").seat)
    assert ask.peers(ROOM_ID) == ["ann-2", "bo"]


def test_a_return_keeps_hand_mute_and_camera_but_not_the_shared_screen(ask: Asking) -> None:
    seat = ask.seated("ann")
    up_since = ask.seat_states.raise_hand(seat.id).hand_raised_at
    ask.seat_states.mute(seat.id, by_host=True)
    ask.seat_states.set_video(seat.id, enabled=False)
    ask.seat_states.set_screen_share(seat.id, enabled=True)
    ask.hold("ann", 60)
    back = ask.sit_down("ann-2", ask.taken("ann").seat).seat
    assert (back.hand_raised_at, back.is_muted_by_host, back.is_video_off) == (up_since, True, True)
    assert not back.is_screen_sharing


def test_the_newest_peer_of_a_seat_wins(ask: Asking) -> None:
    ask.seated("ann")
    sat = ask.sit_down("ann-2", ask.taken("ann").seat)
    assert sat.before.peer_id == "ann"
    assert ask.seat_of("ann") is None
    assert ask.peers(ROOM_ID) == ["ann-2"]


def test_the_old_connection_of_a_moved_seat_takes_nothing_with_it(ask: Asking) -> None:
    ask.seated("ann")
    ask.sit_down("ann-2", ask.taken("ann").seat)
    assert ask.hold("ann", 60) is None
    assert ask.peers(ROOM_ID) == ["ann-2"]


def test_a_peer_may_sit_down_on_its_own_seat_again(ask: Asking) -> None:
    ask.seated("ann")
    assert ask.sit_down("ann", ask.taken("ann").seat).before.peer_id == "ann"
    assert ask.peers(ROOM_ID) == ["ann"]


def test_a_held_seat_runs_out(ask: Asking, clock: Clock) -> None:
    seat = ask.seated("ann")
    ask.hold("ann", 60)
    clock.pass_seconds(59)
    assert ask.apply_deadlines().expired == []
    clock.pass_seconds(1)
    assert [gone.seat.id for gone in ask.apply_deadlines().expired] == [seat.id]
    assert ask.apply_deadlines().expired == []
    assert ask.taken("ann", as_of=clock()).is_new


def test_an_arriving_seat_runs_out(ask: Asking, clock: Clock) -> None:
    seat = ask.taken("ann").seat
    clock.pass_seconds(15)
    assert [gone.seat.id for gone in ask.apply_deadlines().expired] == [seat.id]
    assert ask.sit(seat.id, "ann", "native") is None


def test_a_seat_that_is_sat_on_never_runs_out(ask: Asking, clock: Clock) -> None:
    ask.seated("ann")
    ask.hold("ann", 60)
    ask.sit_down("ann-2", ask.taken("ann").seat)
    clock.pass_seconds(100_000)
    assert ask.apply_deadlines().expired == []


def test_a_seat_is_given_up_once(ask: Asking) -> None:
    seat = ask.seated("ann")
    assert ask.release(seat.id).seat == seat
    assert ask.release(seat.id) is None
    assert ask.seat_of("ann") is None


def test_people_of_another_room_are_not_seen(ask: Asking) -> None:
    ask.seated("ann")
    bo = a_seat("bo", room_id=OTHER_ROOM_ID)
    other = a_room(id=OTHER_ROOM_ID, code="ZZZZZZ")
    ask.sit_down("bo", ask.take(other, bo).seat)
    assert ask.peers(ROOM_ID) == ["ann"]
    assert ask.peers(OTHER_ROOM_ID) == ["bo"]


def test_unknown_ids_are_answered_with_nothing(ask: Asking) -> None:
    assert ask.sit("nothing", "ann", "native") is None
    assert ask.hold("nobody", 60) is None
    assert ask.release("nothing") is None
    assert ask.seat_of("nobody") is None
    assert ask.seat_states.mute("nothing", by_host=True) is None
    assert list(ask.seats(ROOM_ID)) == list(ask.all_seats(ROOM_ID)) == []
