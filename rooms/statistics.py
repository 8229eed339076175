"""Statistics about all rooms, for operators, computed from rows only."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from rooms.models import Meeting, RefusedJoin, Seat


def meetings_now() -> int:
    return Meeting.objects.filter(ended_at=None).count()


def people_now() -> int:
    """Return the number of seats held; people who lost their connection still hold theirs."""
    return Seat.objects.filter(given_up_at=None).count()


def peak_today() -> int:
    """Return the largest number of people in meetings at the same time since midnight.

    Midnight is in TIME_ZONE. The database sums the changes, so that a day with many thousands of
    seats returns one row.
    """
    changes, params = _changes_in_people(_midnight()).query.sql_with_params()
    with connection.cursor() as cursor:
        # The SQL text comes from the ORM, and its values are passed separately.
        cursor.execute(
            "SELECT COALESCE(MAX(people), 0) FROM"  # noqa: S608
            f" (SELECT SUM(delta) OVER (ORDER BY at) AS people FROM ({changes}) AS changes)"
            " AS counted",
            params,
        )
        return int(cursor.fetchone()[0])


def refused_joins_today() -> QuerySet[RefusedJoin]:
    """Return today's counts by reason, most frequent first."""
    return RefusedJoin.objects.filter(day=timezone.localdate()).order_by("-count", "reason")


def _changes_in_people(since: datetime) -> QuerySet[Seat, Any]:
    """Return a `delta` for each time (`at`) at which a seat was taken or released."""
    seats = Seat.objects.order_by().filter(Q(given_up_at=None) | Q(given_up_at__gte=since))
    came = seats.annotate(at=Greatest(F("taken_at"), Value(since)), delta=Value(1))
    went = seats.exclude(given_up_at=None).annotate(at=F("given_up_at"), delta=Value(-1))
    return came.values("at", "delta").union(went.values("at", "delta"), all=True)


def _midnight() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
