"""Actions of hosts on people in the meeting and in the waiting room.

Each call is the action with the same name on the socket, with the same checks. A room without
people is refused with NOT_IN_SESSION.
"""

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from accounts.api.authentication import account_of
from rooms import live_rooms
from rooms.api.permissions import require_participant
from rooms.api.serializers.participants import (
    AdmissionSerializer,
    AdmittedSerializer,
    DenialSerializer,
    MuteAllSerializer,
    RoleSerializer,
    SpotlightSerializer,
    WaitingMessageSerializer,
)
from rooms.api.validation import EmptyBodySerializer, validated_body
from rooms.audit import actor_of

_REFUSES = (status.HTTP_409_CONFLICT, status.HTTP_503_SERVICE_UNAVAILABLE)


def host_action(action: str, tag: str, summary: str, asks: type[Serializer] | None = None) -> Any:
    """Return a view for an action without a result; `asks` is the shape of its body."""

    class HostActionView(APIView):
        refuses = _REFUSES

        @extend_schema(
            operation_id=f"post{action.title().replace('_', '')}",
            tags=[tag],
            summary=summary,
            description="For the room's host and co-hosts.",
            request=asks,
            responses={status.HTTP_204_NO_CONTENT: None},
        )
        def post(
            self, request: Request, room_id: uuid.UUID, target_id: uuid.UUID | None = None
        ) -> Response:
            _run_action(request, room_id, target_id, action, asks)
            return Response(status=status.HTTP_204_NO_CONTENT)

    return HostActionView.as_view()


class AdmitAllView(APIView):
    refuses = _REFUSES

    @extend_schema(
        tags=["Waiting room"],
        summary="Admit several people",
        request=AdmissionSerializer,
        responses={200: AdmittedSerializer},
    )
    def post(self, request: Request, room_id: uuid.UUID) -> Response:
        """For the room's host and co-hosts. Only the people in `targetIds` are admitted.

        People who knocked later, and people for whom the room has no place, keep waiting.
        """
        answer = _run_action(request, room_id, None, "admit_all", AdmissionSerializer)
        return Response(AdmittedSerializer(answer).data)


def _run_action(
    request: Request,
    room_id: uuid.UUID,
    target_id: uuid.UUID | None,
    action: str,
    asks: type[Serializer] | None,
) -> dict[str, Any]:
    role = require_participant(request, room_id).role
    fields = validated_body(asks or EmptyBodySerializer, request.data)
    if target_id is not None:
        fields["target_id"] = str(target_id)
    actor = actor_of(account_of(request))
    return live_rooms.request_action(room_id, action, actor=actor, authority=role, **fields)


_MEETING, _WAITING = "Meeting", "Waiting room"

mute = host_action("mute_participant", _MEETING, "Mute a participant")
ask_to_unmute = host_action("ask_to_unmute", _MEETING, "Ask a participant to unmute")
remove = host_action(
    "remove_participant", _MEETING, "Remove a participant, who must knock to return"
)
block = host_action("block_participant", _MEETING, "Remove and block a participant")
set_role = host_action("set_role", _MEETING, "Change the role of a participant", RoleSerializer)
lower_hand = host_action("lower_hand", _MEETING, "Lower the hand of a participant")
lower_all_hands = host_action("lower_all_hands", _MEETING, "Lower all hands")
mute_all = host_action(
    "mute_all", _MEETING, "Mute all participants except hosts", MuteAllSerializer
)
set_spotlight = host_action(
    "set_spotlight",
    _MEETING,
    "Put a participant into the spotlight, or end it",
    SpotlightSerializer,
)
admit = host_action("admit_participant", _WAITING, "Admit a person")
deny = host_action("deny_participant", _WAITING, "Deny a person", DenialSerializer)
message_waiting = host_action(
    "message_waiting", _WAITING, "Send a message to a waiting person", WaitingMessageSerializer
)
