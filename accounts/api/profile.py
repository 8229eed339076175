"""The call about the profile of the signed-in account."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import account_of
from accounts.api.serializers import ProfileChangeSerializer, ProfileSerializer
from accounts.api.validation import validated


class ProfileView(APIView):
    @extend_schema(tags=["Profile"], summary="Read the profile", responses={200: ProfileSerializer})
    def get(self, request: Request) -> Response:
        return Response(ProfileSerializer(request.user).data)

    @extend_schema(
        tags=["Profile"],
        summary="Change the profile",
        request=ProfileChangeSerializer,
        responses={200: ProfileSerializer},
    )
    def patch(self, request: Request) -> Response:
        changes = validated(ProfileChangeSerializer, request.data)
        account = account_of(request)
        for field, value in changes.items():
            setattr(account, field, value)
        account.save(update_fields=list(changes))
        return Response(ProfileSerializer(account).data)
