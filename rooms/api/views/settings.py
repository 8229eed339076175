"""The settings and the lock of a room."""

import uuid

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import account_of
from rooms import actions
from rooms.api.permissions import require_host_or_cohost
from rooms.api.serializers.room import RoomSerializer
from rooms.api.serializers.settings import LockSerializer, SettingsChangeSerializer
from rooms.api.validation import validated_body
from rooms.audit import audit_context


@extend_schema(tags=["Settings"])
class RoomSettingsView(APIView):
    @extend_schema(
        summary="Change settings",
        request=SettingsChangeSerializer(partial=True),
        responses={200: RoomSerializer},
    )
    def patch(self, request: Request, room_id: uuid.UUID) -> Response:
        """For the room's host and co-hosts. Changes apply at once, also to people inside."""
        room = require_host_or_cohost(request, room_id).room
        settings = validated_body(SettingsChangeSerializer, request.data, is_partial=True)
        locked = settings.pop("is_locked", None)
        if settings:
            context = audit_context(room, account_of(request))
            room.settings = actions.update_settings(context, settings)
        if locked is not None:
            actions.set_locked(room, account_of(request), locked)
        return Response(RoomSerializer(room).data)


class RoomLockView(APIView):
    @extend_schema(
        tags=["Settings"],
        summary="Lock or unlock a room",
        request=LockSerializer,
        responses={200: RoomSerializer},
    )
    def post(self, request: Request, room_id: uuid.UUID) -> Response:
        """For the room's host and co-hosts. A locked room admits no new participants."""
        room = require_host_or_cohost(request, room_id).room
        wanted = validated_body(LockSerializer, request.data)
        actions.set_locked(room, account_of(request), wanted["locked"])
        return Response(RoomSerializer(room).data)
