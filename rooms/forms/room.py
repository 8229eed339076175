"""The form of a room and its settings."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.forms import LineField
from rooms.models import ROOM_NAME_CHARACTERS, Room, RoomSettings


class RoomForm(forms.ModelForm):
    """The room and its settings in one form. The form does not save; an action writes the rows."""

    name = LineField(
        label=_("Name"),
        max_length=ROOM_NAME_CHARACTERS,
        error_messages={
            "required": _("Give the room a name."),
            "max_length": _("A name has at most %(limit_value)d characters."),
        },
    )
    access = forms.ChoiceField(
        label=_("Who can join"),
        choices=Room.Access.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who can join."),
            "invalid_choice": _("Select one of the options."),
        },
    )

    class Meta:
        model = RoomSettings
        fields = (
            "waiting_room",
            "knock_after_removal",
            "max_participants",
            "allow_chat",
            "allow_screen_share",
            "allow_microphone",
            "allow_camera",
            "allow_unmute",
            "allow_reactions",
            "allow_rename",
            "when_host_leaves",
            "end_after_minutes",
            "media_server",
        )
        labels: ClassVar[dict[str, Any]] = {
            "waiting_room": _("Waiting room"),
            "knock_after_removal": _("New guests must ask after a removal"),
            "max_participants": _("Maximum number of people"),
            "allow_chat": _("Send chat messages"),
            "allow_screen_share": _("Share their screen"),
            "allow_microphone": _("Use their microphone"),
            "allow_camera": _("Use their camera"),
            "allow_unmute": _("Unmute themselves"),
            "allow_reactions": _("Send reactions"),
            "allow_rename": _("Change their name"),
            "when_host_leaves": _("If the host leaves and does not return"),
            "end_after_minutes": _("Minutes until the meeting ends"),
            "media_server": _("Send sound and pictures through the media server"),
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "max_participants": dict.fromkeys(
                ("required", "invalid", "min_value", "max_value"),
                _("Enter a number from 2 to 100."),
            ),
            "when_host_leaves": dict.fromkeys(
                ("required", "invalid_choice"), _("Select one of the options.")
            ),
            "end_after_minutes": dict.fromkeys(
                ("required", "invalid", "min_value", "max_value"),
                _("Enter a number from 1 to 120."),
            ),
            "media_server": dict.fromkeys(
                ("required", "invalid_choice"), _("Select one of the options.")
            ),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "waiting_room": _(
                "People ask to join, and a host or co-host decides. An admitted person can return "
                "without asking until the meeting ends."
            ),
            "knock_after_removal": _(
                "A removed guest could return as another guest. After a removal, new guests "
                "therefore must ask to join until the meeting ends."
            ),
            "when_host_leaves": _(
                "The acting host is a co-host, or else the person with an account who joined "
                "first. The owner becomes host again on return."
            ),
            "end_after_minutes": _("Applies only if the meeting ends when the host is away."),
            "max_participants": _(
                "From 2 to 100. Everyone sends audio and video to everyone else."
            ),
            "media_server": _(
                "Always: nobody's network address is shown to others, and apps of other protocols "
                "can't join. Never: sound and pictures go directly from person to person, without "
                "a server between them."
            ),
        }

    def __init__(self, data: QueryDict | None = None, *, room: Room) -> None:
        initial = {"name": room.name, "access": room.access}
        super().__init__(data, instance=room.settings, initial=initial)
        if settings.MEDIA_SERVERS:
            self.fields["max_participants"].help_text = _("From 2 to 100.")
        else:
            del self.fields["media_server"]

    @property
    def has_media_servers(self) -> bool:
        return "media_server" in self.fields

    @property
    def mesh_participants(self) -> int:
        """Return the most people whose pictures are all sent in full quality."""
        mesh_participants: int = settings.MESH_PARTICIPANTS
        return mesh_participants

    @property
    def permissions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("allow_")]
