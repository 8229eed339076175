"""The calls under /api/auth: register, sign in and out, refresh tokens."""

from typing import Any

from django.db import IntegrityError, transaction
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import (
    APIException,
    AuthenticationFailed,
    NotAuthenticated,
    Throttled,
)
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from accounts.addresses import is_confirmed, must_confirm_address
from accounts.api.serializers import (
    AccessSerializer,
    CredentialsSerializer,
    LogoutSerializer,
    NewSessionSerializer,
    RefreshSerializer,
    RegistrationSerializer,
    SessionSerializer,
    UserSerializer,
    session_of,
)
from accounts.api.throttling import ScopedThrottle
from accounts.api.validation import validated
from accounts.email_delivery import send_confirmation
from accounts.login_attempts import TooManyAttempts, sign_in
from accounts.models import User
from accounts.tokens import (
    OptionalTokenAuthentication,
    end_session,
    refresh_token_of_session,
)


class EmailTaken(APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail = "There is already an account with this address"
    default_code = "email_taken"


class EmailNotConfirmed(APIException):
    status_code = status.HTTP_403_FORBIDDEN
    default_detail = "Confirm your e-mail address first, with the link in the mail to it"
    default_code = "email_not_confirmed"


class TooManySignInAttempts(Throttled):
    default_detail = "Too many wrong passwords. Try again later."
    default_code = "too_many_attempts"

    def __init__(self, retry_after_seconds: int) -> None:
        """Do not put the wait into the sentence, because the response has a field for it."""
        super().__init__()
        self.wait = retry_after_seconds


class PublicView(APIView):
    """A view for people without a credential, throttled per address."""

    permission_classes = (AllowAny,)
    # An expired token in the header must not prevent a new sign-in.
    authentication_classes: tuple = ()
    throttle_classes = (ScopedThrottle,)
    throttle_scope = "credentials"
    refuses: tuple[int, ...] = (status.HTTP_401_UNAUTHORIZED,)

    def get_authenticate_header(self, request: Request) -> str:
        """Return a scheme; without one, DRF answers 403 instead of 401."""
        return "Bearer"


class RegisterView(PublicView):
    form: type[Serializer] = RegistrationSerializer
    refuses = (status.HTTP_403_FORBIDDEN, status.HTTP_409_CONFLICT)

    @extend_schema(
        tags=["Signing in"],
        summary="Create an account",
        request=RegistrationSerializer,
        responses={201: NewSessionSerializer},
    )
    def post(self, request: Request) -> Response:
        """The server sends a mail to confirm the address. If sending fails, `notice` says so.

        If the server requires a confirmed address, the account is created, and the answer is
        `403 EMAIL_NOT_CONFIRMED` instead of tokens.
        """
        fields = validated(self.form, request.data)
        # The new account could never confirm it.
        if is_confirmed(fields["email"]):
            raise EmailTaken
        try:
            with transaction.atomic():
                user = User.objects.create_user(**fields)
        except IntegrityError as error:
            raise EmailTaken from error
        notice = send_confirmation(request._request, user)  # noqa: SLF001 DRF's own way
        if must_confirm_address(user):
            raise EmailNotConfirmed(notice)
        session = session_of(user) | ({"notice": notice} if notice else {})
        return Response(session, status.HTTP_201_CREATED)


class LoginView(PublicView):
    refuses = (status.HTTP_401_UNAUTHORIZED, status.HTTP_403_FORBIDDEN)

    @extend_schema(
        tags=["Signing in"],
        summary="Sign in",
        request=CredentialsSerializer,
        responses={201: SessionSerializer},
    )
    def post(self, request: Request) -> Response:
        """After ten wrong passwords, sign-in to the account is paused for the caller's address.

        If the server requires a confirmed address and the account has none, the answer is
        `403 EMAIL_NOT_CONFIRMED`, and the mail to confirm it is sent again.
        """
        credentials = validated(CredentialsSerializer, request.data)
        try:
            user = sign_in(request._request, **credentials)  # noqa: SLF001 DRF's own way
        except TooManyAttempts as refusal:
            raise TooManySignInAttempts(refusal.retry_after_seconds) from refusal
        if user is None:
            raise AuthenticationFailed("Invalid credentials", "invalid_credentials")
        if must_confirm_address(user):
            raise EmailNotConfirmed(send_confirmation(request._request, user))  # noqa: SLF001
        return Response(session_of(user), status.HTTP_201_CREATED)


class RefreshView(PublicView):
    @extend_schema(
        tags=["Signing in"],
        summary="Get a new access token",
        request=RefreshSerializer,
        responses={200: AccessSerializer},
    )
    def post(self, request: Request) -> Response:
        """The refresh token does not change. It is valid until it expires or its session ends."""
        token = refresh_token_of_session(validated(RefreshSerializer, request.data)["refresh"])
        return Response({"accessToken": str(token.access_token)})


class LogoutView(PublicView):
    authentication_classes = (OptionalTokenAuthentication,)

    @extend_schema(
        tags=["Signing in"],
        summary="Sign out",
        request=LogoutSerializer,
        responses={204: None},
    )
    def post(self, request: Request) -> Response:
        """From now on, the server refuses all tokens of the same sign-in."""
        refresh = validated(LogoutSerializer, request.data).get("refresh")
        token: Any = refresh_token_of_session(refresh) if refresh else request.auth
        if token is None:
            raise NotAuthenticated
        end_session(token)
        return Response(status=status.HTTP_204_NO_CONTENT)


class MeView(APIView):
    @extend_schema(
        tags=["Signing in"], summary="Read the signed-in account", responses={200: UserSerializer}
    )
    def get(self, request: Request) -> Response:
        return Response(UserSerializer(request.user).data)
