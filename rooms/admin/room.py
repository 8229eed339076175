"""The admin of rooms with their settings and members, and its actions on several rooms."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.forms import LineField
from accounts.models import User
from rooms import actions
from rooms.admin.export import ExportingAdmin
from rooms.admin.read_only import operator
from rooms.admin.room_inlines import MembershipInline, RoomSettingsInline
from rooms.models import ROOM_NAME_CHARACTERS, Meeting, Room
from rooms.refusals import RoomNotFound

_HAS_ENDED = ("ended_at", admin.EmptyFieldListFilter)


class RoomForm(ModelForm):
    """The room. `roles_before` are the roles of accounts before the form is saved."""

    name = LineField(label=_("Name"), max_length=ROOM_NAME_CHARACTERS)
    roles_before: actions.Roles


class IsInSession(admin.SimpleListFilter):
    title = _("in session")
    parameter_name = "live"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Room]) -> QuerySet[Room]:
        live = Exists(Meeting.objects.filter(room=OuterRef("pk"), ended_at=None))
        match self.value():
            case "yes":
                return queryset.filter(live)
            case "no":
                return queryset.exclude(live)
        return queryset


@admin.register(Room)
class RoomAdmin(ExportingAdmin):
    form = RoomForm
    list_display = ("code", "name", "host", "access", "is_locked", "ended_at", "created_at")
    list_filter = (IsInSession, "access", "is_locked", _HAS_ENDED)
    search_fields = ("code", "name", "host__email", "host__display_name")
    search_help_text = _("Code, name, or the host's name or address")
    list_select_related = ("host",)
    date_hierarchy = "created_at"
    autocomplete_fields = ("host",)
    readonly_fields = ("code", "ended_at", "created_at", "updated_at")
    inlines = (RoomSettingsInline, MembershipInline)
    exported = (
        "code",
        "name",
        "host__email",
        "access",
        "is_locked",
        "ended_at",
        "created_at",
    )
    actions = ("lock", "unlock", "close", "reopen")

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return operator(request).has_perm("rooms.moderate_room")

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Require no permissions for related rows; the permission to delete rooms is sufficient."""
        found, counts, _missing, protected = super().get_deleted_objects(objs, request)
        return found, counts, set(), protected

    def save_model(self, request: HttpRequest, obj: Room, form: RoomForm, change: bool) -> None:
        """Store only the changed fields, so that other people's changes are not overwritten."""
        if not change:
            obj.save()
            return
        actions.lock_room_row(obj.pk)
        form.roles_before = actions.lasting_roles(obj.pk)
        fields = [name for name in form.changed_data if name in form.fields]
        obj.save(update_fields=[*fields, "updated_at"])

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save, and show an operator's changes to the people inside.

        Django stores no settings for a new room if the operator left them as they are, or may not
        change them.
        """
        super().save_related(request, form, formsets, change)
        if change:
            actions.apply_changed_roles(form.instance, operator(request), form.roles_before)
            actions.record_operator_change(form.instance, operator(request))
        else:
            actions.complete_new_room(form.instance, operator(request))

    def delete_model(self, request: HttpRequest, obj: Room) -> None:
        # If another person has already deleted the room, the result is the same.
        with suppress(RoomNotFound):
            actions.delete_room(obj, operator(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Room]) -> None:
        for room in queryset:
            self.delete_model(request, room)

    @admin.action(description=_("Lock"), permissions=("moderate",))
    def lock(self, request: HttpRequest, queryset: QuerySet[Room]) -> None:
        self._apply(request, queryset.filter(is_locked=False), _set_locked(True))

    @admin.action(description=_("Unlock"), permissions=("moderate",))
    def unlock(self, request: HttpRequest, queryset: QuerySet[Room]) -> None:
        self._apply(request, queryset.filter(is_locked=True), _set_locked(False))

    @admin.action(description=_("Close (all participants leave)"), permissions=("moderate",))
    def close(self, request: HttpRequest, queryset: QuerySet[Room]) -> None:
        self._apply(request, queryset.filter(ended_at=None), actions.close_room)

    @admin.action(description=_("Reopen"), permissions=("moderate",))
    def reopen(self, request: HttpRequest, queryset: QuerySet[Room]) -> None:
        self._apply(request, queryset.exclude(ended_at=None), actions.reopen_room)

    def _apply(
        self, request: HttpRequest, rooms: QuerySet[Room], action: Callable[[Room, User], None]
    ) -> None:
        changed = 0
        for room in rooms:
            with suppress(RoomNotFound):
                action(room, operator(request))
                changed += 1
        words = ngettext("%(count)d room was changed.", "%(count)d rooms were changed.", changed)
        self.message_user(request, words % {"count": changed}, messages.SUCCESS)


def _set_locked(locked: bool) -> Callable[[Room, User], None]:
    return lambda room, user: actions.set_locked(room, user, locked)
