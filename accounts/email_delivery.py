"""Mails that cannot be sent: the request succeeds, and a message says how to try again.

A mail server that is down, slow or refuses a mail does not make the request fail. A request waits
for the mail server for at most EMAIL_TIMEOUT_SECONDS.
"""

import logging
from smtplib import SMTPResponseException

from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User

# Raised by the mail server, by the network, or for an address that cannot be encoded.
DELIVERY_ERRORS = (OSError, UnicodeError)

_log = logging.getLogger(__name__)


def record_failure(request: HttpRequest, error: Exception) -> None:
    """Log one line without the address and the mail server's text, and mark the request."""
    reason = getattr(error, "strerror", None) or type(error).__name__
    if isinstance(error, SMTPResponseException):
        reason = f"{reason} {error.smtp_code}"
    _log.error("A mail could not be sent: %s", reason)
    request.has_unsent_mail = True  # type: ignore[attr-defined]


def has_failed(request: HttpRequest) -> bool:
    return getattr(request, "has_unsent_mail", False)


def send_confirmation(request: HttpRequest, account: User) -> str | None:
    """Send an account its confirmation mail; return a sentence if that was impossible.

    Another mail within django-allauth's limit for an address is not sent.
    """
    if settings.ACCOUNT_EMAIL_VERIFICATION == "none":
        return None
    address, is_new = EmailAddress.objects.get_or_create(
        user=account, email=account.email, defaults={"primary": True}
    )
    if ratelimit.consume(request, action="confirm_email", key=address.email):
        address.send_confirmation(request, signup=is_new)
    return confirmation_failure(account.email) if has_failed(request) else None


def confirmation_failure(email: str) -> str:
    sentence = _(
        "The mail to confirm %(email)s could not be sent. "
        "Request it again in a few minutes, on the Email page of your account."
    )
    if settings.ACCOUNT_EMAIL_VERIFICATION == "mandatory":
        sentence = _(
            "The mail to confirm %(email)s could not be sent. "
            "Sign in again in a few minutes to have it sent."
        )
    return sentence % {"email": email}


def reset_failure() -> str:
    return _("The mail could not be sent. Try again in a few minutes.")
