"""The addresses of an account, which django-allauth stores beside the account's own one."""

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User


@transaction.atomic
def replace_address(account: User, former: str) -> None:
    """Forget the former address of an account whose own address has changed.

    Otherwise the former address would still sign in, reset the password and accept invitations. The
    new address is not confirmed, unless it was one of the account's confirmed addresses before.
    """
    EmailAddress.objects.filter(user=account, email=former).delete()
    address, _ = EmailAddress.objects.get_or_create(user=account, email=account.email)
    address.set_as_primary()
