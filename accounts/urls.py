"""Meet's own account pages; django-allauth provides the others."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("session/", views.session, name="session"),
]
