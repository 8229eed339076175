"""The admin of refused joins, by day and reason."""

from django.contrib import admin

from rooms.admin.export import ExportingAdmin
from rooms.admin.read_only import ReadOnlyAdmin
from rooms.models import RefusedJoin


@admin.register(RefusedJoin)
class RefusedJoinAdmin(ReadOnlyAdmin, ExportingAdmin):
    list_display = ("day", "reason", "count")
    list_filter = ("reason",)
    date_hierarchy = "day"
    exported = ("day", "reason", "count")
