"""The members of a room, and the people who may not enter it."""

import uuid

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import account_of
from rooms import actions, queries
from rooms.api.permissions import require_host, require_host_or_cohost
from rooms.api.serializers.members import (
    BlockSerializer,
    InvitationSerializer,
    MemberChangeSerializer,
    MemberSerializer,
)
from rooms.api.validation import validated_body
from rooms.models import Membership, Room


@extend_schema(tags=["Members"])
class MembersView(APIView):
    @extend_schema(
        summary="List co-hosts and invited people", responses=MemberSerializer(many=True)
    )
    def get(self, request: Request, room_id: uuid.UUID) -> Response:
        """For the room's host."""
        members = queries.members_of(require_host(request, room_id))
        return Response(MemberSerializer(members, many=True).data)

    @extend_schema(
        summary="Invite a person by address",
        request=InvitationSerializer,
        responses={201: MemberSerializer},
    )
    def post(self, request: Request, room_id: uuid.UUID) -> Response:
        """For the room's host. An existing member gets the role.

        The answer does not reveal whether the address has an account. The invitation is pending
        until an account with this confirmed address opens the room.
        """
        room = require_host(request, room_id)
        invitation = validated_body(InvitationSerializer, request.data)
        account = account_of(request)
        member = actions.invite(room, account, invitation["email"], invitation["role"])
        return Response(MemberSerializer(member).data, status.HTTP_201_CREATED)


@extend_schema(tags=["Members"])
class MemberView(APIView):
    @extend_schema(
        summary="Give or take the co-host role",
        request=MemberChangeSerializer,
        responses={200: MemberSerializer},
    )
    def patch(self, request: Request, room_id: uuid.UUID, member_id: int) -> Response:
        """For the room's host."""
        room = require_host(request, room_id)
        member = _member(room, member_id)
        change = validated_body(MemberChangeSerializer, request.data)
        if member.role != change["role"]:
            is_cohost = change["role"] == Membership.Role.COHOST
            actions.set_member_role(room, account_of(request), member, is_cohost=is_cohost)
        return Response(MemberSerializer(member).data)

    @extend_schema(summary="End a membership", responses={204: None})
    def delete(self, request: Request, room_id: uuid.UUID, member_id: int) -> Response:
        """For the room's host."""
        room = require_host(request, room_id)
        actions.uninvite(room, account_of(request), _member(room, member_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class BlocksView(APIView):
    @extend_schema(
        tags=["Blocked people"], summary="List blocked people", responses=BlockSerializer(many=True)
    )
    def get(self, request: Request, room_id: uuid.UUID) -> Response:
        """For the room's host and co-hosts."""
        blocks = require_host_or_cohost(request, room_id).room.blocks.all()
        return Response(BlockSerializer(blocks, many=True).data)


class BlockView(APIView):
    @extend_schema(tags=["Blocked people"], summary="Unblock a person", responses={204: None})
    def delete(self, request: Request, room_id: uuid.UUID, block_id: int) -> Response:
        """For the room's host and co-hosts."""
        room = require_host_or_cohost(request, room_id).room
        actions.unblock(room, account_of(request), get_object_or_404(room.blocks, pk=block_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _member(room: Room, member_id: int) -> Membership:
    return get_object_or_404(room.memberships.select_related("user"), pk=member_id)
