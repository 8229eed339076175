"""The URLs of the calls for signing in and for one's own profile."""

from django.urls import path

from accounts.api.profile import ProfileView
from accounts.api.views import (
    LoginView,
    LogoutView,
    MeView,
    RefreshView,
    RegisterView,
)

urlpatterns = [
    path("auth/register", RegisterView.as_view(), name="api-register"),
    path("auth/login", LoginView.as_view(), name="api-login"),
    path("auth/refresh", RefreshView.as_view(), name="api-refresh"),
    path("auth/logout", LogoutView.as_view(), name="api-logout"),
    path("auth/me", MeView.as_view(), name="api-me"),
    path("users/me", ProfileView.as_view(), name="api-profile"),
]
