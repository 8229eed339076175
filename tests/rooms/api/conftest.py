"""Callers with every relation to one room, whose host is Ann."""

import uuid

import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.guests import participant_token
from accounts.models import User
from rooms.models import Meeting, Membership, Room, Seat

GUEST_ID = uuid.UUID(int=7)
ROOM_NOT_FOUND = {"statusCode": 404, "code": "ROOM_NOT_FOUND", "message": "Room not found"}
NOT_AUTHORIZED = {"statusCode": 403, "code": "NOT_AUTHORIZED", "message": "Not authorized"}


@pytest.fixture(autouse=True)
def _nobody_in_session(settings: Settings) -> None:
    """Wait only a moment for the acting host, because no Socket.IO server runs here."""
    settings.LIVE_ANSWER_SECONDS = 0.01


@pytest.fixture
def meeting(room: Room) -> Meeting:
    return Meeting.objects.create(room=room)


@pytest.fixture
def anybody(db: None) -> APIClient:
    return APIClient()


@pytest.fixture
def as_host(host: User) -> APIClient:
    return called_by(host)


@pytest.fixture
def as_stranger(db: None) -> APIClient:
    return called_by(User.objects.create_user("sid@example.org", display_name="Sid"))


@pytest.fixture
def as_cohost(room: Room, other: User) -> APIClient:
    Membership.objects.create(room=room, user=other, role=Membership.Role.COHOST)
    return called_by(other)


@pytest.fixture
def as_participant(meeting: Meeting) -> APIClient:
    user = User.objects.create_user("pat@example.org", display_name="Pat")
    sit(meeting, "Pat", user=user)
    return called_by(user)


@pytest.fixture
def as_guest(meeting: Meeting) -> APIClient:
    """Give the calls of a guest in the meeting."""
    sit(meeting, "Gus", guest_id=GUEST_ID)
    client = APIClient()
    client.credentials(HTTP_X_PARTICIPANT_TOKEN=participant_token(GUEST_ID))
    return client


@pytest.fixture
def others(as_cohost: APIClient, as_participant: APIClient) -> list[APIClient]:
    """Give the calls of people of the room who are not its host."""
    return [as_cohost, as_participant]


def called_by(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def sit(meeting: Meeting, name: str, **who: object) -> Seat:
    fields = {"role": Seat.Role.PARTICIPANT} | who
    if not {"user", "guest_id"} & set(who):
        fields["guest_id"] = uuid.uuid4()
    return Seat.objects.create(meeting=meeting, display_name=name, **fields)


def address(room: Room, more: str = "") -> str:
    return f"/api/rooms/{room.pk}{more}"
