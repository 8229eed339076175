"""What anybody may ask who has a room's code, or tries one."""

import uuid

from drf_spectacular.utils import extend_schema
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.people import person_of
from accounts.people import person_of_guest
from accounts.tokens import OptionalTokenAuthentication
from rooms import admission, queries
from rooms.api.serializers.people import PresentSerializer
from rooms.api.serializers.room import PublicRoomSerializer
from rooms.codes import normalize_code
from rooms.guessing import guessing
from rooms.refusals import EntryRefused, RoomNotFound, TooManyGuesses


class RoomByCodeView(APIView):
    permission_classes = (AllowAny,)
    authentication_classes = ()

    @extend_schema(
        tags=["Codes"], summary="Find a room by its code", responses={200: PublicRoomSerializer}
    )
    def get(self, request: Request, code: str) -> Response:
        """Case and dashes don't matter. Unknown codes are answered a few times only."""
        with guessing(_address(request)):
            room = queries.find_room(_code(code))
        return Response(PublicRoomSerializer(room).data)


class PresentByCodeView(APIView):
    permission_classes = (AllowAny,)
    authentication_classes = (OptionalTokenAuthentication, SessionAuthentication)

    @extend_schema(
        tags=["Codes"],
        summary="See who is in a room",
        responses=PresentSerializer(many=True),
    )
    def get(self, request: Request, code: str) -> Response:
        """Nobody, to those who could not simply enter, and for an unknown code."""
        person = person_of(request) or person_of_guest(uuid.uuid4())
        try:
            with guessing(_address(request)):
                admitted = admission.ask(_code(code), person)
        except TooManyGuesses:
            raise
        except EntryRefused:
            return Response([])
        if not admitted.may_look_in:
            return Response([])
        seats = queries.present_seats(admitted.room_id)
        return Response(PresentSerializer(seats, many=True).data)


def _code(text: str) -> str:
    code = normalize_code(text)
    if code is None:
        raise RoomNotFound
    return code


def _address(request: Request) -> str:
    return request.META.get("REMOTE_ADDR", "")
