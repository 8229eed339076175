"""The current meeting: the people in it and in the waiting room."""

import uuid
from http import HTTPStatus

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import ANY_CREDENTIAL, HasCredential
from rooms import live_rooms
from rooms.api.permissions import (
    require_host_or_cohost,
    require_operator,
    require_participant,
)
from rooms.api.serializers.participants import (
    KnockerSerializer,
    MeasuredParticipantSerializer,
    ParticipantSerializer,
)
from rooms.live_rooms import LiveRoom


class ParticipantsView(APIView):
    authentication_classes = ANY_CREDENTIAL
    permission_classes = (HasCredential,)
    refuses = (HTTPStatus.SERVICE_UNAVAILABLE,)

    @extend_schema(
        tags=["Meeting"],
        summary="List the participants of the meeting",
        responses=ParticipantSerializer(many=True),
    )
    def get(self, request: Request, room_id: uuid.UUID) -> Response:
        """For the room's host and co-hosts, and people in its meeting; in order of arrival."""
        room = _in_session(require_participant(request, room_id).room.pk)
        people = room["participants"] if room else []
        return Response(ParticipantSerializer(people, many=True).data)


class MediaQualityView(APIView):
    refuses = (HTTPStatus.SERVICE_UNAVAILABLE,)

    @extend_schema(
        tags=["Meeting"],
        summary="List the quality of each participant's media",
        responses=MeasuredParticipantSerializer(many=True),
    )
    def get(self, request: Request, room_id: uuid.UUID) -> Response:
        """For staff who may view rooms in the admin; in order of arrival."""
        room = _in_session(require_operator(request, room_id).pk)
        people = room["participants"] if room else []
        return Response(MeasuredParticipantSerializer(people, many=True).data)


class WaitingView(APIView):
    refuses = (HTTPStatus.SERVICE_UNAVAILABLE,)

    @extend_schema(
        tags=["Waiting room"],
        summary="List the people in the waiting room",
        responses=KnockerSerializer(many=True),
    )
    def get(self, request: Request, room_id: uuid.UUID) -> Response:
        """For the room's host and co-hosts; in order of arrival."""
        room = _in_session(require_host_or_cohost(request, room_id).room.pk)
        people = room["waiting"] if room else []
        return Response(KnockerSerializer(people, many=True).data)


def _in_session(room_id: uuid.UUID) -> LiveRoom | None:
    """Return the room as presence knows it, or None if nobody is in it."""
    return next(iter(live_rooms.snapshot([room_id])), None)
