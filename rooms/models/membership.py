"""The members of a room: accounts, and people who were invited by an address."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.bidi import isolate
from accounts.models import User
from accounts.normalization import normalize_email
from rooms.models.room import Room


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


class Membership(models.Model):
    """The relation of an account to a room beyond one meeting: co-host or invited.

    An invitation by address has no account until an account with that confirmed address opens the
    room. An invitation therefore does not reveal whether such an account exists.
    """

    class Role(models.TextChoices):
        COHOST = "cohost", _("Co-host")
        INVITED = "invited", _("Invited")

    room = models.ForeignKey(Room, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("account"),
        null=True,
        blank=True,
    )
    email = models.EmailField(_("invited address"), blank=True)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = (
            models.UniqueConstraint(fields=("room", "user"), name="one_membership_per_account"),
            models.UniqueConstraint(
                fields=("room", "email"), condition=~Q(email=""), name="one_invitation_per_address"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(email=""), name="membership_is_somebodys"
            ),
        )

    def __str__(self) -> str:
        return f"{isolate(self.name)}, {self.get_role_display()}"

    def clean(self) -> None:
        super().clean()
        self.email = normalize_email(self.email)
        if self.user_id is None and not self.email:
            raise ValidationError(_("Choose an account, or give an address."))

    @property
    def is_pending(self) -> bool:
        return self.user_id is None

    @property
    def name(self) -> str:
        """Return the account's name, or the address while there is no account."""
        return self.email if self.user is None else self.user.display_name

    @property
    def address(self) -> str:
        """Return the address that was invited, or else the account's."""
        return self.email or (self.user.email if self.user else "")
