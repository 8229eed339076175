"""A meeting is one live session of a room; a seat is one person's place in it."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.bidi import isolate
from accounts.names import NAME_CHARACTERS
from rooms.models.room import Room


class Meeting(models.Model):
    """One session of a room, from its first seat to the end of its last one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey(Room, models.CASCADE, related_name="meetings", verbose_name=_("room"))
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ("-started_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("room",), condition=Q(ended_at=None), name="one_live_meeting_per_room"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="meeting_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{isolate(self.room.name)}, {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def duration(self) -> timedelta:
        """The duration of the meeting, until now if it has not ended."""
        return (self.ended_at or max(timezone.now(), self.started_at)) - self.started_at


class Seat(models.Model):
    """One person's place in a meeting, with the role and the times.

    The person is an account or a guest, and has at most one seat in a meeting at a time. The name
    is the one used in that meeting.
    """

    class Role(models.TextChoices):
        HOST = "host", _("Host")
        COHOST = "cohost", _("Co-host")
        PARTICIPANT = "participant", _("Participant")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="seats", verbose_name=_("meeting")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("account"),
    )
    guest_id = models.UUIDField(_("guest"), null=True, blank=True)
    display_name = models.CharField(_("name"), max_length=NAME_CHARACTERS)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    taken_at = models.DateTimeField(_("from"), default=timezone.now)
    given_up_at = models.DateTimeField(_("to"), null=True, blank=True)
    is_removed = models.BooleanField(_("removed by a host"), default=False)

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ("taken_at",)
        # For queries of the people who are present now, or were present today.
        indexes = (models.Index(fields=("given_up_at",), name="seats_by_their_end"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(user=None) | Q(guest_id=None), name="seat_is_of_account_or_guest"
            ),
            models.CheckConstraint(
                condition=Q(given_up_at=None) | Q(given_up_at__gte=F("taken_at")),
                name="seat_is_given_up_after_taken",
            ),
            models.UniqueConstraint(
                fields=("meeting", "user"),
                condition=Q(given_up_at=None),
                name="one_seat_per_account",
            ),
            models.UniqueConstraint(
                fields=("meeting", "guest_id"),
                condition=Q(given_up_at=None),
                name="one_seat_per_guest",
            ),
        )

    def __str__(self) -> str:
        return self.display_name
