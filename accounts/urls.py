"""Our own account pages; those of django-allauth stand beside them."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("session/", views.session, name="session"),
]
