import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from rooms import statistics
from rooms.actions import count_refused_join
from rooms.models import Meeting, RefusedJoin, Room, Seat

TODAY = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def hours(after_midnight: float) -> datetime:
    return TODAY + timedelta(hours=after_midnight)


@pytest.fixture
def meeting(room: Room) -> Meeting:
    return Meeting.objects.create(room=room, started_at=hours(-48))


def sat(meeting: Meeting, begin: float, end: float | None) -> None:
    """Store a seat of a guest between two hours of today."""
    Seat.objects.create(
        meeting=meeting,
        guest_id=uuid.uuid4(),
        display_name="Gus",
        role="participant",
        taken_at=hours(begin),
        given_up_at=None if end is None else hours(end),
    )


@pytest.mark.django_db
def test_where_nothing_happened_every_number_is_nought() -> None:
    assert statistics.meetings_now() == statistics.people_now() == statistics.peak_today() == 0
    assert not statistics.refused_joins_today()


def test_who_is_here_now_is_counted(meeting: Meeting) -> None:
    Meeting.objects.create(room=meeting.room, started_at=hours(-50), ended_at=hours(-49))
    sat(meeting, -1, None)
    sat(meeting, -1, -0.5)
    assert statistics.meetings_now() == 1
    assert statistics.people_now() == 1


@pytest.mark.parametrize(
    ("seats", "peak"),
    [
        ([(1, 2), (3, 4)], 1),
        ([(1, 3), (2, 4)], 2),
        ([(1, 4), (2, 3), (2.5, 5), (4.5, 6)], 3),
        ([(-5, 1), (-3, 2), (0.5, 0.6)], 3),
        ([(-5, -1), (-4, -2), (-3, -2), (1, 2)], 1),
        ([(1, 2), (2, 3)], 1),
        ([(-30, None), (1, None)], 2),
    ],
    ids=[
        "one after the other",
        "two at once",
        "three at once",
        "since yesterday",
        "yesterday's don't count",
        "a seat handed on",
        "still here",
    ],
)
def test_the_peak_is_the_most_people_at_once_today(
    meeting: Meeting, seats: list[tuple[float, float | None]], peak: int
) -> None:
    for begin, end in seats:
        sat(meeting, begin, end)
    assert statistics.peak_today() == peak


def test_the_peak_costs_one_query(meeting: Meeting, django_assert_num_queries: Any) -> None:
    for begin in range(20):
        sat(meeting, begin, None)
    with django_assert_num_queries(1):
        assert statistics.peak_today() == 20


@pytest.mark.django_db
def test_refused_joins_are_counted_by_reason_and_day(django_assert_num_queries: Any) -> None:
    RefusedJoin.objects.create(day=TODAY.date() - timedelta(days=1), reason="BLOCKED", count=9)
    count_refused_join("ROOM_FULL")
    count_refused_join("ROOM_LOCKED", times=3)
    with django_assert_num_queries(1):
        count_refused_join("ROOM_FULL")

    today = statistics.refused_joins_today().values_list("reason", "count")
    assert list(today) == [("ROOM_LOCKED", 3), ("ROOM_FULL", 2)]
