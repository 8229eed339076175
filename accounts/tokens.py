"""Access and refresh tokens, which belong to a session that can be ended before they expire.

A sign-in makes a refresh token, whose own id names the session in every token that comes of it.
Signing out notes that id until the last of them has expired; nothing is stored before. Refresh
tokens are not rotated: a client that lost an answer would be signed out.
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
    """Return a refresh token, from which access tokens are made."""
    token = RefreshToken.for_user(user)
    token[_SESSION_CLAIM] = token[api_settings.JTI_CLAIM]
    return token


def continued_session(refresh_token: str) -> RefreshToken:
    """Return the refresh token; raise InvalidToken or AuthenticationFailed.

    It is refused for whatever an access token would be refused for.
    """
    try:
        token = RefreshToken(refresh_token)  # type: ignore[arg-type]
    except TokenError as error:
        raise InvalidToken from error
    TokenAuthentication().get_user(token)
    return token


def end_session(token: Token) -> None:
    """Refuse the token's whole session from now on; harmless when repeated."""
    now = timezone.now()
    EndedSession.objects.filter(forgotten_at__lt=now).delete()
    EndedSession.objects.get_or_create(
        id=session_id_of(token),
        defaults={"forgotten_at": now + api_settings.REFRESH_TOKEN_LIFETIME},
    )


def session_id_of(token: Token) -> str:
    """A token made without a sign-in, as by a command, is a session of its own."""
    return str(token.get(_SESSION_CLAIM) or token[api_settings.JTI_CLAIM])


class TokenAuthentication(JWTAuthentication):
    """Refuses, beside what simplejwt refuses, tokens of sessions that were ended."""

    def get_user(self, validated_token: Token) -> Any:
        user = super().get_user(validated_token)
        if EndedSession.objects.filter(pk=session_id_of(validated_token)).exists():
            raise AuthenticationFailed("You have signed out", "signed_out")
        return user


class OptionalTokenAuthentication(TokenAuthentication):
    """Takes who comes with a bad token for nobody: for calls that anybody may make."""

    def authenticate(self, request: Any) -> tuple[Any, Token] | None:
        try:
            return super().authenticate(request)
        except (AuthenticationFailed, InvalidToken):
            return None
