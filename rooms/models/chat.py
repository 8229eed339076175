"""Chat messages."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.bidi import isolate
from accounts.names import NAME_CHARACTERS
from rooms.models.meeting import Seat
from rooms.models.room import Room

MESSAGE_CHARACTERS = 2000
MESSAGE_KEY_CHARACTERS = 64


class Message(models.Model):
    """One chat message; the ids of a room's messages ascend in the order people saw them."""

    class Type(models.TextChoices):
        TEXT = "TEXT", _("Text")
        FILE = "FILE", _("File")
        SYSTEM = "SYSTEM", _("System")

    room = models.ForeignKey(Room, models.CASCADE, related_name="messages", verbose_name=_("room"))
    seat = models.ForeignKey(
        Seat, models.SET_NULL, null=True, related_name="messages", verbose_name=_("seat")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("account"),
    )
    guest_id = models.UUIDField(_("guest"), null=True, blank=True, editable=False)
    peer_id = models.CharField(_("socket"), max_length=64)
    sender_name = models.CharField(_("sender"), max_length=NAME_CHARACTERS)
    type = models.CharField(_("type"), max_length=6, choices=Type.choices, default=Type.TEXT)
    content = models.TextField(_("content"), max_length=MESSAGE_CHARACTERS)
    key = models.CharField(
        _("key"),
        max_length=MESSAGE_KEY_CHARACTERS,
        null=True,
        blank=True,
        help_text=_("Set by the client, so that a retry is not stored twice."),
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ("id",)
        indexes = (models.Index(fields=("room", "-id"), name="messages_of_room_newest"),)
        constraints = (
            models.UniqueConstraint(
                fields=("room", "user", "key"), name="one_message_per_account_and_key"
            ),
            models.UniqueConstraint(
                fields=("room", "guest_id", "key"), name="one_message_per_guest_and_key"
            ),
        )

    def __str__(self) -> str:
        return f"{isolate(self.sender_name)}, {self.sent_at:%Y-%m-%d %H:%M}"
