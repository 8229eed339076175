"""What is counted because nothing else is kept of it."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from rooms.models import RefusedJoin


def count_refused_join(code: str, times: int = 1) -> None:
    """Count joins that were refused today with the refusal's stable code."""
    today = timezone.localdate()
    if _add(today, code, times):
        return
    try:
        with transaction.atomic():
            RefusedJoin.objects.create(day=today, reason=code, count=times)
    except IntegrityError:
        # Somebody else was the first of the day at the same moment.
        _add(today, code, times)


def _add(day: date, code: str, times: int) -> int:
    return RefusedJoin.objects.filter(day=day, reason=code).update(count=F("count") + times)
