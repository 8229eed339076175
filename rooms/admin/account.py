"""The admin of accounts, extended because the deletion of an account deletes its rooms."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin import UserAdmin
from accounts.models import User
from rooms import actions
from rooms.admin.read_only import operator
from rooms.models import Room

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Ends an account's rooms and meetings when it is deleted; `accounts` does not know rooms."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Require only the permissions to delete accounts and rooms; other rows depend on these."""
        found, counts, missing, protected = super().get_deleted_objects(objs, request)
        owned = {model._meta.verbose_name for model in (User, Room)}  # noqa: SLF001 documented
        return found, counts, missing & owned, protected

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        actions.delete_account(obj, operator(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for account in queryset:
            self.delete_model(request, account)
