"""Meetings after a pause of the server continue, or end at its last sign of life."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.identity import Person
from accounts.models import User
from rooms import actions
from rooms.actions import snapshots
from rooms.models import Meeting, Room, RoomSnapshot, Seat, ServerHeartbeat

HOUR = timedelta(hours=1)
AGE = timedelta(minutes=10)

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(room: Room, guest: Person) -> Seat:
    """Seat a guest who has been in the room for an hour."""
    meeting = Meeting.objects.create(room=room, started_at=timezone.now() - HOUR)
    return Seat.objects.create(
        meeting=meeting,
        guest_id=guest.guest_id,
        display_name="Gus",
        role="participant",
        taken_at=timezone.now() - HOUR,
    )


def last_alive(at: datetime) -> None:
    ServerHeartbeat.objects.update_or_create(defaults={"seen_at": at})


def test_a_meeting_goes_on_if_the_server_was_alive_lately(room: Room, seat: Seat) -> None:
    snapshots.store_snapshots({str(room.pk): b"{}"}, [])
    assert snapshots.end_meetings_of_absent_server(AGE) == 0
    (interrupted,) = snapshots.interrupted_rooms().rooms
    assert (interrupted.room, interrupted.seats, interrupted.state) == (room, [seat], b"{}")
    assert interrupted.meeting_id == str(seat.meeting_id)


def test_a_meeting_ends_when_the_server_was_last_alive(room: Room, seat: Seat) -> None:
    other = actions.create_room(room.host, "Locked and empty")
    Room.objects.update(is_locked=True)
    snapshots.store_snapshots({str(room.pk): b"{}"}, [])
    seen_at = timezone.now() - AGE - timedelta(seconds=1)
    last_alive(seen_at)
    assert snapshots.end_meetings_of_absent_server(AGE) == 1
    seat.refresh_from_db()
    assert (seat.given_up_at, seat.meeting.ended_at) == (seen_at, seen_at)
    assert not Room.objects.get(pk=room.pk).is_locked
    assert Room.objects.get(pk=other.pk).is_locked
    assert not RoomSnapshot.objects.exists()
    assert snapshots.end_meetings_of_absent_server(AGE) == 0


def test_a_meeting_does_not_end_before_it_began(seat: Seat) -> None:
    last_alive(timezone.now() - 2 * HOUR)
    snapshots.end_meetings_of_absent_server(AGE)
    meeting = Meeting.objects.get()
    assert meeting.ended_at == meeting.started_at


def test_a_meeting_of_a_server_that_was_never_seen_alive_ends_now(seat: Seat) -> None:
    began = timezone.now()
    assert snapshots.end_meetings_of_absent_server(AGE) == 1
    ended_at = Meeting.objects.get().ended_at
    assert ended_at is not None
    assert ended_at >= began


def test_a_meeting_without_an_open_seat_ends(room: Room, seat: Seat) -> None:
    Seat.objects.update(given_up_at=timezone.now())
    snapshots.store_snapshots({}, [])
    assert snapshots.interrupted_rooms().rooms == []
    assert Meeting.objects.get().ended_at is not None


def test_a_room_in_which_people_only_wait_is_restored(room: Room) -> None:
    snapshots.store_snapshots({str(room.pk): b"{}"}, [])
    (interrupted,) = snapshots.interrupted_rooms().rooms
    assert (interrupted.room, interrupted.meeting_id, interrupted.seats) == (room, "", [])


def test_the_snapshot_of_a_deleted_room_is_deleted(room: Room, host: User) -> None:
    snapshots.store_snapshots({str(room.pk): b"{}", "ad-hoc:Garden": b"{}"}, [])
    actions.delete_room(room, host)
    interrupted = snapshots.interrupted_rooms()
    assert (interrupted.rooms, interrupted.ad_hoc_states) == ([], [b"{}"])
    assert list(RoomSnapshot.objects.values_list("room_key", flat=True)) == ["ad-hoc:Garden"]


def test_a_later_snapshot_replaces_the_earlier_one(room: Room) -> None:
    for state in (b"first", b"second"):
        snapshots.store_snapshots({str(room.pk): state}, [])
    assert bytes(RoomSnapshot.objects.get().state) == b"second"
    snapshots.store_snapshots({}, [str(room.pk)])
    assert not RoomSnapshot.objects.exists()
