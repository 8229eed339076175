"""Columns that identify a person: either an account or a guest id."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.identity import Person


def rows_of_person(person: Person) -> Q:
    """Return a condition for rows whose `user` or `guest_id` is this person."""
    if person.guest_id is not None:
        return Q(guest_id=person.guest_id)
    return Q(user=person.user_id)


def exactly_one_of(account: str, guest: str) -> Q:
    """Return a condition for rows in which exactly one of the two columns is set."""
    is_account = Q(**{f"{account}__isnull": False, guest: None})
    is_guest = Q(**{account: None, f"{guest}__isnull": False})
    return is_guest | is_account


class AbstractBlock(models.Model):
    """A block of an account or a guest, until a host or an operator removes it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("account"),
    )
    guest_id = models.UUIDField(_("guest"), null=True, blank=True)
    blocked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("blocked by"),
    )
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ("-created_at",)
