"""Records of meetings: attendance with durations, and actions of hosts."""

import uuid

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from rooms import queries
from rooms.api.pagination import PageSizePagination
from rooms.api.permissions import require_host
from rooms.api.serializers.meetings import (
    AttendanceSerializer,
    AuditSerializer,
    MeetingSerializer,
)
from rooms.models import Audit, Meeting, Seat


class _RoomListView(ListModelMixin, GenericAPIView):
    """A paginated list of rows that belong to a room."""

    pagination_class = PageSizePagination

    @property
    def room_id(self) -> uuid.UUID:
        return self.kwargs["room_id"]


class MeetingsView(_RoomListView):
    serializer_class = MeetingSerializer
    queryset = Meeting.objects.none()

    def get_queryset(self) -> QuerySet[Meeting]:
        return queries.meetings_with_attendance(require_host(self.request, self.room_id))

    @extend_schema(tags=["Meetings"], summary="List the meetings of a room")
    def get(self, request: Request, room_id: uuid.UUID) -> Response:
        """For the room's host; newest first."""
        return self.list(request)


class AttendanceView(_RoomListView):
    serializer_class = AttendanceSerializer
    queryset = Seat.objects.none()

    def get_queryset(self) -> QuerySet[Seat]:
        meetings = require_host(self.request, self.room_id).meetings
        meeting = get_object_or_404(meetings, pk=self.kwargs["meeting_id"])
        return meeting.seats.order_by("taken_at", "pk")

    @extend_schema(tags=["Meetings"], summary="List the attendance of a meeting")
    def get(self, request: Request, room_id: uuid.UUID, meeting_id: uuid.UUID) -> Response:
        """For the room's host; in order of arrival."""
        return self.list(request)


class AuditView(_RoomListView):
    serializer_class = AuditSerializer
    queryset = Audit.objects.none()

    def get_queryset(self) -> QuerySet[Audit]:
        return require_host(self.request, self.room_id).audits.order_by("-pk")

    @extend_schema(tags=["Meetings"], summary="List the actions of hosts and operators")
    def get(self, request: Request, room_id: uuid.UUID) -> Response:
        """For the room's host; newest first."""
        return self.list(request)
