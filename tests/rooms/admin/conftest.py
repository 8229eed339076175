"""Staff with all, some or no permissions, and one row of every table."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.models import User
from rooms import actions
from rooms.models import Block, Meeting, Membership, Message, PairBlock, Report, Room, Seat
from tests.rooms.signing_in import signed_in

NAME = "<script>alert(1)</script>"

NewStaff = Callable[..., Client]


def url(model: type[Model], page: str, *args: Any) -> str:
    opts = model._meta  # noqa: SLF001 documented
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=args)


@pytest.fixture
def root(db: None) -> Client:
    """Give a browser with a superuser signed in."""
    return signed_in(User.objects.create_superuser("root@example.org", display_name="Root"))


@pytest.fixture
def new_staff(db: None) -> NewStaff:
    """Give a function that signs in staff with these permissions, by code name."""

    def new_staff(*rights: str) -> Client:
        staff = User.objects.create_user("staff@example.org", display_name="Sam", is_staff=True)
        found = Permission.objects.filter(codename__in=rights)
        assert found.count() == len(rights)
        staff.user_permissions.set(found)
        return signed_in(staff)

    return new_staff


@pytest.fixture
def meeting(host: User, other: User) -> Meeting:
    """Give a meeting, and one row of every table, in which every text is NAME."""
    room = actions.create_room(host, NAME)
    meeting = Meeting.objects.create(room=room)
    seat = Seat.objects.create(
        meeting=meeting, guest_id=uuid.uuid4(), display_name=NAME, role="participant"
    )
    Membership.objects.create(room=room, user=other, role="cohost")
    Message.objects.create(room=room, seat=seat, peer_id="x", sender_name=NAME, content=NAME)
    Block.objects.create(room=room, user=other, display_name=NAME)
    Report.objects.create(reporter=host, reported_guest_id=uuid.uuid4(), reason=NAME)
    PairBlock.objects.create(guest_id=uuid.uuid4(), reason=NAME)
    actions.count_refused_join("ROOM_FULL")
    return meeting


@pytest.fixture
def live_room(meeting: Meeting) -> Room:
    return meeting.room
