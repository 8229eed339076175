"""The admin of blocks, and of the actions of hosts and operators."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rooms import actions
from rooms.admin.export import ExportingAdmin
from rooms.admin.read_only import ReadOnlyAdmin, operator
from rooms.models import Audit, Block


@admin.register(Block)
class BlockAdmin(ReadOnlyAdmin, ExportingAdmin):
    """Hosts block people in meetings. Deleting a block unblocks the person."""

    list_display = ("display_name", "user", "room", "blocked_by", "created_at")
    search_fields = (
        "display_name",
        "user__email",
        "user__display_name",
        "room__code",
        "room__name",
    )
    search_help_text = _("Name or address of a person; code or name of the room")
    list_select_related = ("room", "user", "blocked_by")
    date_hierarchy = "created_at"
    fields = ("room", "display_name", "user", "guest_id", "blocked_by", "created_at")
    exported = ("room__code", "display_name", "user__email", "blocked_by__email", "created_at")
    actions = ("unblock",)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer "Unblock" instead of "Delete", which would do the same."""
        offered = super().get_actions(request)
        offered.pop("delete_selected", None)
        return offered

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        actions.unblock(obj.room, operator(request), obj)

    @admin.action(description=_("Unblock"), permissions=("delete",))
    def unblock(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for block in queryset.select_related("room"):
            actions.unblock(block.room, operator(request), block)
        self.message_user(request, _("The unblocked people can join again."))


@admin.register(Audit)
class AuditAdmin(ReadOnlyAdmin, ExportingAdmin):
    list_display = ("at", "actor_name", "action", "target_name", "room_code")
    list_filter = ("action",)
    search_fields = (
        "room_code",
        "room__name",
        "actor_name",
        "actor__email",
        "target_name",
    )
    search_help_text = _("Code or name of the room; name or address of the actor or the target")
    ordering = ("-id",)
    date_hierarchy = "at"
    fields = (
        "at",
        "actor",
        "actor_name",
        "action",
        "target_name",
        "target_seat",
        "room",
        "room_code",
    )
    exported = ("at", "actor_name", "actor__email", "action", "target_name", "room_code")
