"""The URLs under /api: all calls, their reference, and a response to unknown calls."""

from django.urls import include, path, re_path

from meet.api.openapi_views import SchemaView, SwaggerView
from meet.api.unknown import UnknownView

urlpatterns = [
    path("", include("accounts.api.urls")),
    path("", include("rooms.api.urls")),
    path("schema", SchemaView.as_view(), name="api-schema"),
    path("docs", SwaggerView.as_view(), name="api-docs"),
    path("", include("signaling.reference.urls")),
    re_path("^", UnknownView.as_view()),
]
