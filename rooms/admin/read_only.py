"""The base classes of admin pages for tables that only meetings write."""

from typing import cast

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from accounts.models import User


class _ReadOnly:
    """Nobody can add, change or delete rows in the admin, including superusers."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ReadOnlyAdmin(_ReadOnly, admin.ModelAdmin):
    pass


class ReadOnlyInline(_ReadOnly, admin.TabularInline):
    pass


def operator(request: HttpRequest) -> User:
    """Return the signed-in person; the admin admits only staff."""
    return cast("User", request.user)
