"""The settings of a room, and its lock."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from accounts.api.fields import StrictBooleanField, StrictIntegerField
from rooms.models import RoomSettings
from rooms.models.room import FEWEST_PLACES, MOST_MINUTES_WITHOUT_HOST, MOST_PLACES


class RoomSettingsSerializer(serializers.ModelSerializer):
    """A field that is left out of a change does not change."""

    waitingRoom = StrictBooleanField(source="waiting_room")  # noqa: N815
    knockAfterRemoval = StrictBooleanField(source="knock_after_removal")  # noqa: N815
    maxParticipants = StrictIntegerField(  # noqa: N815
        source="max_participants", min_value=FEWEST_PLACES, max_value=MOST_PLACES
    )
    allowChat = StrictBooleanField(source="allow_chat")  # noqa: N815
    allowScreenShare = StrictBooleanField(source="allow_screen_share")  # noqa: N815
    allowMicrophone = StrictBooleanField(source="allow_microphone")  # noqa: N815
    allowCamera = StrictBooleanField(source="allow_camera")  # noqa: N815
    allowUnmute = StrictBooleanField(source="allow_unmute")  # noqa: N815
    allowReactions = StrictBooleanField(source="allow_reactions")  # noqa: N815
    allowRename = StrictBooleanField(source="allow_rename")  # noqa: N815
    whenHostLeaves = serializers.ChoiceField(  # noqa: N815
        RoomSettings.WhenHostLeaves.choices, source="when_host_leaves"
    )
    endAfterMinutes = StrictIntegerField(  # noqa: N815
        source="end_after_minutes", min_value=1, max_value=MOST_MINUTES_WITHOUT_HOST
    )
    mediaServer = serializers.ChoiceField(  # noqa: N815
        RoomSettings.MediaServer.choices, source="media_server"
    )

    class Meta:
        model = RoomSettings
        fields = (
            "waitingRoom",
            "knockAfterRemoval",
            "maxParticipants",
            "allowChat",
            "allowScreenShare",
            "allowMicrophone",
            "allowCamera",
            "allowUnmute",
            "allowReactions",
            "allowRename",
            "whenHostLeaves",
            "endAfterMinutes",
            "mediaServer",
        )


@extend_schema_serializer(
    examples=[OpenApiExample("Quieter", {"allowUnmute": False, "waitingRoom": True})]
)
class SettingsChangeSerializer(RoomSettingsSerializer):
    """`isLocked` also locks or unlocks the room, for compatibility with earlier clients."""

    isLocked = StrictBooleanField(source="is_locked", write_only=True)  # noqa: N815

    class Meta(RoomSettingsSerializer.Meta):
        fields = (*RoomSettingsSerializer.Meta.fields, "isLocked")  # type: ignore[assignment]


class LockSerializer(serializers.Serializer):
    locked = StrictBooleanField()


class PublicSettingsSerializer(serializers.ModelSerializer):
    waitingRoom = serializers.BooleanField(source="waiting_room")  # noqa: N815

    class Meta:
        model = RoomSettings
        fields = ("waitingRoom",)
