"""The person who makes an API call, for calls that guests may make too."""

import uuid

from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.guests import guest_from_token, guest_of
from accounts.identity import Person, person_of_account, person_of_guest
from accounts.models import User
from accounts.tokens import TokenAuthentication

PARTICIPANT_HEADER = "X-Participant-Token"


class GuestAuthentication(BaseAuthentication):
    """Authenticates a guest by the `participantToken` that the server sent over the socket."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, Person] | None:
        token = request.headers.get(PARTICIPANT_HEADER)
        if token is None:
            return None
        guest_id = guest_from_token(token)
        if guest_id is None:
            raise AuthenticationFailed("The participant token is invalid or has expired")
        return AnonymousUser(), person_of_guest(guest_id)

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class OptionalGuestAuthentication(GuestAuthentication):
    """Treats a request with an invalid token as anonymous, for calls that need no credential."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, Person] | None:
        try:
            return super().authenticate(request)
        except AuthenticationFailed:
            return None


# Accounts by token or session, and guests by participant token.
ANY_CREDENTIAL = (TokenAuthentication, SessionAuthentication, GuestAuthentication)


class HasCredential(BasePermission):
    """Requires a credential of an account or of a guest."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return person_of(request) is not None


def person_of(request: Request) -> Person | None:
    """Return the caller, or None without a credential."""
    if isinstance(request.user, User):
        return person_of_account(request.user)
    return request.auth if isinstance(request.auth, Person) else None


def visitor_of(request: Request) -> Person:
    """Return the caller, the guest of the browser's cookie, or a new guest."""
    return person_of(request) or person_of_guest(guest_of(request) or uuid.uuid4())


def account_of(request: Request) -> User:
    """Return the calling account; raise NotAuthenticated if the caller is not an account."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user
