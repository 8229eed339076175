"""The people in a meeting, the members of a room, and blocked people."""

from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema_serializer,
)
from rest_framework import serializers

from accounts.api.fields import NoAvatarField, NormalizedEmailField
from rooms.models import Block, Membership, Seat


class PresentSerializer(serializers.ModelSerializer):
    """A person in the meeting as anyone may see them; `id` is the id of the seat."""

    displayName = serializers.CharField(source="display_name")  # noqa: N815 the wire's name
    avatarUrl = NoAvatarField()  # noqa: N815
    isHost = serializers.SerializerMethodField()  # noqa: N815

    class Meta:
        model = Seat
        fields = ("id", "displayName", "avatarUrl", "isHost")

    def get_isHost(self, seat: Seat) -> bool:  # noqa: N802
        return seat.role == Seat.Role.HOST


class MemberSerializer(serializers.ModelSerializer):
    """A member of the room, beyond one meeting.

    While `isPending` is true, no account has used the invitation, and only the address is known.
    """

    userId = serializers.SerializerMethodField()  # noqa: N815
    displayName = serializers.SerializerMethodField()  # noqa: N815
    email = serializers.EmailField(source="address")
    isPending = serializers.BooleanField(source="is_pending")  # noqa: N815
    createdAt = serializers.DateTimeField(source="created_at")  # noqa: N815

    class Meta:
        model = Membership
        fields = ("id", "userId", "displayName", "email", "isPending", "role", "createdAt")

    def get_userId(self, member: Membership) -> str | None:  # noqa: N802
        return None if member.user_id is None else str(member.user_id)

    def get_displayName(self, member: Membership) -> str | None:  # noqa: N802
        return None if member.user is None else member.user.display_name


@extend_schema_serializer(
    examples=[OpenApiExample("A co-host", {"email": "ben@example.org", "role": "cohost"})]
)
class InvitationSerializer(serializers.Serializer):
    email = NormalizedEmailField(max_length=254)
    role = serializers.ChoiceField(Membership.Role.choices, default=Membership.Role.INVITED)


class MemberChangeSerializer(serializers.Serializer):
    role = serializers.ChoiceField(Membership.Role.choices)


class BlockSerializer(serializers.ModelSerializer):
    """A person who may not enter. `userId` is null for a guest."""

    userId = serializers.SerializerMethodField()  # noqa: N815
    displayName = serializers.CharField(source="display_name")  # noqa: N815
    createdAt = serializers.DateTimeField(source="created_at")  # noqa: N815

    class Meta:
        model = Block
        fields = ("id", "userId", "displayName", "createdAt")

    def get_userId(self, block: Any) -> str | None:  # noqa: N802
        return None if block.user_id is None else str(block.user_id)
