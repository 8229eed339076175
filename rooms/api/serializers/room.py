"""Rooms, their settings, and the part that anyone with the code may read."""

from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema_serializer,
)
from rest_framework import serializers

from accounts.api.fields import (
    LineField,
    NoAvatarField,
    StrictBooleanField,
    StrictCharField,
    StrictIntegerField,
)
from accounts.models import User
from rooms.models import ROOM_NAME_CHARACTERS, Room, RoomSettings

_FEWEST_PLACES, _MOST_PLACES = 2, 100
_LONGEST_MINUTES = 120


class HostSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="pk")
    displayName = serializers.CharField(source="display_name")  # noqa: N815 the wire's name
    avatarUrl = NoAvatarField()  # noqa: N815

    class Meta:
        model = User
        fields = ("id", "displayName", "avatarUrl")


class RoomSettingsSerializer(serializers.ModelSerializer):
    """A field that is left out of a change does not change."""

    waitingRoom = StrictBooleanField(source="waiting_room")  # noqa: N815
    knockAfterRemoval = StrictBooleanField(source="knock_after_removal")  # noqa: N815
    maxParticipants = StrictIntegerField(  # noqa: N815
        source="max_participants", min_value=_FEWEST_PLACES, max_value=_MOST_PLACES
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
        source="end_after_minutes", min_value=1, max_value=_LONGEST_MINUTES
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
        )


@extend_schema_serializer(
    examples=[OpenApiExample("Quieter", {"allowUnmute": False, "waitingRoom": True})]
)
class SettingsChangeSerializer(RoomSettingsSerializer):
    """`isLocked` also locks or unlocks the room, for the earliest clients of this call."""

    isLocked = StrictBooleanField(source="is_locked", write_only=True)  # noqa: N815

    class Meta(RoomSettingsSerializer.Meta):
        fields = (*RoomSettingsSerializer.Meta.fields, "isLocked")  # type: ignore[assignment]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A weekly",
            {
                "id": "1f1f7f0e-6f0c-4d3a-9d4c-5a0a3f8f2f11",
                "code": "7KQ2MX",
                "name": "Weekly planning",
                "access": "anyone",
                "hostId": "7",
                "isActive": True,
                "isLocked": False,
                "createdAt": "2026-03-02T09:00:00Z",
                "updatedAt": "2026-03-02T09:00:00Z",
                "startedAt": None,
                "endedAt": None,
                "settings": {
                    "waitingRoom": False,
                    "knockAfterRemoval": True,
                    "maxParticipants": 12,
                    "allowChat": True,
                    "allowScreenShare": True,
                    "allowMicrophone": True,
                    "allowCamera": True,
                    "allowUnmute": True,
                    "allowReactions": True,
                    "allowRename": True,
                    "whenHostLeaves": "continue",
                    "endAfterMinutes": 10,
                },
                "host": {"id": "7", "displayName": "Ann Lee", "avatarUrl": None},
            },
            response_only=True,
        )
    ]
)
class RoomSerializer(serializers.ModelSerializer):
    """`startedAt` is the start of the last meeting. A room is active until it is ended."""

    hostId = serializers.CharField(source="host_id")  # noqa: N815
    isActive = serializers.SerializerMethodField()  # noqa: N815
    isLocked = serializers.BooleanField(source="is_locked")  # noqa: N815
    createdAt = serializers.DateTimeField(source="created_at")  # noqa: N815
    updatedAt = serializers.DateTimeField(source="updated_at")  # noqa: N815
    startedAt = serializers.DateTimeField(source="started_at", default=None, allow_null=True)  # noqa: N815
    endedAt = serializers.DateTimeField(source="ended_at", allow_null=True)  # noqa: N815
    settings = RoomSettingsSerializer()
    host = HostSerializer()

    class Meta:
        model = Room
        fields = (
            "id",
            "code",
            "name",
            "access",
            "hostId",
            "isActive",
            "isLocked",
            "createdAt",
            "updatedAt",
            "startedAt",
            "endedAt",
            "settings",
            "host",
        )

    def get_isActive(self, room: Room) -> bool:  # noqa: N802
        return not room.has_ended


class PublicSettingsSerializer(serializers.ModelSerializer):
    waitingRoom = serializers.BooleanField(source="waiting_room")  # noqa: N815

    class Meta:
        model = RoomSettings
        fields = ("waitingRoom",)


class PublicRoomSerializer(RoomSerializer):
    """The part of a room that anyone with its code may read."""

    settings = PublicSettingsSerializer()  # type: ignore[assignment]

    class Meta(RoomSerializer.Meta):
        fields = ("id", "code", "name", "isActive", "isLocked", "host", "settings")  # type: ignore[assignment]


class RoomNameField(LineField):
    """A name of up to 100 characters after cleaning."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=ROOM_NAME_CHARACTERS, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> str:
        return super().run_validation(data) or ""


@extend_schema_serializer(
    examples=[OpenApiExample("A weekly", {"name": "Weekly planning", "waitingRoom": True})]
)
class NewRoomSerializer(RoomSettingsSerializer):
    """A room without a name is named after its host."""

    name = RoomNameField(required=False, allow_blank=True, allow_null=True)

    class Meta(RoomSettingsSerializer.Meta):
        fields = ("name", *RoomSettingsSerializer.Meta.fields)  # type: ignore[assignment]


class RoomChangeSerializer(serializers.Serializer):
    """A field that is left out does not change."""

    name = RoomNameField(required=False)
    access = serializers.ChoiceField(Room.Access.choices, required=False)


class LockSerializer(serializers.Serializer):
    locked = StrictBooleanField()


class RoomSearchSerializer(serializers.Serializer):
    search = StrictCharField(
        required=False, default="", allow_blank=True, max_length=ROOM_NAME_CHARACTERS
    )
