"""The plain admin over every table; the audit is for reading only."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from accounts.models import User
from rooms import (
    actions,
    pairing_admin,  # noqa: F401 registers its models
)
from rooms.models import Audit, Block, Meeting, Membership, Message, Room, RoomSettings, Seat


class RoomSettingsInline(admin.StackedInline):
    model = RoomSettings
    can_delete = False


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ("user",)


class SeatInline(admin.TabularInline):
    model = Seat
    extra = 0
    fields = ("display_name", "user", "role", "taken_at", "given_up_at", "is_removed")
    readonly_fields = fields
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Room)
class RoomAdmin(admin.ModelAdmin):
    list_display = ("code", "name", "host", "access", "is_locked", "ended_at", "created_at")
    list_filter = ("access", "is_locked", ("ended_at", admin.EmptyFieldListFilter))
    search_fields = ("code", "name", "host__email", "host__display_name")
    list_select_related = ("host",)
    date_hierarchy = "created_at"
    autocomplete_fields = ("host",)
    readonly_fields = ("code", "created_at", "updated_at")
    inlines = (RoomSettingsInline, MembershipInline)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save, and let the people inside see what an operator changed."""
        super().save_related(request, form, formsets, change)
        actions.record_operator_change(form.instance, _operator(request))

    def delete_model(self, request: HttpRequest, obj: Room) -> None:
        actions.delete_room(obj, _operator(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Room]) -> None:
        for room in queryset:
            actions.delete_room(room, _operator(request))


@admin.register(RoomSettings)
class RoomSettingsAdmin(admin.ModelAdmin):
    list_display = ("room", "max_participants", "waiting_room", "allow_chat", "allow_screen_share")
    list_select_related = ("room",)
    search_fields = ("room__code", "room__name")
    autocomplete_fields = ("room",)

    def save_model(self, request: HttpRequest, obj: RoomSettings, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        actions.record_operator_change(obj.room, _operator(request))


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ("room", "user", "role", "created_at")
    list_filter = ("role",)
    search_fields = ("room__code", "room__name", "user__email", "user__display_name")
    list_select_related = ("room", "user")
    autocomplete_fields = ("room", "user")


@admin.register(Meeting)
class MeetingAdmin(admin.ModelAdmin):
    list_display = ("room", "started_at", "ended_at")
    list_filter = (("ended_at", admin.EmptyFieldListFilter),)
    search_fields = ("room__code", "room__name")
    list_select_related = ("room",)
    date_hierarchy = "started_at"
    autocomplete_fields = ("room",)
    inlines = (SeatInline,)


@admin.register(Seat)
class SeatAdmin(admin.ModelAdmin):
    list_display = ("display_name", "user", "role", "meeting", "taken_at", "given_up_at")
    list_filter = ("role", "is_removed")
    search_fields = ("display_name", "user__email", "meeting__room__code")
    list_select_related = ("user", "meeting__room")
    date_hierarchy = "taken_at"
    autocomplete_fields = ("meeting", "user")


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    list_display = ("sent_at", "room", "sender_name", "type", "content")
    list_filter = ("type",)
    search_fields = ("content", "sender_name", "room__code", "user__email")
    list_select_related = ("room",)
    date_hierarchy = "sent_at"
    autocomplete_fields = ("room", "seat", "user")


@admin.register(Block)
class BlockAdmin(admin.ModelAdmin):
    list_display = ("display_name", "room", "user", "blocked_by", "created_at")
    search_fields = ("display_name", "room__code", "user__email")
    list_select_related = ("room", "user", "blocked_by")
    autocomplete_fields = ("room", "user", "blocked_by")


@admin.register(Audit)
class AuditAdmin(admin.ModelAdmin):
    list_display = ("at", "actor_name", "action", "target_name", "room_code")
    list_filter = ("action",)
    search_fields = ("room_code", "actor_name", "actor__email", "target_name")
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _operator(request: HttpRequest) -> User:
    """Return who is signed in; the admin lets nobody else come this far."""
    return cast("User", request.user)
