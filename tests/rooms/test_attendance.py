import uuid
from datetime import timedelta

import pytest

from accounts.models import User
from rooms.attendance import attendees
from rooms.models import Room, Seat
from tests.rooms.stories import at, meeting, stay

pytestmark = pytest.mark.django_db


def test_people_are_listed_in_the_order_they_came(room: Room, host: User) -> None:
    met = meeting(room)
    late, early = stay(met, "Cid", 10), stay(met, host, 5)

    assert [one.display_name for one in attendees([late, early], at(60))] == ["Ann", "Cid"]


def test_several_stays_of_one_person_are_added_up(room: Room) -> None:
    met, guest = meeting(room), uuid.uuid4()
    stays = [stay(met, guest, 0, 10), stay(met, guest, 30, 45)]

    (cid,) = attendees(stays, at(60))

    assert (cid.came_at, cid.left_at) == (at(0), at(45))
    assert cid.duration == timedelta(minutes=25)
    assert cid.stays == 2


def test_two_guests_of_one_name_are_two_people(room: Room) -> None:
    met = meeting(room)

    assert len(attendees([stay(met, "Cid"), stay(met, "Cid")], at(60))) == 2


def test_who_is_still_there_counts_until_now(room: Room) -> None:
    (cid,) = attendees([stay(meeting(room, end=None), "Cid", 50, None)], at(60))

    assert cid.left_at is None
    assert cid.duration == timedelta(minutes=10)


def test_the_last_name_and_the_highest_role_count(room: Room) -> None:
    met, guest = meeting(room), uuid.uuid4()
    first = stay(met, guest, 0, 10, role=Seat.Role.COHOST, display_name="Cid")
    second = stay(met, guest, 20, 30, display_name="Cid Campeador")

    (cid,) = attendees([first, second], at(60))

    assert cid.display_name == "Cid Campeador"
    assert cid.role == Seat.Role.COHOST


def test_a_removal_is_remembered_after_a_return(room: Room) -> None:
    met, guest = meeting(room), uuid.uuid4()

    (cid,) = attendees([stay(met, guest, 0, 1, is_removed=True), stay(met, guest, 5)], at(60))

    assert cid.was_removed


def test_seats_of_deleted_accounts_stand_for_themselves(room: Room, other: User) -> None:
    met = meeting(room)
    stay(met, other, 0, 5)
    stay(met, other, 10, 15)
    other.delete()

    assert [one.stays for one in attendees(met.seats.all(), at(60))] == [1, 1]
