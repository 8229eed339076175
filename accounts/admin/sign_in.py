"""The admin of what people sign in with: their addresses, and their accounts elsewhere.

django-allauth's own pages let everybody who may change these rows sign in as anybody: an address
gets mails to reset the password, and a social application vouches for every account. They also let
staff who may only view addresses mark them as verified.
"""

from typing import Any

from allauth.account.admin import EmailAddressAdmin as AllauthEmailAddressAdmin
from allauth.account.models import EmailAddress
from allauth.socialaccount import admin as social
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin.permissions import SuperuserAdmin, may_change
from accounts.admin.text_search import TextSearchAdmin

for _model in (EmailAddress, SocialAccount, SocialApp, SocialToken):
    admin.site.unregister(_model)


@admin.register(EmailAddress)
class EmailAddressAdmin(TextSearchAdmin, AllauthEmailAddressAdmin):
    """An address stays with its account; only superusers add one or change those of staff."""

    list_select_related = ("user",)
    actions = ("make_verified",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_change(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_change(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else ("user",)

    @admin.action(
        description=AllauthEmailAddressAdmin.make_verified.short_description,
        permissions=("change",),
    )
    def make_verified(self, request: HttpRequest, queryset: QuerySet[EmailAddress]) -> None:
        if not request.user.is_superuser:
            queryset = queryset.filter(user__is_staff=False)
        super().make_verified(request, queryset)


@admin.register(SocialAccount)
class SocialAccountAdmin(SuperuserAdmin, TextSearchAdmin, social.SocialAccountAdmin):
    list_select_related = ("user",)


class _SecretAdmin(SuperuserAdmin):
    """Rows with secrets, which only superusers see."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser


@admin.register(SocialApp)
class SocialAppAdmin(_SecretAdmin, social.SocialAppAdmin):
    pass


@admin.register(SocialToken)
class SocialTokenAdmin(_SecretAdmin, social.SocialTokenAdmin):
    pass


def _may_change(request: HttpRequest, address: EmailAddress | None) -> bool:
    return may_change(request, None if address is None else address.user)
