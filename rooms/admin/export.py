"""Export of admin lists as CSV or JSON, with the current search and filters.

Rows are sent while they are read. A list of any length therefore needs little memory. Every export
leaves an audit entry.
"""

import csv
import json
from collections.abc import AsyncIterator
from typing import Any, ClassVar

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from accounts.admin import TextSearchAdmin
from rooms.admin.read_only import operator
from rooms.audit import actor_of, record_outside_rooms
from rooms.codes import normalize_code
from rooms.models import Audit
from rooms.spreadsheets import safe_cell

_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_ROWS_AT_ONCE = 1000


class ExportingAdmin(TextSearchAdmin):
    """An admin list with export; `exported` are the fields, with `__` for related rows."""

    exported: ClassVar[tuple[str, ...]]
    change_list_template = "admin/exporting_list.html"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find a room's rows also by its code in any spelling, or by a link to the room."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        for field in self.search_fields:
            code = normalize_code(search_term) if field.endswith("code") else None
            if code is not None:
                found |= queryset.filter(**{field: code})
        return found, may_repeat

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.export)
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [path("export/<slug:kind>/", view, name=name), *super().get_urls()]

    def has_export_permission(self, request: HttpRequest) -> bool:
        may_export = operator(request).has_perm("rooms.export_records")
        return may_export and self.has_view_permission(request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        kinds = list(_TYPES) if self.has_export_permission(request) else []
        return super().changelist_view(request, {**(extra_context or {}), "export_kinds": kinds})

    def export(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """Send the rows of the list; if a filter is invalid, redirect to the list and its error."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        if kind not in _TYPES:
            raise Http404
        try:
            rows = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            listed = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
            return redirect(f"{listed}?{ERROR_FLAG}=1")
        what = f"{self.opts.verbose_name_plural} ({kind})"
        record_outside_rooms(actor_of(operator(request)), Audit.Action.EXPORT, what)
        lines = (_csv if kind == "csv" else _json)(rows, self.exported)
        response = StreamingHttpResponse(lines, content_type=_TYPES[kind])
        filename = f"{self.opts.model_name}-{timezone.now():%Y-%m-%d-%H%M}.{kind}"
        response["Content-Disposition"] = f'attachment; filename="{filename}"'
        return response


class _Line:
    """A file for a CSV writer. It returns each line instead of storing it."""

    def write(self, line: str) -> str:
        return line


async def _csv(rows: QuerySet[Any], fields: tuple[str, ...]) -> AsyncIterator[str]:
    """Yield lines in UTF-8 with a byte order mark, by which spreadsheets recognize UTF-8."""
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL)
    yield "\ufeff" + writer.writerow(fields)
    # values_list() cannot be used: Django would start its query in the event loop.
    async for row in rows.values(*fields).aiterator(_ROWS_AT_ONCE):
        yield writer.writerow([safe_cell(row[field]) for field in fields])


async def _json(rows: QuerySet[Any], fields: tuple[str, ...]) -> AsyncIterator[str]:
    """Yield one JSON array with an object for each row."""
    before = "["
    async for row in rows.values(*fields).aiterator(_ROWS_AT_ONCE):
        yield f"{before}\n{json.dumps(row, cls=DjangoJSONEncoder)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"
