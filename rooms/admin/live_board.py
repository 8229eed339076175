"""The live board: the rooms in session now, and today's numbers.

Every operator who may view rooms sees it. The rooms come from the processes with the sockets. If
these do not answer, the board still displays the numbers, which come from rows.
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

from rooms import live_rooms, statistics
from rooms.actions import media_servers
from rooms.admin.live_actions import may_moderate
from rooms.admin.read_only import operator
from rooms.models import Meeting
from rooms.refusals import Unavailable


def urls(site: AdminSite) -> list[URLPattern]:
    return [path("live/", site.admin_view(board), name="live_board")]


def board_context(request: HttpRequest) -> dict[str, Any]:
    """Return the content of the board, or {} if the signed-in person may not view rooms.

    `rooms_in_session` is None if no process answered.
    """
    if not operator(request).has_perm("rooms.view_room"):
        return {}
    state = _live_state()
    return {
        "may_moderate": may_moderate(request),
        "rooms_in_session": None if state is None else _rooms_in_session(state.rooms),
        "media_servers": _media_servers(state),
        "meetings_now": statistics.meetings_now(),
        "people_now": statistics.people_now(),
        "peak_today": statistics.peak_today(),
        "refused_joins_today": statistics.refused_joins_today(),
    }


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Return only the board, for the page that refreshes it."""
    shown = board_context(request)
    if not shown:
        raise PermissionDenied
    return render(request, "admin/live/board.html", shown)


def _live_state() -> live_rooms.LiveState | None:
    try:
        return live_rooms.live_state()
    except Unavailable:
        return None


def _media_servers(state: live_rooms.LiveState | None) -> list[dict[str, Any]]:
    """Return the configured media servers; the health is None if no process has told it."""
    names = media_servers.configured_names()
    if not names:
        return []
    drained, loads = media_servers.drained_media_servers(), media_servers.stored_loads()
    return [
        {
            "name": name,
            "is_healthy": None if state is None else state.media_servers.get(name),
            "is_drained": name in drained,
            "load": loads.get(name, media_servers.NO_LOAD),
        }
        for name in names
    ]


def _rooms_in_session(rooms: list[live_rooms.LiveRoom]) -> list[dict[str, Any]]:
    """Return the rooms as `LiveRoom`s, with times as datetimes, the longest session first.

    `since` is None for a room without rows, and for a room whose first seat is not stored yet. The
    lock is read from the rows, because the processes with the sockets learn of a change a moment
    later.
    """
    stored = _meeting_rows([room["meeting_id"] for room in rooms if room["meeting_id"]])
    described = [
        {
            **room,
            **stored.get(room["meeting_id"], {"since": None}),
            "participants": [_with_time(person) for person in room["participants"]],
        }
        for room in rooms
    ]
    return sorted(described, key=lambda room: room["since"] or timezone.now())


def _meeting_rows(meeting_ids: list[str]) -> dict[str, dict[str, Any]]:
    """Return the start of each meeting, and whether its room is locked."""
    meetings = Meeting.objects.filter(pk__in=meeting_ids)
    return {
        str(meeting_id): {"since": started_at, "is_locked": is_locked}
        for meeting_id, started_at, is_locked in meetings.values_list(
            "pk", "started_at", "room__is_locked"
        )
    }


def _with_time(person: live_rooms.LiveParticipant) -> dict[str, Any]:
    return {**person, "since": datetime.fromisoformat(person["since"])}
