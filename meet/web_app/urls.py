"""The URLs of the app. A service worker controls only pages below its own address."""

from django.urls import path

from meet.web_app import views

urlpatterns = [
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("service-worker.js", views.service_worker, name="service-worker"),
    path("offline/<slug:language>/", views.offline, name="offline"),
]
