"""The live board: who is in session now, and what an operator may do about it.

Whoever may view rooms sees the board; acting takes the right to moderate them. Both are checked
here, whatever the page offered.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from rooms import actions, statistics
from rooms.admin.records import operator
from rooms.models import Meeting, Room, Seat

View = Callable[..., HttpResponse]


def urls(site: AdminSite) -> list[URLPattern]:
    return [
        path("live/", site.admin_view(board), name="live_board"),
        path("live/<uuid:room_id>/lock/", site.admin_view(lock), name="live_lock"),
    ]


def context(request: HttpRequest) -> dict[str, Any]:
    """Return what the board shows to who is signed in; nothing where they may see nothing."""
    user = operator(request)
    if not user.has_perm("rooms.view_room"):
        return {}
    return {
        "may_moderate": user.has_perm("rooms.moderate_room"),
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


def moderators_only(view: View) -> View:
    """Hand the view its room; refuse those who may only look."""

    @wraps(view)
    def wrapped(request: HttpRequest, room_id: uuid.UUID, **kwargs: Any) -> HttpResponse:
        if not operator(request).has_perm("rooms.moderate_room"):
            raise PermissionDenied
        return view(request, get_object_or_404(Room, pk=room_id), **kwargs)

    return wrapped


@require_POST
@moderators_only
def lock(request: HttpRequest, room: Room) -> HttpResponse:
    actions.set_locked(room, operator(request), "locked" in request.POST)
    return redirect("admin:index")


def _rooms_in_session() -> list[dict[str, Any]]:
    standing = Seat.objects.filter(given_up_at=None).order_by("taken_at")
    live = Meeting.objects.filter(ended_at=None).select_related("room").order_by("started_at")
    return [
        {
            "room_id": meeting.room_id,
            "code": meeting.room.code,
            "name": meeting.room.name,
            "meeting_id": meeting.pk,
            "since": meeting.started_at,
            "is_locked": meeting.room.is_locked,
            "participants": [
                {
                    "participant_id": seat.pk,
                    "display_name": seat.display_name,
                    "role": seat.role,
                    "since": seat.taken_at,
                }
                for seat in meeting.seats.all()
            ],
        }
        for meeting in live.prefetch_related(Prefetch("seats", standing))
    ]
