"""The admin of meetings and seats, which only meetings write."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rooms.admin.export import ExportingAdmin
from rooms.admin.read_only import ReadOnlyAdmin, ReadOnlyInline
from rooms.models import Meeting, Seat

_HAS_ENDED = ("ended_at", admin.EmptyFieldListFilter)
_IS_GIVEN_UP = ("given_up_at", admin.EmptyFieldListFilter)


class SeatInline(ReadOnlyInline):
    model = Seat
    fields = ("display_name", "user", "role", "taken_at", "given_up_at", "is_removed")
    readonly_fields = fields
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Seat]:
        return super().get_queryset(request).select_related("user")


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin, ExportingAdmin):
    list_display = ("room", "started_at", "ended_at", "seat_count")
    list_filter = (_HAS_ENDED,)
    search_fields = (
        "room__code",
        "room__name",
        "room__host__email",
        "seats__display_name",
        "seats__user__email",
    )
    search_help_text = _("Code, name or host of the room; name or address of a participant")
    list_select_related = ("room",)
    date_hierarchy = "started_at"
    fields = ("room", "started_at", "ended_at")
    inlines = (SeatInline,)
    exported = ("id", "room__code", "room__name", "started_at", "ended_at", "seat_count")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Meeting]:
        # Counted in a subquery, so that a search for a person does not change the count.
        seats = Seat.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
        count = Subquery(seats.annotate(count=Count("pk")).values("count"), IntegerField())
        return super().get_queryset(request).annotate(seat_count=Coalesce(count, 0))

    @admin.display(description=_("seats"), ordering="seat_count")
    def seat_count(self, meeting: Any) -> int:
        count: int = meeting.seat_count
        return count


@admin.register(Seat)
class SeatAdmin(ReadOnlyAdmin, ExportingAdmin):
    """The attendance: each person's seats, with their beginning and end."""

    list_display = ("display_name", "user", "role", "room", "taken_at", "given_up_at")
    list_filter = ("role", "is_removed", _IS_GIVEN_UP)
    search_fields = (
        "display_name",
        "user__email",
        "user__display_name",
        "meeting__room__code",
        "meeting__room__name",
    )
    search_help_text = _("Name or address of a person; code or name of a room")
    list_select_related = ("user", "meeting__room")
    date_hierarchy = "taken_at"
    fields = (
        "meeting",
        "display_name",
        "user",
        "guest_id",
        "role",
        "taken_at",
        "given_up_at",
        "is_removed",
    )
    exported = (
        "meeting_id",
        "meeting__room__code",
        "display_name",
        "user__email",
        "role",
        "taken_at",
        "given_up_at",
        "is_removed",
    )

    @admin.display(description=_("room"), ordering="meeting__room__name")
    def room(self, seat: Seat) -> str:
        return str(seat.meeting.room)
