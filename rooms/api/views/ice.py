"""ICE servers for people with a seat in the meeting."""

import uuid

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import ANY_CREDENTIAL, HasCredential
from accounts.api.throttling import ScopedThrottle
from rooms.api.permissions import require_participant
from rooms.api.serializers.participants import IceServersSerializer
from rooms.ice import ice_servers
from rooms.refusals import NotAuthorized


class IceServersView(APIView):
    authentication_classes = ANY_CREDENTIAL
    permission_classes = (HasCredential,)
    throttle_classes = (ScopedThrottle,)
    throttle_scope = "ice"

    @extend_schema(
        tags=["Meeting"], summary="Get ICE servers", responses={200: IceServersSerializer}
    )
    def get(self, request: Request, room_id: uuid.UUID) -> Response:
        """For people in the meeting. The credentials are personal and valid for `ttlSeconds`."""
        seat_id = require_participant(request, room_id).seat_id
        if seat_id is None:
            raise NotAuthorized("Join the meeting first")
        servers = ice_servers(str(seat_id))
        return Response({"iceServers": servers, "ttlSeconds": settings.TURN_TTL_SECONDS})
