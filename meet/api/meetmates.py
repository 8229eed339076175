"""The calls below the base URLs for clients of MeetMates; see `docs/dialects.md`."""

from django.urls import path, re_path

from accounts.api.meetmates import (
    MeetMatesCardView,
    MeetMatesGoogleView,
    MeetMatesLoginView,
    MeetMatesSignUpView,
    MeetMatesTokenView,
)
from meet.api.unknown import UnknownView

urlpatterns = [
    path("auth/login", MeetMatesLoginView.as_view()),
    path("auth/signup", MeetMatesSignUpView.as_view()),
    path("auth/google-login", MeetMatesGoogleView.as_view()),
    path("auth/image-login", MeetMatesCardView.as_view()),
    path("verify-token", MeetMatesTokenView.as_view()),
    re_path("^", UnknownView.as_view()),
]
