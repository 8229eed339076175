"""The wall clock is set back during a meeting: every end is stored, and is not before its start.

After that, stored rows begin in the future. The tests therefore store such rows.
"""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from rooms.models import Meeting, Room, Seat
from tests.clients.connecting import Connecting
from tests.protocol.joining import Enter, NewAccount, connect_as, join, knock
from tests.waiting import eventually

LATER = timedelta(seconds=30)


def set_clock_back() -> None:
    Seat.objects.update(taken_at=F("taken_at") + LATER, given_up_at=F("given_up_at") + LATER)
    Meeting.objects.update(started_at=F("started_at") + LATER)


def everything_has_ended() -> bool:
    seats = Seat.objects.filter(given_up_at__gte=F("taken_at"))
    meetings = Meeting.objects.filter(ended_at__gte=F("started_at"))
    return seats.count() == Seat.objects.count() and meetings.count() == Meeting.objects.count()


def test_leaving_is_stored(enter: Enter) -> None:
    bo = enter("Bo")
    set_clock_back()
    assert bo.call("leave-room", {}) == {"success": True}
    eventually(everything_has_ended)


def test_a_removal_is_stored(enter: Enter, ann: User) -> None:
    host, bo = enter(ann), enter("Bo")
    set_clock_back()
    assert host.call("remove-participant", {"targetId": bo.peer_id})["success"]
    assert Seat.objects.get(is_removed=True).given_up_at is not None


def test_a_person_removed_from_a_later_seat_must_knock(
    connect: Connecting, enter: Enter, ann: User, room: Room, new_account: NewAccount
) -> None:
    account = new_account("Bo")
    host, bo = enter(ann), enter(account)
    assert bo.call("leave-room", {})["success"]
    set_clock_back()
    join(bo, room)
    assert host.call("remove-participant", {"targetId": bo.peer_id})["success"]
    knock(connect_as(connect, account), room)


def test_the_end_for_all_is_stored(enter: Enter, ann: User) -> None:
    host = enter(ann)
    enter("Bo")
    set_clock_back()
    Room.objects.update(created_at=timezone.now() + LATER)
    assert host.call("end-room", {})["success"]
    eventually(everything_has_ended)
    assert Room.objects.filter(ended_at__gte=F("created_at")).exists()


@pytest.mark.parametrize("server", ["hasty_server"], indirect=True)
def test_a_seat_ends_when_its_hold_runs_out_and_so_do_later_seats(enter: Enter) -> None:
    bo, cy = enter("Bo"), enter("Cy")
    set_clock_back()
    for guest in (bo, cy):
        guest.drop()
    eventually(everything_has_ended)
