"""Access and refresh tokens of a session that can be ended before the tokens expire.

A sign-in creates a refresh token. The id of that token identifies the session in every token made
from it. A sign-out stores the id until the last of these tokens has expired; nothing is stored
before that. Refresh tokens are not rotated, because a client that loses a response would be signed
out.
"""

from typing import Any

from django.utils import timezone
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import AuthenticationFailed, InvalidToken, TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import RefreshToken, Token

from accounts.models import EndedSession, User

_SESSION_CLAIM = "session"


def begin_session(user: User) -> RefreshToken:
    """Return a new refresh token, from which access tokens are made."""
    token = RefreshToken.for_user(user)
    token[_SESSION_CLAIM] = token[api_settings.JTI_CLAIM]
    return token


def refresh_token_of_session(refresh_token: str) -> RefreshToken:
    """Return the refresh token; raise InvalidToken or AuthenticationFailed.

    It is refused for the same reasons as an access token.
    """
    try:
        token = RefreshToken(refresh_token)  # type: ignore[arg-type]
    except TokenError as error:
        raise InvalidToken from error
    TokenAuthentication().get_user(token)
    return token


def end_session(token: Token) -> None:
    """Refuse all tokens of the token's session from now on. Repeated calls have no effect."""
    now = timezone.now()
    EndedSession.objects.filter(forgotten_at__lt=now).delete()
    EndedSession.objects.get_or_create(
        id=session_id_of(token),
        defaults={"forgotten_at": now + api_settings.REFRESH_TOKEN_LIFETIME},
    )


def session_id_of(token: Token) -> str:
    """Return the id of the token's session.

    A token that was made without a sign-in, e.g. by a command, is a session of its own.
    """
    return str(token.get(_SESSION_CLAIM) or token[api_settings.JTI_CLAIM])


class TokenAuthentication(JWTAuthentication):
    """Refuses tokens of ended sessions, in addition to the checks of simplejwt."""

    def get_user(self, validated_token: Token) -> Any:
        user = super().get_user(validated_token)
        if EndedSession.objects.filter(pk=session_id_of(validated_token)).exists():
            raise AuthenticationFailed("You have signed out", "signed_out")
        return user


class OptionalTokenAuthentication(TokenAuthentication):
    """Treats a request with an invalid token as anonymous, for calls that need no credential."""

    def authenticate(self, request: Any) -> tuple[Any, Token] | None:
        try:
            return super().authenticate(request)
        except (AuthenticationFailed, InvalidToken):
            return None
