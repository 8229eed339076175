"""The URLs of the events reference, next to that of the REST API: a page, and two files."""

from django.urls import path, re_path

from signaling.reference import views

urlpatterns = [
    re_path(r"^docs/events/?$", views.page, name="events-reference"),
    path("docs/events/asyncapi.json", views.document, name="events-asyncapi"),
    path("docs/events/meet-events.d.ts", views.types, name="events-types"),
]
