"""The admin site: its front page, its additional pages and its login.

Staff sign in on the same page as everyone else, with the same limits. The admin has no login of its
own.
"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext_lazy as _

_FIRST = {"rooms": 0, "accounts": 1}


class MeetAdminSite(AdminSite):
    site_title = "Meet"
    site_header = "Meet"
    index_title = _("Administration")

    def get_urls(self) -> list[URLResolver | URLPattern]:
        from rooms.admin import live_actions, live_board  # noqa: PLC0415 models are loaded by now

        return [*live_board.urls(self), *live_actions.urls(self), *super().get_urls()]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        from rooms.admin import live_board  # noqa: PLC0415

        return super().index(
            request, {**(extra_context or {}), **live_board.board_context(request)}
        )

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """List Meet's own applications before those of the libraries."""
        apps: list[dict[str, Any]] = super().get_app_list(request, app_label)
        return sorted(apps, key=lambda app: _FIRST.get(app["app_label"], len(_FIRST)))

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Redirect anonymous people to the sign-in page, and refuse people who are not staff."""
        view = secure_admin_login(super().login)
        response: HttpResponse = view(request, extra_context)
        return response

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return redirect("account_change_password")
