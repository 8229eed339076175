"""The credential that authenticated an account, and whether it is still valid.

The server stores a credential when a person connects, and checks it as long as the person is
connected. The database rows decide whether it has ended: after a sign-out, a change of password, or
when the account was deactivated or deleted, whichever process wrote the row. The expiry of a token
depends on time only and is not in the rows.
"""

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Literal

from django.contrib.sessions.models import Session
from django.utils import timezone
from rest_framework_simplejwt.tokens import Token

from accounts.models import EndedSession, User
from accounts.tokens import session_id_of

# The number of credentials in one query; every database accepts that many parameters.
_BATCH_SIZE = 500


@dataclass(frozen=True, slots=True)
class Credential:
    """An account's token or page session.

    `session_id` identifies the sign-in that it comes from, and `password` is the hash stored at
    that time. `expires_at` is a time of the monotonic clock, in seconds, or None if a row holds
    the end.
    """

    kind: Literal["token", "page"]
    user_id: int
    session_id: str = field(repr=False)
    password: str = field(repr=False)
    expires_at: float | None = None


def credential_of_token(token: Token, account: User) -> Credential:
    seconds = token["exp"] - time.time()
    return Credential(
        "token", account.pk, session_id_of(token), account.password, time.monotonic() + seconds
    )


def credential_of_page(session_key: str, account: User) -> Credential:
    return Credential("page", account.pk, session_key, account.password)


def ended_credentials(credentials: Collection[Credential]) -> set[Credential]:
    """Return the credentials that are no longer valid; it makes three queries for each 500."""
    return {credential for some in _batches(credentials) for credential in _ended_in_batch(some)}


def session_seconds_left(credentials: Collection[Credential]) -> dict[Credential, float]:
    """Return the seconds until each page session ends; less than 0 if it has ended.

    Sessions without a row are left out. It makes one query for each 500 sessions.
    """
    pages = [one for one in credentials if one.kind == "page"]
    return {one: left for some in _batches(pages) for one, left in _session_seconds_left(some)}


def _session_seconds_left(pages: Collection[Credential]) -> Iterator[tuple[Credential, float]]:
    rows = Session.objects.filter(session_key__in={one.session_id for one in pages})
    ends, now = dict(rows.values_list("session_key", "expire_date")), timezone.now()
    for one in pages:
        if (end := ends.get(one.session_id)) is not None:
            yield one, (end - now).total_seconds()


def _ended_in_batch(credentials: Collection[Credential]) -> Iterator[Credential]:
    accounts = User.objects.filter(is_active=True, pk__in={one.user_id for one in credentials})
    passwords = dict(accounts.values_list("pk", "password"))
    active = _active_page_sessions({one.session_id for one in credentials if one.kind == "page"})
    signed_out = _signed_out_sessions(
        {one.session_id for one in credentials if one.kind == "token"}
    )
    for one in credentials:
        has_ended = (
            one.session_id in signed_out if one.kind == "token" else one.session_id not in active
        )
        if has_ended or passwords.get(one.user_id) != one.password:
            yield one


def _active_page_sessions(session_keys: Collection[str]) -> set[str]:
    sessions = Session.objects.filter(session_key__in=session_keys, expire_date__gt=timezone.now())
    return set(sessions.values_list("session_key", flat=True))


def _signed_out_sessions(session_ids: Collection[str]) -> set[str]:
    return set(EndedSession.objects.filter(pk__in=session_ids).values_list("pk", flat=True))


def _batches(credentials: Collection[Credential]) -> Iterator[list[Credential]]:
    listed = list(credentials)
    for begin in range(0, len(listed), _BATCH_SIZE):
        yield listed[begin : begin + _BATCH_SIZE]
