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
    StrictCharField,
)
from accounts.models import User
from rooms.api.serializers.settings import PublicSettingsSerializer, RoomSettingsSerializer
from rooms.models import ROOM_NAME_CHARACTERS, Room


class HostSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="pk")
    displayName = serializers.CharField(source="display_name")  # noqa: N815 the wire's name
    avatarUrl = NoAvatarField()  # noqa: N815

    class Meta:
        model = User
        fields = ("id", "displayName", "avatarUrl")


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


class RoomSearchSerializer(serializers.Serializer):
    search = StrictCharField(
        required=False, default="", allow_blank=True, max_length=ROOM_NAME_CHARACTERS
    )
