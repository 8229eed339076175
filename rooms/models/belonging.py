"""Whose a membership is: an account's own, or one by an address that the account has confirmed."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Q

from accounts.models import User


def belongs_to(user_id: int | None) -> Q:
    """Return what is true of the memberships of an account; a guest has none."""
    if user_id is None:
        return Q(pk__in=())
    return Q(user=user_id) | is_invitation_of(user_id)


def is_invitation_of(user_id: int | None) -> Q:
    """Return what is true of invitations that the account has not come by yet.

    Where no addresses are confirmed at all, the account's own counts as confirmed.
    """
    if user_id is None:
        return Q(pk__in=())
    confirmed = EmailAddress.objects.filter(user=user_id, verified=True).values("email")
    invited = Q(email__in=confirmed)
    if settings.ACCOUNT_EMAIL_VERIFICATION == "none":
        invited |= Q(email__in=User.objects.filter(pk=user_id).values("email"))
    return Q(user=None) & ~Q(email="") & invited
