"""The search and the filters of the admin lists."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import SEARCH_VAR
from django.http import HttpRequest


class TextSearchAdmin(admin.ModelAdmin):
    """Searches its `search_fields` with the lookup of `accounts.text_search`."""

    def get_search_fields(self, request: HttpRequest) -> Any:
        return [
            field if field.endswith("__icontains") else f"{field}__contains_text"
            for field in super().get_search_fields(request)
        ]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Treat a filter with a null character as invalid: PostgreSQL can't search for it.

        The form of the search explains null characters itself.
        """
        filters = {name: values for name, values in request.GET.lists() if name != SEARCH_VAR}
        if any("\0" in value for values in filters.values() for value in values):
            raise IncorrectLookupParameters
        return super().get_changelist_instance(request)
