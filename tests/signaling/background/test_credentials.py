"""Connections end when their credential expires or is ended in the database."""

from dataclasses import replace
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection
from django.test import Client as Browser
from django.utils import timezone
from pytest_django import Settings

from accounts.credentials import Credential, credential_of_page
from accounts.identity import person_of_account
from accounts.models import User
from rooms import actions
from signaling.actions import outcomes_of
from signaling.background.credentials import CredentialChecks
from signaling.caller import Caller
from signaling.delivery import Deliverer
from signaling.presence import Presence
from signaling.protocol.commands import Join
from tests.signaling.examples import Clock, a_caller, worked_off
from tests.signaling.fake_server import FakeServer

GRACE_SECONDS = 25
TOLD = ("token-expired", {"graceSeconds": GRACE_SECONDS})
EXPIRED = ("force-disconnect", {"reason": "The access token has expired", "code": "TOKEN_EXPIRED"})
SESSION_EXPIRED = (
    "force-disconnect",
    {"reason": "Your session has ended", "code": "SESSION_EXPIRED"},
)
SIGNED_OUT = ("force-disconnect", {"reason": "You were signed out", "code": "SIGNED_OUT"})


class Connections(FakeServer):
    """Connections that the test sets."""

    def __init__(self) -> None:
        super().__init__()
        self.there: list[Caller] = []

    def callers(self) -> list[Caller]:
        return self.there


class Place:
    def __init__(self, ann: User, presence: Presence, clock: Clock) -> None:
        self.clock = clock
        self.presence = presence
        self.server = Connections()
        self.token = Credential("token", ann.pk, "a sign-in", ann.password, clock() + 60)
        self.ann = a_caller("ann", person_of_account(ann), credential=self.token)
        self.server.there = [self.ann, a_caller("guest")]
        self.delivery = Deliverer(self.server, presence)
        self._checks = CredentialChecks(presence, self.delivery, self.server, clock)

    def check(self) -> None:
        async_to_sync(self._checks.check)()

    def events_of(self, name: str = "ann") -> list[tuple[str, object]]:
        return self.server.events_of(f"peer-{name}")

    def is_closed(self, name: str = "ann") -> bool:
        return (f"peer-{name}", "closed") in self.server.steps


@pytest.fixture
def ann(transactional_db: None) -> User:
    return User.objects.create_user("ann@example.org", display_name="Ann")


@pytest.fixture
def place(ann: User, presence: Presence, clock: Clock, settings: Settings) -> Place:
    settings.TOKEN_GRACE_SECONDS = GRACE_SECONDS
    return Place(ann, presence, clock)


def rename_table(name: str, new_name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {name} RENAME TO {new_name}")


def test_a_guest_and_a_valid_token_stay_connected(place: Place) -> None:
    place.clock.pass_seconds(59)
    place.check()
    assert place.server.steps == []


def test_a_client_is_asked_once_for_another_token_and_closed_without_it(place: Place) -> None:
    place.clock.pass_seconds(60)
    for seconds in (0, GRACE_SECONDS - 1, 1):
        assert not place.is_closed()
        place.clock.pass_seconds(seconds)
        place.check()
    assert place.events_of() == [TOLD, EXPIRED]
    assert place.is_closed()
    assert place.events_of("guest") == []


def test_every_connection_with_the_expired_token_is_asked(place: Place) -> None:
    place.server.there.append(replace(place.ann, peer_id="peer-ann-too"))
    place.clock.pass_seconds(60)
    place.check()
    assert place.events_of() == place.events_of("ann-too") == [TOLD]


def test_a_client_is_asked_again_when_its_next_token_expires(place: Place) -> None:
    place.clock.pass_seconds(60)
    place.check()
    renewed = replace(place.token, expires_at=place.clock() + 60)
    place.server.there = [replace(place.ann, credential=renewed)]
    place.clock.pass_seconds(59)
    place.check()
    assert place.events_of() == [TOLD]
    place.clock.pass_seconds(1)
    place.check()
    assert place.events_of() == [TOLD, TOLD]
    assert not place.is_closed()


def test_a_signed_out_person_is_told_and_closed_and_loses_the_seat(place: Place, ann: User) -> None:
    room = actions.create_room(ann, "Weekly")
    join = Join(room_code=room.code)
    async_to_sync(outcomes_of)(place.ann, join, place.presence)
    User.objects.update(is_active=False)
    place.check()
    assert place.events_of() == [SIGNED_OUT]
    assert place.is_closed()
    assert place.presence.seats(str(room.id)) == []
    async_to_sync(worked_off)(place.delivery.attendance)
    assert not room.meetings.filter(ended_at=None).exists()


def test_calls_continue_without_the_database_but_tokens_expire(place: Place) -> None:
    rename_table("accounts_user", "accounts_user_away")
    with pytest.raises(DatabaseError):
        place.check()
    assert place.server.steps == []
    place.clock.pass_seconds(60)
    with pytest.raises(DatabaseError):
        place.check()
    rename_table("accounts_user_away", "accounts_user")
    assert place.events_of() == [TOLD]


def test_a_seat_is_given_up_although_its_end_can_not_be_stored(place: Place, ann: User) -> None:
    room = actions.create_room(ann, "Weekly")
    async_to_sync(outcomes_of)(place.ann, Join(room_code=room.code), place.presence)
    User.objects.update(is_active=False)
    rename_table("rooms_seat", "rooms_seat_away")
    place.check()
    rename_table("rooms_seat_away", "rooms_seat")
    assert place.is_closed()
    assert place.presence.seats(str(room.id)) == []
    async_to_sync(worked_off)(place.delivery.attendance)
    assert not room.meetings.filter(ended_at=None).exists()


class PageVisit:
    """Ann on a page, with a session whose end the test sets."""

    def __init__(self, place: Place, ann: User) -> None:
        browser = Browser()
        browser.force_login(ann)
        self._key = browser.session.session_key or ""
        self.credential = credential_of_page(self._key, ann)
        place.server.there = [replace(place.ann, credential=self.credential)]

    def ends_in(self, seconds: float) -> None:
        end = timezone.now() + timedelta(seconds=seconds)
        Session.objects.filter(pk=self._key).update(expire_date=end)

    def is_cleared(self) -> None:
        Session.objects.filter(pk=self._key).delete()


@pytest.fixture
def visit(place: Place, ann: User, settings: Settings) -> PageVisit:
    settings.SESSION_WARNING_SECONDS = 300
    return PageVisit(place, ann)


def names(told: list[tuple[str, object]]) -> list[str]:
    return [name for name, _ in told]


def test_a_page_is_warned_once_and_told_when_its_session_was_used(
    place: Place, visit: PageVisit
) -> None:
    place.check()
    assert place.events_of() == []
    visit.ends_in(299)
    place.check()
    visit.ends_in(200)
    place.check()
    assert names(place.events_of()) == ["session-ending"]
    visit.ends_in(10_000)
    place.check()
    visit.ends_in(250)
    place.check()
    assert names(place.events_of()) == ["session-ending", "session-prolonged", "session-ending"]
    assert not place.is_closed()


def test_a_client_that_connects_again_is_warned_again(place: Place, visit: PageVisit) -> None:
    visit.ends_in(299)
    place.check()
    place.server.there = [replace(place.server.there[0], peer_id="peer-ann-too")]
    place.check()
    assert names(place.events_of("ann-too")) == ["session-ending"]


@pytest.mark.parametrize("is_cleared", [False, True])
def test_the_seat_is_held_when_a_session_expires(
    place: Place, visit: PageVisit, ann: User, is_cleared: bool
) -> None:
    room = actions.create_room(ann, "Weekly")
    async_to_sync(outcomes_of)(place.server.there[0], Join(room_code=room.code), place.presence)
    visit.ends_in(5)
    place.check()
    place.clock.pass_seconds(6)
    visit.ends_in(-1)
    if is_cleared:
        visit.is_cleared()
    place.check()
    assert place.events_of()[-1] == SESSION_EXPIRED
    assert place.is_closed()
    assert len(place.presence.seats(str(room.id))) == 1
