"""The calls under /api/auth."""

from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from rest_framework import status
from rest_framework.exceptions import APIException, AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import InvalidToken, TokenError
from rest_framework_simplejwt.tokens import RefreshToken

from accounts.api.serializers import (
    CredentialsSerializer,
    RefreshSerializer,
    RegistrationSerializer,
    UserSerializer,
    session_of,
)
from accounts.models import User


class EmailTaken(APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail = "There is already an account with this address"
    default_code = "email_taken"


class PublicView(APIView):
    """A door for people who have no credential yet; each address may knock a few times a minute."""

    permission_classes = (AllowAny,)
    # A stale token in the header must not keep anybody from signing in anew.
    authentication_classes = ()
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "credentials"


class RegisterView(PublicView):
    def post(self, request: Request) -> Response:
        form = RegistrationSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        try:
            with transaction.atomic():
                user = User.objects.create_user(**form.validated_data)
        except IntegrityError as error:
            raise EmailTaken from error
        return Response(session_of(user), status.HTTP_201_CREATED)


class LoginView(PublicView):
    def post(self, request: Request) -> Response:
        form = CredentialsSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        user = authenticate(request._request, **form.validated_data)  # noqa: SLF001 DRF's own way
        if not isinstance(user, User):
            raise AuthenticationFailed("Invalid credentials", "invalid_credentials")
        return Response(session_of(user), status.HTTP_201_CREATED)

    def get_authenticate_header(self, request: Request) -> str:
        """Name a scheme, without which DRF answers 403 instead of 401."""
        return "Bearer"


class RefreshView(PublicView):
    def post(self, request: Request) -> Response:
        wanted = RefreshSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        try:
            token = RefreshToken(wanted.validated_data["refresh"])
        except TokenError as error:
            raise InvalidToken from error
        # Refuses what it refuses of an access token: an account that is off, another password.
        JWTAuthentication().get_user(token)
        return Response({"accessToken": str(token.access_token)})

    def get_authenticate_header(self, request: Request) -> str:
        return "Bearer"


class MeView(APIView):
    def get(self, request: Request) -> Response:
        return Response(UserSerializer(request.user).data)
