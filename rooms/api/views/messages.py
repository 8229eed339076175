"""The chat of a room, in pages."""

import uuid
from urllib.parse import urlencode

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import ANY_CREDENTIAL, HasCredential
from accounts.api.validation import validated
from rooms import queries
from rooms.api.permissions import require_participant
from rooms.api.serializers.meetings import MessageSerializer, MessagesQuerySerializer


class MessagesView(APIView):
    authentication_classes = ANY_CREDENTIAL
    permission_classes = (HasCredential,)

    @extend_schema(
        tags=["Chat"],
        summary="Read the chat",
        parameters=[MessagesQuerySerializer],
        responses=MessageSerializer(many=True),
    )
    def get(self, request: Request, room_id: uuid.UUID) -> Response:
        """For the room's host and co-hosts, and people in its meeting.

        Oldest first. If there are more messages, the header `Link` contains the page before or
        after.
        """
        room = require_participant(request, room_id).room
        asked = validated(MessagesQuerySerializer, request.query_params)
        page, more = queries.messages_of(room.pk, **asked)
        response = Response(MessageSerializer(page, many=True).data)
        if more:
            response["Link"] = _link(request, asked, page[0].pk, page[-1].pk)
        return response


def _link(request: Request, asked: dict[str, int], oldest: int, newest: int) -> str:
    """Return a Link header for the next page in the direction of reading (RFC 8288)."""
    after = "after" in asked
    beyond = {"after": newest} if after else {"before": oldest}
    limit = {"limit": asked["limit"]} if "limit" in asked else {}
    address = request.build_absolute_uri(f"{request.path}?{urlencode(beyond | limit)}")
    return f'<{address}>; rel="{"next" if after else "prev"}"'
