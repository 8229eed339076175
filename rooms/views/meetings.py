"""Past meetings, for the host: attendance, chat, and the actions of hosts."""

import uuid
from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rooms import history
from rooms.attendance import Attendee, attendees
from rooms.models import Meeting, Room
from rooms.spreadsheets import csv_response
from rooms.views.permissions import host_required

MEETINGS_PER_PAGE = 20
MESSAGES_PER_PAGE = 100
# A meeting exceeds this only if someone locks and unlocks the room all the time.
MOST_AUDITS = 200


@require_safe
@host_required
def meetings(request: HttpRequest, room: Room) -> HttpResponse:
    page = Paginator(history.meetings_with_seats(room), MEETINGS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    past = [(meeting, _attendees(meeting)) for meeting in page]
    return render(request, "rooms/meetings.html", {"room": room, "page": page, "meetings": past})


@require_safe
@host_required
def meeting(request: HttpRequest, room: Room, meeting_id: uuid.UUID) -> HttpResponse:
    found = _find(room, meeting_id)
    transcript = Paginator(history.transcript_of(found), MESSAGES_PER_PAGE)
    audits = list(history.audits_of(found)[: MOST_AUDITS + 1])
    context = {
        "room": room,
        "meeting": found,
        "attendees": _attendees(found),
        "page": transcript.get_page(request.GET.get("page")),
        "audits": audits[:MOST_AUDITS],
        "has_more_audits": len(audits) > MOST_AUDITS,
    }
    return render(request, "rooms/meeting.html", context)


@require_safe
@host_required
def attendance_csv(request: HttpRequest, room: Room, meeting_id: uuid.UUID) -> HttpResponse:
    found = _find(room, meeting_id)
    heads = (_("Name"), _("Role"), _("Account"), _("From (UTC)"), _("To (UTC)"), _("Minutes"))
    rows = (_attendance_row(attendee) for attendee in _attendees(found))
    return csv_response(_filename(room, found, "attendance"), heads, rows)


@require_safe
@host_required
def transcript_csv(request: HttpRequest, room: Room, meeting_id: uuid.UUID) -> HttpResponse:
    found = _find(room, meeting_id)
    heads = (_("Time (UTC)"), _("Name"), _("Message"))
    return csv_response(_filename(room, found, "chat"), heads, _transcript_rows(found))


def _find(room: Room, meeting_id: uuid.UUID) -> Meeting:
    found = history.find_meeting(room, meeting_id)
    if found is None:
        raise Http404
    return found


def _attendees(meeting: Meeting) -> list[Attendee]:
    return attendees(meeting.seats.all(), timezone.now())


def _attendance_row(attendee: Attendee) -> tuple[object, ...]:
    return (
        attendee.display_name,
        attendee.role.label,
        _("yes") if attendee.has_account else _("no"),
        attendee.came_at,
        attendee.left_at,
        round(attendee.duration.total_seconds() / 60),
    )


def _transcript_rows(meeting: Meeting) -> Iterator[tuple[object, ...]]:
    for message in history.transcript_of(meeting).iterator():
        yield message.sent_at, message.sender_name, message.content


def _filename(room: Room, meeting: Meeting, what: str) -> str:
    return f"{room.code}-{meeting.started_at:%Y-%m-%d-%H%M}-{what}.csv"
