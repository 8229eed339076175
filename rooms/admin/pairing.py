"""The admin of reports about partners in random pairs, and of blocks from random pairs."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin import TextSearchAdmin
from rooms.actions import pairing
from rooms.admin.read_only import operator
from rooms.models import PairBlock, Report


@admin.register(Report)
class ReportAdmin(TextSearchAdmin):
    """Operators read and handle reports, but do not write them."""

    list_display = ("created_at", "reported_name", "reporter_name", "reason", "is_handled")
    list_filter = ("is_handled",)
    search_fields = ("reason", "reported__email", "reporter__email")
    list_select_related = ("reporter", "reported")
    date_hierarchy = "created_at"
    readonly_fields = (
        "reporter",
        "reporter_guest_id",
        "reported",
        "reported_guest_id",
        "reason",
        "messages",
        "created_at",
    )
    actions = ("block_reported",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_block_permission(self, request: HttpRequest) -> bool:
        may_block = operator(request).has_perm("rooms.add_pairblock")
        return may_block and self.has_change_permission(request)

    @admin.action(
        description=_("Block the reported people from random pairs"), permissions=["block"]
    )
    def block_reported(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        for report in queryset.select_related("reported"):
            pairing.block_reported(report, operator(request))
        words = ngettext("%d report was handled.", "%d reports were handled.", len(queryset))
        self.message_user(request, words % len(queryset))


@admin.register(PairBlock)
class PairBlockAdmin(TextSearchAdmin):
    list_display = ("__str__", "guest_id", "reason", "blocked_by", "created_at")
    search_fields = ("user__email", "user__display_name", "guest_id__icontains", "reason")
    list_select_related = ("user", "blocked_by")
    autocomplete_fields = ("user",)
    readonly_fields = ("blocked_by", "created_at")

    def get_readonly_fields(self, request: HttpRequest, obj: PairBlock | None = None) -> Any:
        """Make the person of a stored block read-only; another person needs another block."""
        return (*self.readonly_fields, *(("user", "guest_id") if obj else ()))

    def save_model(self, request: HttpRequest, obj: PairBlock, form: Any, change: bool) -> None:
        pairing.block_from_pairs(obj, operator(request))

    def delete_model(self, request: HttpRequest, obj: PairBlock) -> None:
        pairing.unblock_from_pairs(obj, operator(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[PairBlock]) -> None:
        for block in queryset:
            pairing.unblock_from_pairs(block, operator(request))
