"""The account's own rooms: list, create, read, change, end, start again, delete."""

import uuid

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import account_of
from accounts.api.validation import validated
from rooms import actions, queries
from rooms.api.pagination import PageSizePagination
from rooms.api.permissions import require_host, require_host_or_cohost
from rooms.api.serializers.room import (
    NewRoomSerializer,
    RoomChangeSerializer,
    RoomSearchSerializer,
    RoomSerializer,
)
from rooms.api.validation import EmptyBodySerializer, validated_body
from rooms.models import Room

_RECENT_ROOMS = 20


class RoomsView(ListModelMixin, GenericAPIView):
    serializer_class = RoomSerializer
    pagination_class = PageSizePagination

    def get_queryset(self) -> QuerySet[Room]:
        asked = validated(RoomSearchSerializer, self.request.query_params)
        return queries.rooms_hosted_by(account_of(self.request), asked["search"])

    @extend_schema(
        tags=["Rooms"], summary="List the account's rooms", parameters=[RoomSearchSerializer]
    )
    def get(self, request: Request) -> Response:
        """Rooms that the account hosts or co-hosts, newest first."""
        return self.list(request)

    @extend_schema(
        tags=["Rooms"],
        summary="Create a room",
        request=NewRoomSerializer,
        responses={201: RoomSerializer},
    )
    def post(self, request: Request) -> Response:
        settings = validated_body(NewRoomSerializer, request.data, is_partial=True)
        name = settings.pop("name", None) or ""
        room = actions.create_room(account_of(request), name, **settings)
        return Response(RoomSerializer(room).data, status.HTTP_201_CREATED)


class KnownRoomsView(APIView):
    @extend_schema(
        tags=["Rooms"],
        summary="List the rooms related to the account",
        responses=RoomSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """The newest 20 rooms that the account hosts, is a member of, or had a seat in."""
        rooms = queries.rooms_known_to(account_of(request))[:_RECENT_ROOMS]
        return Response(RoomSerializer(rooms, many=True).data)


@extend_schema(tags=["Rooms"])
class RoomView(APIView):
    @extend_schema(summary="Read a room", responses={200: RoomSerializer})
    def get(self, request: Request, room_id: uuid.UUID) -> Response:
        """For its host and co-hosts."""
        return Response(RoomSerializer(require_host_or_cohost(request, room_id).room).data)

    @extend_schema(summary="Change a room", request=RoomChangeSerializer, responses=RoomSerializer)
    def patch(self, request: Request, room_id: uuid.UUID) -> Response:
        """For its host. People inside see the change at once."""
        room = require_host(request, room_id)
        change = validated_body(RoomChangeSerializer, request.data)
        wanted = {"name": room.name, "access": room.access} | change
        actions.update_room(room, account_of(request), **wanted)
        return Response(RoomSerializer(room).data)

    @extend_schema(summary="End a room", responses={200: RoomSerializer})
    def delete(self, request: Request, room_id: uuid.UUID) -> Response:
        """For its host. Its meeting ends, and nobody can enter until the room is started again."""
        room = require_host(request, room_id)
        if not room.has_ended:
            actions.close_room(room, account_of(request))
        return Response(RoomSerializer(room).data)


class RoomStartView(APIView):
    @extend_schema(
        tags=["Rooms"],
        summary="Reopen an ended room",
        request=None,
        responses={200: RoomSerializer},
    )
    def post(self, request: Request, room_id: uuid.UUID) -> Response:
        """For its host."""
        room = require_host(request, room_id)
        validated_body(EmptyBodySerializer, request.data)
        if room.has_ended:
            actions.reopen_room(room, account_of(request))
        return Response(RoomSerializer(room).data)


class RoomDeletionView(APIView):
    @extend_schema(
        tags=["Rooms"], summary="Delete a room permanently", request=None, responses={204: None}
    )
    def post(self, request: Request, room_id: uuid.UUID) -> Response:
        """For its host. A running meeting ends. The room's meetings and chat are deleted, too."""
        room = require_host(request, room_id)
        validated_body(EmptyBodySerializer, request.data)
        actions.delete_room(room, account_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
