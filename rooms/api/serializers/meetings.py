"""The records of a room: chat, meetings with their attendance, and actions of hosts."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from rooms.api.serializers.room import HostSerializer
from rooms.models import Audit, Meeting, Message, Seat

_LARGEST_ID = 2**63 - 1
_MOST_MESSAGES = 100


class SenderSerializer(HostSerializer):
    """The account that wrote a message."""


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Hello",
            {
                "id": "4711",
                "senderId": "hJ7pQ2cXvY0AAAAB",
                "senderName": "Ann Lee",
                "content": "Hello, everybody",
                "type": "TEXT",
                "timestamp": "2026-03-02T09:05:00Z",
                "user": {"id": "7", "displayName": "Ann Lee", "avatarUrl": None},
            },
            response_only=True,
        )
    ]
)
class MessageSerializer(serializers.ModelSerializer):
    """`senderId` and the names are from the time of sending; `user` is null for guests."""

    id = serializers.CharField(source="pk")
    senderId = serializers.CharField(source="peer_id")  # noqa: N815 the wire's name
    senderName = serializers.CharField(source="sender_name")  # noqa: N815
    timestamp = serializers.DateTimeField(source="sent_at")
    user = serializers.SerializerMethodField()

    class Meta:
        model = Message
        fields = ("id", "senderId", "senderName", "content", "type", "timestamp", "user")

    @extend_schema_field(SenderSerializer(allow_null=True))
    def get_user(self, message: Message) -> dict[str, Any] | None:
        """Return the account with its name at the time of sending, which needs no query."""
        if message.user_id is None:
            return None
        return {
            "id": str(message.user_id),
            "displayName": message.sender_name,
            "avatarUrl": None,
        }


class MessagesQuerySerializer(serializers.Serializer):
    """The newest messages, or the messages directly before or after a message id."""

    before = serializers.IntegerField(required=False, min_value=1, max_value=_LARGEST_ID)
    after = serializers.IntegerField(required=False, min_value=1, max_value=_LARGEST_ID)
    limit = serializers.IntegerField(required=False, min_value=1, max_value=_MOST_MESSAGES)


class MeetingSerializer(serializers.ModelSerializer):
    """One session of the room. `attendance` is the number of seats that were taken."""

    startedAt = serializers.DateTimeField(source="started_at")  # noqa: N815
    endedAt = serializers.DateTimeField(source="ended_at", allow_null=True)  # noqa: N815
    attendance = serializers.IntegerField()

    class Meta:
        model = Meeting
        fields = ("id", "startedAt", "endedAt", "attendance")


class AttendanceSerializer(serializers.ModelSerializer):
    """One person's seat in a meeting, with its times; `givenUpAt` is null while it is held."""

    participantId = serializers.CharField(source="pk")  # noqa: N815
    userId = serializers.SerializerMethodField()  # noqa: N815
    displayName = serializers.CharField(source="display_name")  # noqa: N815
    takenAt = serializers.DateTimeField(source="taken_at")  # noqa: N815
    givenUpAt = serializers.DateTimeField(source="given_up_at", allow_null=True)  # noqa: N815
    seconds = serializers.SerializerMethodField()
    isRemoved = serializers.BooleanField(source="is_removed")  # noqa: N815

    class Meta:
        model = Seat
        fields = (
            "participantId",
            "userId",
            "displayName",
            "role",
            "takenAt",
            "givenUpAt",
            "seconds",
            "isRemoved",
        )

    def get_userId(self, seat: Seat) -> str | None:  # noqa: N802
        return None if seat.user_id is None else str(seat.user_id)

    def get_seconds(self, seat: Seat) -> int:
        until = seat.given_up_at or timezone.now()
        return max(0, round((until - seat.taken_at).total_seconds()))


class AuditSerializer(serializers.ModelSerializer):
    """An action of a host or an operator."""

    actorName = serializers.CharField(source="actor_name")  # noqa: N815
    targetName = serializers.CharField(source="target_name", allow_blank=True)  # noqa: N815
    at = serializers.DateTimeField()

    class Meta:
        model = Audit
        fields = ("id", "actorName", "action", "targetName", "at")
