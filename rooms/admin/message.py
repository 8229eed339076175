"""The admin of chat messages, in which an operator can delete messages."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import truncatechars
from django.utils.translation import gettext_lazy as _

from rooms import actions
from rooms.admin.export import ExportingAdmin
from rooms.admin.read_only import ReadOnlyAdmin, operator
from rooms.models import Message

_LISTED_CHARACTERS = 100


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin, ExportingAdmin):
    """Messages can be deleted, but not changed."""

    list_display = ("sent_at", "room", "sender_name", "user", "type", "beginning")
    list_filter = ("type",)
    search_fields = (
        "content",
        "sender_name",
        "room__code",
        "room__name",
        "user__email",
        "user__display_name",
    )
    search_help_text = _("Words, name or address of the sender; code or name of the room")
    list_select_related = ("room", "user")
    date_hierarchy = "sent_at"
    ordering = ("-id",)
    fields = ("room", "seat", "user", "sender_name", "type", "content", "sent_at")
    exported = ("id", "sent_at", "room__code", "sender_name", "user__email", "type", "content")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        actions.delete_message(obj, operator(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for message in queryset.select_related("room"):
            actions.delete_message(message, operator(request))

    @admin.display(description=_("content"))
    def beginning(self, message: Message) -> str:
        return truncatechars(message.content, _LISTED_CHARACTERS)
