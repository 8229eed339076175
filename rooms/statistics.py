"""Numbers about all rooms together, for operators; they come from rows alone."""

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
    """Return how many seats are taken; people who lost their connection still have theirs."""
    return Seat.objects.filter(given_up_at=None).count()


def peak_today() -> int:
    """Return the most people that were in meetings at the same time since midnight.

    Midnight is TIME_ZONE's. The database adds up who came and went, so that a day with many
    thousands of seats costs one row here.
    """
    changes, params = _coming_and_going(_midnight()).query.sql_with_params()
    with connection.cursor() as cursor:
        # The text comes from the ORM and has its values apart.
        cursor.execute(
            "SELECT COALESCE(MAX(people), 0) FROM"  # noqa: S608
            f" (SELECT SUM(delta) OVER (ORDER BY at) AS people FROM ({changes}) AS changes)"
            " AS counted",
            params,
        )
        return int(cursor.fetchone()[0])


def refused_joins_today() -> QuerySet[RefusedJoin]:
    """Return today's counts by reason, the most frequent first."""
    return RefusedJoin.objects.filter(day=timezone.localdate()).order_by("-count", "reason")


def _coming_and_going(since: datetime) -> QuerySet[Seat, Any]:
    """Return a `delta` for each time (`at`) that a seat was taken or given up."""
    seats = Seat.objects.order_by().filter(Q(given_up_at=None) | Q(given_up_at__gte=since))
    came = seats.annotate(at=Greatest(F("taken_at"), Value(since)), delta=Value(1))
    went = seats.exclude(given_up_at=None).annotate(at=F("given_up_at"), delta=Value(-1))
    return came.values("at", "delta").union(went.values("at", "delta"), all=True)


def _midnight() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
