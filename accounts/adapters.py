"""Where our accounts differ from what django-allauth assumes."""

import math
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import ngettext

from accounts.models import User
from accounts.names import NAME_CHARACTERS, clean_name
from accounts.signing_in import Attempt, TooManyAttempts


class AccountAdapter(DefaultAccountAdapter):
    def format_email_subject(self, subject: str) -> str:
        """Leave out the name of the site: the subjects say it themselves."""
        return str(subject)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt where REST counts its own, in place of django-allauth's counters."""
        try:
            _attempt(request, credentials).begin()
        except TooManyAttempts as refusal:
            minutes = math.ceil(refusal.retry_after_seconds / 60)
            sentence = ngettext(
                "Too many wrong passwords. Try again in a minute.",
                "Too many wrong passwords. Try again in %(minutes)d minutes.",
                minutes,
            )
            raise ValidationError(
                sentence, code="too_many_login_attempts", params={"minutes": minutes}
            ) from refusal

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        account = super().authenticate(request, **credentials)
        if account is not None:
            _attempt(request, credentials).succeed()
        return account

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        _attempt(request, credentials).fail()

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """Called by django-allauth when somebody has set a new password by mail."""
        _attempt(request, credentials).forget()


def _attempt(request: HttpRequest, credentials: dict[str, Any]) -> Attempt:
    return Attempt(credentials.get("email", ""), request.META.get("REMOTE_ADDR", ""))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> User:
        """Name the account as the provider does, else by what stands before the @."""
        user: User = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        name = data.get("name") or " ".join(part for part in parts if part)
        user.display_name = clean_name(name) or user.email.partition("@")[0][:NAME_CHARACTERS]
        return user
