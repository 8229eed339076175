"""Counters of events for which no other rows are stored."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from rooms.models import RefusedJoin


def count_refused_join(code: str, times: int = 1) -> None:
    """Count joins that were refused today, by the stable code of the refusal."""
    today = timezone.localdate()
    if _add(today, code, times):
        return
    try:
        with transaction.atomic():
            RefusedJoin.objects.create(day=today, reason=code, count=times)
    except IntegrityError:
        # Another process created the row at the same time.
        _add(today, code, times)


def _add(day: date, code: str, times: int) -> int:
    return RefusedJoin.objects.filter(day=day, reason=code).update(count=F("count") + times)
