"""The addresses of an account, which django-allauth stores beside the account's own one."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from accounts.models import User


def must_confirm_address(account: User) -> bool:
    """Tell whether the account can't sign in until it has confirmed an address."""
    if settings.ACCOUNT_EMAIL_VERIFICATION != "mandatory":
        return False
    return not EmailAddress.objects.filter(user=account, verified=True).exists()


def is_confirmed(email: str) -> bool:
    """Tell whether an account has confirmed this address, be it its own one or another one."""
    return EmailAddress.objects.filter(email=email, verified=True).exists()


@transaction.atomic
def replace_address(account: User, former: str) -> None:
    """Forget the former address of an account whose own address has changed.

    Otherwise the former address would still sign in, reset the password and accept invitations. The
    new address is not confirmed, unless it was one of the account's confirmed addresses before.
    """
    EmailAddress.objects.filter(user=account, email=former).delete()
    address, _ = EmailAddress.objects.get_or_create(user=account, email=account.email)
    address.set_as_primary()
