"""The differences between Meet's accounts and the defaults of django-allauth."""

import math
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext

from accounts import email_delivery
from accounts.client_networks import client_address
from accounts.login_attempts import LoginAttempt, TooManyAttempts
from accounts.models import User
from accounts.names import clean_name
from accounts.normalization import normalize_password

# The reset form sends one of these two mails. A failure is handled in the same way for both, so
# that the form does not reveal whether an account exists.
_RESETS = ("account/email/password_reset_key", "account/email/unknown_account")
_CONFIRMATION_SENT = "account/messages/email_confirmation_sent.txt"


class AccountAdapter(DefaultAccountAdapter):
    def format_email_subject(self, subject: str) -> str:
        """Leave out the name of the site, because each subject already contains it."""
        return str(subject)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail; `accounts.email_delivery` describes what happens when sending fails."""
        try:
            super().send_mail(template_prefix, email, context)
        except email_delivery.DELIVERY_ERRORS as error:
            email_delivery.record_failure(self.request, error)
            if template_prefix in _RESETS:
                messages.error(self.request, email_delivery.reset_failure())
                raise ImmediateHttpResponse(redirect("account_reset_password")) from error

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: Any, signup: bool
    ) -> None:
        super().send_confirmation_mail(request, emailconfirmation, signup)
        if email_delivery.has_failed(request):
            key = emailconfirmation.email_address.email.lower()
            # Without this, allauth's rate limit would skip the next attempt because it comes too
            # early.
            ratelimit.clear(request, action="confirm_email", key=key)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        **more: Any,
    ) -> None:
        """Replace the message "confirmation sent" by an error if the mail could not be sent."""
        if message_template == _CONFIRMATION_SENT and email_delivery.has_failed(request):
            messages.error(
                request, email_delivery.confirmation_failure((message_context or {})["email"])
            )
            return
        super().add_message(request, level, message_template, message_context, **more)

    def respond_email_verification_sent(self, request: HttpRequest, user: Any) -> HttpResponse:
        if email_delivery.has_failed(request):
            return redirect("account_login")
        return super().respond_email_verification_sent(request, user)

    def clean_password(self, password: str, user: Any = None) -> str:
        """Validate the password in its normal form, in which it is stored."""
        return str(super().clean_password(normalize_password(password), user))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt with the counters of REST instead of django-allauth's counters."""
        try:
            _login_attempt(request, credentials).begin()
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
            _login_attempt(request, credentials).succeed()
        return account

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        _login_attempt(request, credentials).fail()

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """Forget failed attempts after a password reset by mail; django-allauth calls this."""
        _login_attempt(request, credentials).forget()


def _login_attempt(request: HttpRequest, credentials: dict[str, Any]) -> LoginAttempt:
    return LoginAttempt(credentials.get("email", ""), client_address(request))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> User:
        """Take the display name from the provider, or from the address before the @."""
        user: User = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        name = data.get("name") or " ".join(part for part in parts if part)
        user.display_name = clean_name(name) or clean_name(user.email.partition("@")[0])
        return user
