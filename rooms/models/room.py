"""The room: permanent, with a code, a host, settings and members."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.bidi import isolate
from rooms import codes

ROOM_NAME_CHARACTERS = 100
FEWEST_PLACES, MOST_PLACES = 2, 100
MOST_MINUTES_WITHOUT_HOST = 120


def default_max_participants() -> int:
    return settings.DEFAULT_MAX_PARTICIPANTS


class Room(models.Model):
    class Access(models.TextChoices):
        ANYONE = "anyone", _("Anyone with the link")
        SIGNED_IN = "signed_in", _("Signed-in people")
        INVITED = "invited", _("Invited people only")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(
        _("code"), max_length=codes.LENGTH, unique=True, default=codes.new_code, editable=False
    )
    name = models.CharField(_("name"), max_length=ROOM_NAME_CHARACTERS)
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="rooms", verbose_name=_("host")
    )
    access = models.CharField(
        _("access"), max_length=10, choices=Access.choices, default=Access.ANYONE
    )
    is_locked = models.BooleanField(_("locked"), default=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    """Incremented with every change that affects who may enter.

    A seat is stored only if the decision to admit the person was based on the current version.
    """
    home_epoch = models.BigIntegerField(default=0, editable=False)
    """The epoch of the worker that may write about the meeting: see `rooms.actions.row_locks`."""

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ("-created_at",)
        permissions = (
            ("moderate_room", "Can act on rooms in session, lock, close and reopen rooms"),
            ("export_records", "Can export lists of rooms and meetings"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(code__regex=f"^{codes.PATTERN}$"), name="room_code_is_well_formed"
            ),
        )

    def __str__(self) -> str:
        return f"{isolate(self.name)} ({self.code})"

    def get_absolute_url(self) -> str:
        return f"/{self.code}"

    @property
    def has_ended(self) -> bool:
        return self.ended_at is not None


class RoomSettings(models.Model):
    class WhenHostLeaves(models.TextChoices):
        CONTINUE = "continue", _("Another person acts as host")
        LOCK = "lock", _("The room is locked")
        END = "end", _("The meeting ends after a while")

    class MediaServer(models.TextChoices):
        AUTO = "auto", _("For larger meetings")
        ALWAYS = "always", _("Always")
        NEVER = "never", _("Never")

    room = models.OneToOneField(
        Room, models.CASCADE, primary_key=True, related_name="settings", verbose_name=_("room")
    )
    max_participants = models.PositiveSmallIntegerField(
        _("maximum number of people"),
        default=default_max_participants,
        validators=[MinValueValidator(FEWEST_PLACES), MaxValueValidator(MOST_PLACES)],
    )
    waiting_room = models.BooleanField(_("waiting room"), default=False)
    knock_after_removal = models.BooleanField(
        _("new guests must ask after a removal"),
        default=True,
        help_text=_(
            "After a guest was removed, guests who are new to the meeting must ask to join until "
            "it ends."
        ),
    )
    allow_chat = models.BooleanField(_("chat"), default=True)
    allow_screen_share = models.BooleanField(_("screen sharing"), default=True)
    allow_microphone = models.BooleanField(_("microphones"), default=True)
    allow_camera = models.BooleanField(_("cameras"), default=True)
    allow_unmute = models.BooleanField(_("unmuting oneself"), default=True)
    allow_reactions = models.BooleanField(_("reactions"), default=True)
    allow_rename = models.BooleanField(_("changing one's name"), default=True)
    when_host_leaves = models.CharField(
        _("when the host leaves"),
        max_length=10,
        choices=WhenHostLeaves.choices,
        default=WhenHostLeaves.CONTINUE,
    )
    end_after_minutes = models.PositiveSmallIntegerField(
        _("minutes until it ends"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MINUTES_WITHOUT_HOST)],
    )
    media_server = models.CharField(
        _("media server"),
        max_length=6,
        choices=MediaServer.choices,
        default=MediaServer.AUTO,
    )

    class Meta:
        verbose_name = verbose_name_plural = _("room settings")
        constraints = (
            models.CheckConstraint(
                condition=Q(max_participants__range=(FEWEST_PLACES, MOST_PLACES)),
                name="room_has_2_to_100_places",
            ),
        )

    def __str__(self) -> str:
        return str(_("Settings of %(room)s") % {"room": self.room})

    def clean(self) -> None:
        if self.lacks_media_server:
            raise ValidationError({"media_server": _("This server has no media server.")})

    @property
    def lacks_media_server(self) -> bool:
        """Return whether a media server is required and the operator has configured none."""
        is_required = self.media_server == self.MediaServer.ALWAYS
        return is_required and not settings.MEDIA_SERVERS
