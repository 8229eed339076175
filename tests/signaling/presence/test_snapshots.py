"""Snapshots of rooms, and rooms that continue from them in another run of the server."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from rooms.refusals import KnockDenied
from signaling.presence import Presence, Seat
from signaling.presence.snapshot_records import Snapshot, read_snapshot
from tests.signaling.examples import HOST, ROOM_ID, Clock, a_room, a_seat
from tests.signaling.presence.conftest import Asking

HOLD_SECONDS = 60


def last_snapshot(ask: Asking) -> Snapshot:
    changed, _ = ask.snapshots.take_changed()
    snapshot = read_snapshot(changed[ROOM_ID])
    assert snapshot is not None
    return snapshot


def next_run(snapshot: Snapshot | None, seats: Sequence[Seat], clock: Clock) -> Asking:
    """Return the presence of another run; `seats` are those that are open in rows."""
    later = Presence(clock)
    later.snapshots.restore(
        a_room(as_of=clock(), waiting_room=True), seats, snapshot, lambda _seat: HOLD_SECONDS
    )
    return Asking(later)


def by_row(seat: Seat) -> Seat:
    """Return a seat as its row has it, without the state that only presence knows."""
    return a_seat(seat.owner, id=seat.id, role=seat.role)


def test_a_person_of_the_earlier_run_is_reconnecting_with_hand_mute_and_camera(
    ask: Asking, clock: Clock
) -> None:
    seat = ask.seated("ann")
    ask.sit(seat.id, "ann", "native", knows_seats=True, has_two_pictures=True)
    ask.seat_states.raise_hand(seat.id)
    ask.seat_states.mute(seat.id, by_host=True)
    ask.seat_states.set_video(seat.id, enabled=False)
    before = ask.seat_of("ann")
    later = next_run(last_snapshot(ask), [by_row(seat)], clock)
    after = later.seat_of("ann")
    assert after.transport.is_lost
    assert after.transport.is_reconnecting
    assert replace(after, transport=before.transport) == before


def test_a_restored_seat_is_held_for_its_person(ask: Asking, clock: Clock) -> None:
    seat = ask.seated("ann")
    later = next_run(last_snapshot(ask), [by_row(seat)], clock)
    clock.pass_seconds(HOLD_SECONDS - 1)
    assert later.apply_deadlines().expired == []
    sat = later.sit_down("ann-2", later.taken("ann").seat)
    assert (sat.seat.id, sat.before.peer_id, sat.seat.is_lost) == (seat.id, "ann", False)
    clock.pass_seconds(HOLD_SECONDS)
    assert later.apply_deadlines().expired == []


def test_a_restored_seat_whose_person_stays_away_ends(ask: Asking, clock: Clock) -> None:
    seat = ask.seated("ann")
    later = next_run(last_snapshot(ask), [by_row(seat)], clock)
    clock.pass_seconds(HOLD_SECONDS)
    assert [gone.seat.id for gone in later.apply_deadlines().expired] == [seat.id]
    assert later.room(ROOM_ID) is None


def test_a_seat_without_an_open_row_stays_away(ask: Asking, clock: Clock) -> None:
    ann, bo = ask.seated("ann"), ask.seated("bo")
    later = next_run(last_snapshot(ask), [by_row(ann)], clock)
    assert [seat.id for seat in later.all_seats(ROOM_ID)] == [ann.id]
    assert later.seat_of("bo") is None
    assert later.taken("bo", as_of=clock()).seat.id == bo.id


def test_an_open_row_without_a_snapshot_is_held_without_a_peer(clock: Clock) -> None:
    later = next_run(None, [a_seat("ann")], clock)
    assert later.seats(ROOM_ID) == []
    (held,) = later.all_seats(ROOM_ID)
    assert (held.owner, held.peer_id, held.is_lost) == ("ann", None, False)


def test_a_knocker_keeps_its_place_and_is_away_until_it_asks_again(
    ask: Asking, clock: Clock
) -> None:
    host = ask.seated(HOST)
    for name in ("ann", "bo"):
        clock.pass_seconds(1)
        ask.knocked(name)
    later = next_run(last_snapshot(ask), [by_row(host)], clock)
    assert [knock.is_away for knock in later.knocks(ROOM_ID)] == [True, True]
    later.knocked("ann", peer_id="ann-2", as_of=clock())
    assert later.waiters() == ["ann-2", ""]


def test_a_denial_counts_in_the_next_run(ask: Asking, clock: Clock) -> None:
    host = ask.seated(HOST)
    ask.waiting_rooms.deny(ask.knocked("ann").knock.id)
    clock.pass_seconds(10)
    later = next_run(last_snapshot(ask), [by_row(host)], clock)
    with pytest.raises(KnockDenied) as denied:
        later.knocked("ann", as_of=clock())
    assert denied.value.retry_after_seconds == 20


def test_an_acting_host_gives_the_role_back_when_the_host_returns(
    ask: Asking, clock: Clock
) -> None:
    host, ann = ask.seated(HOST), ask.seated("ann", role="cohost")
    ask.lose(HOST, 1000)
    clock.pass_seconds(60)
    ask.apply_deadlines()
    ask.hosts.appoint(ROOM_ID)
    later = next_run(last_snapshot(ask), [by_row(host), by_row(ann)], clock)
    assert later.seat_of("ann").is_acting_host
    assert later.hosts.is_missing(ROOM_ID)
    later.sit_down("host-2", later.taken(HOST, as_of=clock()).seat)
    back = later.seat_of("ann")
    assert (back.is_acting_host, back.role) == (False, "cohost")


def test_the_time_without_a_server_does_not_count_for_an_absent_host(
    ask: Asking, clock: Clock
) -> None:
    host, ann = ask.seated(HOST), ask.seated("ann")
    ask.lose(HOST, 1000)
    ask.hosts.end_room_after(ROOM_ID, 300)
    clock.pass_seconds(100)
    snapshot = last_snapshot(ask)
    clock.pass_seconds(100_000)
    later = next_run(snapshot, [by_row(host), by_row(ann)], clock)
    later.sit_down("ann-2", later.taken("ann", as_of=clock()).seat)
    clock.pass_seconds(199)
    assert later.apply_deadlines().ended == []
    clock.pass_seconds(1)
    assert later.apply_deadlines().ended == [ROOM_ID]


def test_the_rows_have_the_last_word_about_a_persons_role_and_name(
    ask: Asking, clock: Clock
) -> None:
    ann, bo = ask.seated("ann", role="cohost"), ask.seated("bo")
    snapshot = last_snapshot(ask)
    demoted = replace(by_row(ann), role="participant", display_name="Anna")
    promoted = replace(by_row(bo), role="cohost")
    later = next_run(snapshot, [demoted, promoted], clock)
    assert later.seat_of("ann").role == "participant"
    assert later.seat_of("ann").display_name == "Anna"
    assert later.seat_of("bo").role == "cohost"


def test_an_acting_host_gets_the_role_of_its_row_back(ask: Asking, clock: Clock) -> None:
    host, ann = ask.seated(HOST), ask.seated("ann", role="cohost")
    ask.lose(HOST, 1000)
    ask.hosts.appoint(ROOM_ID)
    demoted = replace(by_row(ann), role="participant")
    later = next_run(last_snapshot(ask), [by_row(host), demoted], clock)
    assert later.seat_of("ann").role == "host"
    later.sit_down("host-2", later.taken(HOST, as_of=clock()).seat)
    assert later.seat_of("ann").role == "participant"


def test_only_changed_rooms_are_stored_and_typing_is_no_change(ask: Asking) -> None:
    seat = ask.seated("ann")
    assert list(ask.snapshots.take_changed()[0]) == [ROOM_ID]
    assert ask.snapshots.take_changed() == ({}, [])
    ask.typing.start(seat.id, 3)
    assert ask.snapshots.take_changed() == ({}, [])
    ask.seat_states.raise_hand(seat.id)
    assert list(ask.snapshots.take_changed()[0]) == [ROOM_ID]


def test_a_room_that_has_ended_is_reported_once(ask: Asking) -> None:
    seat = ask.seated("ann")
    ask.snapshots.take_changed()
    ask.release(seat.id)
    assert ask.snapshots.take_changed() == ({}, [ROOM_ID])
    assert ask.snapshots.take_changed() == ({}, [])


def test_what_could_not_be_stored_is_taken_again(ask: Asking) -> None:
    seat = ask.seated("ann")
    changed, _ = ask.snapshots.take_changed()
    ask.snapshots.not_stored(changed)
    assert ask.snapshots.take_changed() == (changed, [])
    ask.release(seat.id)
    ask.snapshots.take_changed()
    ask.snapshots.not_stored([ROOM_ID])
    assert ask.snapshots.take_changed() == ({}, [ROOM_ID])


@pytest.mark.parametrize("state", [b"", b"{}", b'{"format":2}', b"\xff"])
def test_a_snapshot_of_another_format_is_ignored(state: bytes) -> None:
    assert read_snapshot(state) is None


def test_a_snapshot_contains_no_arriving_seat(ask: Asking) -> None:
    ask.seated("ann")
    ask.taken("bo")
    assert [seat.owner for seat in last_snapshot(ask).seats] == ["ann"]


def test_the_spotlight_continues_with_its_seat(ask: Asking, clock: Clock) -> None:
    ann, bo = ask.seated("ann"), ask.seated("bo")
    ask.rooms.set_spotlight(ROOM_ID, bo.id)
    snapshot = last_snapshot(ask)
    later = next_run(snapshot, [by_row(ann), by_row(bo)], clock)
    assert later.rooms.spotlight(ROOM_ID) == bo.id
    without_bo = next_run(snapshot, [by_row(ann)], clock)
    assert without_bo.rooms.spotlight(ROOM_ID) is None
    assert next_run(None, [by_row(ann)], clock).rooms.spotlight(ROOM_ID) is None
