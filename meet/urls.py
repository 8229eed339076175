"""The URLs of all pages and of the REST API."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from meet.robots import robots

urlpatterns = [
    path("admin/", admin.site.urls),
    # Middleware removes trailing slashes from calls before they are routed.
    path("api", RedirectView.as_view(pattern_name="api-docs")),
    path("api/", include("meet.api.urls")),
    path("meetmates/api/", include("meet.api.meetmates")),
    path("meetmates-page/api/", include("meet.api.meetmates")),
    path("robots.txt", robots),
    path("language/", set_language, name="set_language"),
    path("", include("meet.web_app.urls")),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("rooms.urls")),
]

handler400 = "meet.api.errors.bad_request"
handler500 = "meet.api.errors.server_error"
