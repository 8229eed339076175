"""The search of the admin lists."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class TextSearchAdmin(admin.ModelAdmin):
    """Searches its `search_fields` with the lookup of `accounts.text_search`."""

    def get_search_fields(self, request: HttpRequest) -> Any:
        return [
            field if field.endswith("__icontains") else f"{field}__contains_text"
            for field in super().get_search_fields(request)
        ]
