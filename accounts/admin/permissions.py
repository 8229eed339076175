"""The permissions to change accounts, and the rows that belong to them.

Without these rules, the permission to change accounts, their addresses or their groups would
include every other permission: its holder could make themselves a superuser, or sign in as one.
"""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from accounts.models import User


def may_change(request: HttpRequest, account: User | None) -> bool:
    """Tell whether the signed-in person may change the account without gaining its permissions.

    Superusers may change every account. Other staff may change only accounts that are not staff.
    """
    return account is None or request.user.is_superuser or not account.is_staff


class SuperuserAdmin(admin.ModelAdmin):
    """Only superusers add, change or delete rows; a permission only shows them."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.is_superuser
