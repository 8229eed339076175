"""Reports about partners in random pairs, and who is kept out of them."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from rooms.actions import pairing
from rooms.models import PairBlock, Report


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    """Complaints are read and handled, never written here."""

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

    @admin.action(
        description=_("Keep whom they are about out of random pairs"), permissions=["change"]
    )
    def block_reported(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        assert isinstance(request.user, User)  # noqa: S101 the admin lets nobody else come this far
        for report in queryset.select_related("reported"):
            pairing.block_reported(report, request.user)
        words = ngettext("%d report was handled.", "%d reports were handled.", len(queryset))
        self.message_user(request, words % len(queryset))


@admin.register(PairBlock)
class PairBlockAdmin(admin.ModelAdmin):
    list_display = ("__str__", "guest_id", "reason", "blocked_by", "created_at")
    search_fields = ("user__email", "user__display_name", "guest_id", "reason")
    list_select_related = ("user", "blocked_by")
    autocomplete_fields = ("user",)
    readonly_fields = ("blocked_by", "created_at")

    def save_model(self, request: HttpRequest, obj: PairBlock, form: Any, change: bool) -> None:
        """Save, and let the person be parted from a partner at once."""
        if not change and isinstance(request.user, User):
            obj.blocked_by = request.user
        super().save_model(request, obj, form, change)
        pairing.tell_pair_block(obj)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        assert isinstance(obj, PairBlock)  # noqa: S101 this admin is registered for nothing else
        pairing.unblock_from_pairs(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[PairBlock]) -> None:
        for block in queryset:
            pairing.unblock_from_pairs(block)
