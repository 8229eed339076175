"""The owner of a membership: an account, or an account with the confirmed invited address."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Q

from accounts.models import User


def memberships_of(user_id: int | None) -> Q:
    """Return a condition for the memberships of an account; a guest has none."""
    if user_id is None:
        return Q(pk__in=())
    return Q(user=user_id) | invitations_of(user_id)


def invitations_of(user_id: int | None) -> Q:
    """Return a condition for invitations that the account has not used yet.

    If the server does not confirm addresses, the account's own address counts as confirmed.
    """
    if user_id is None:
        return Q(pk__in=())
    confirmed = EmailAddress.objects.filter(user=user_id, verified=True).values("email")
    invited = Q(email__in=confirmed)
    if settings.ACCOUNT_EMAIL_VERIFICATION == "none":
        invited |= Q(email__in=User.objects.filter(pk=user_id).values("email"))
    return Q(user=None) & ~Q(email="") & invited
