"""What is common to the pages of tables that are written by meetings and not by hand."""

from typing import cast

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from accounts.models import User


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows to look at: nobody adds, changes or deletes them here, superusers neither."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def operator(request: HttpRequest) -> User:
    """Return who is signed in; the admin lets nobody else come this far."""
    return cast("User", request.user)
