"""The live board: who is in session now, and the numbers of the day.

Whoever may view rooms sees it. It comes from the processes that hold the sockets; where they
don't answer, the numbers, which come from rows, are still there.
"""

from datetime import datetime
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from rooms import live, statistics
from rooms.admin.deeds import may_moderate
from rooms.admin.records import operator
from rooms.models import Meeting
from rooms.refusals import Unavailable


def urls(site: AdminSite) -> list[URLPattern]:
    return [path("live/", site.admin_view(board), name="live_board")]


def context(request: HttpRequest) -> dict[str, Any]:
    """Return what the board shows to who is signed in; nothing where they may see nothing.

    `rooms_in_session` is None where nobody could say who is in session.
    """
    if not operator(request).has_perm("rooms.view_room"):
        return {}
    return {
        "may_moderate": may_moderate(request),
        "rooms_in_session": _rooms_in_session(),
        "meetings_now": statistics.meetings_now(),
        "people_now": statistics.people_now(),
        "peak_today": statistics.peak_today(),
        "refused_joins_today": statistics.refused_joins_today(),
    }


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Answer with the board alone, for the page that refreshes it."""
    shown = context(request)
    if not shown:
        raise PermissionDenied
    return render(request, "admin/live/board.html", shown)


def _rooms_in_session() -> list[dict[str, Any]] | None:
    """Return the rooms as in `live.LiveRoom`, with times as such, the longest in session first.

    `since` is None for a room without rows, or one whose first seat is just being stored. The lock
    is read from the rows: people in the room hear of a change there a moment later.
    """
    try:
        rooms = live.snapshot()
    except Unavailable:
        return None
    stored = _stored([room["meeting_id"] for room in rooms if room["meeting_id"]])
    described = [
        {
            **room,
            **stored.get(room["meeting_id"], {"since": None}),
            "participants": [_with_time(person) for person in room["participants"]],
        }
        for room in rooms
    ]
    return sorted(described, key=lambda room: room["since"] or timezone.now())


def _stored(meeting_ids: list[str]) -> dict[str, dict[str, Any]]:
    """Return when each meeting began, and whether its room is locked."""
    meetings = Meeting.objects.filter(pk__in=meeting_ids)
    return {
        str(meeting_id): {"since": started_at, "is_locked": is_locked}
        for meeting_id, started_at, is_locked in meetings.values_list(
            "pk", "started_at", "room__is_locked"
        )
    }


def _with_time(person: live.LiveParticipant) -> dict[str, Any]:
    return {**person, "since": datetime.fromisoformat(person["since"])}
