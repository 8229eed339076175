"""Calls for anyone who has a room's code, or tries one."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import OptionalGuestAuthentication, visitor_of
from accounts.client_networks import client_address
from accounts.tokens import OptionalTokenAuthentication
from rooms import admission, code_lookup, queries
from rooms.access import RoomAccess
from rooms.api.serializers.members import PresentSerializer
from rooms.api.serializers.room import PublicRoomSerializer
from rooms.refusals import EntryRefused, RoomNotFound, TooManyGuesses

_FOR_STRANGERS = "Room not found, or you need to sign in"


class CodeView(APIView):
    """A call without required credentials. Valid credentials are used, invalid ones are ignored."""

    permission_classes = (AllowAny,)
    authentication_classes = (
        OptionalTokenAuthentication,
        SessionAuthentication,
        OptionalGuestAuthentication,
    )


class RoomByCodeView(CodeView):
    refuses = (status.HTTP_403_FORBIDDEN,)

    @extend_schema(
        tags=["Codes"], summary="Find a room by its code", responses={200: PublicRoomSerializer}
    )
    def get(self, request: Request, code: str) -> Response:
        """Case and dashes do not matter. The different unknown codes per address are limited.
        Without an account, a room for signed-in people is as unknown as any other code.
        """
        return Response(PublicRoomSerializer(_find_room(request, code).room).data)


class PresentByCodeView(CodeView):
    @extend_schema(
        tags=["Codes"],
        summary="List the people in a room by its code",
        responses=PresentSerializer(many=True),
    )
    def get(self, request: Request, code: str) -> Response:
        """The list is empty for unknown codes, and for callers who cannot enter directly."""
        try:
            access = code_lookup.request_entry(code, visitor_of(request), client_address(request))
        except TooManyGuesses:
            raise
        except EntryRefused:
            return Response([])
        if not admission.may_see_participants(access):
            return Response([])
        seats = queries.present_seats(access.room.pk)
        return Response(PresentSerializer(seats, many=True).data)


def _find_room(request: Request, code: str) -> RoomAccess:
    visitor = visitor_of(request)
    try:
        access = code_lookup.find_room(code, visitor, client_address(request))
    except RoomNotFound:
        raise RoomNotFound(_FOR_STRANGERS if visitor.user_id is None else None) from None
    admission.check_invited(access)
    return access
