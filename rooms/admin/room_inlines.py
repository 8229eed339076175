"""The settings and members of a room, on the admin page of the room."""

from typing import ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AdminEmailInputWidget
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rooms.models import Membership, RoomSettings


class RoomSettingsInline(admin.StackedInline):
    model = RoomSettings
    can_delete = False


class MembershipForm(ModelForm):
    """Adds a label for screen readers, because a table heading does not label a field."""

    class Meta:
        widgets: ClassVar = {"email": AdminEmailInputWidget(attrs={"aria-label": _("Email")})}


class MembershipInline(admin.TabularInline):
    model = Membership
    form = MembershipForm
    extra = 0
    fields = ("user", "email", "role")
    autocomplete_fields = ("user",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).select_related("user")
