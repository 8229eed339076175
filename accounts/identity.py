"""A person as other packages see one: an account or a guest, with a name and a colour."""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest

from accounts.avatars import color_for
from accounts.guests import guest_of, participant_token
from accounts.models import User


@dataclass(frozen=True, slots=True)
class Person:
    """Exactly one of `user_id` and `guest_id` is set, from a verified credential.

    `display_name` is the name of the account, or "" for a guest who has not given a name yet.
    """

    user_id: int | None
    guest_id: uuid.UUID | None
    display_name: str
    avatar_color: int

    @property
    def key(self) -> str:
        """Return a key that is unique to the person, e.g. for the owner of a seat."""
        return person_key(self.user_id, self.guest_id)

    @property
    def token(self) -> str | None:
        """Return a guest's token for the next connection; None for an account, which has others."""
        return participant_token(self.guest_id) if self.guest_id else None


def person_of_account(user: User) -> Person:
    return Person(user.pk, None, user.display_name, user.avatar_color)


def person_of_guest(guest_id: uuid.UUID, display_name: str = "") -> Person:
    return Person(None, guest_id, display_name, color_for(guest_id.hex))


def person_of_request(request: HttpRequest) -> Person:
    """Return the person who requests a page: an account, the cookie's guest, or a new guest."""
    if request.user.is_authenticated:
        return person_of_account(request.user)
    return person_of_guest(guest_of(request) or uuid.uuid4())


def person_key(user_id: int | None, guest_id: uuid.UUID | None) -> str:
    """Return the unique key of a person; exactly one argument is not None."""
    return f"user:{user_id}" if guest_id is None else f"guest:{guest_id.hex}"


def parse_person_key(key: str) -> tuple[int | None, uuid.UUID | None]:
    """Return the account's id and the guest's id from a `person_key`; one of them is None."""
    kind, _, value = key.partition(":")
    return (int(value), None) if kind == "user" else (None, uuid.UUID(hex=value))
