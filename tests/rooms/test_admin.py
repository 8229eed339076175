"""Every table's pages open for staff, and only for them."""

import uuid
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.models import User
from rooms import actions
from rooms.models import Audit, Block, Meeting, Membership, Message, PairBlock, Report, Room, Seat
from tests.rooms.conftest import Announced

MODELS = [User, *apps.get_app_config("rooms").get_models()]
NAME = "<script>alert(1)</script>"


def url(model: type[Model], page: str, *args: Any) -> str:
    app, name = model.__module__.partition(".")[0], model.__name__.lower()
    return reverse(f"admin:{app}_{name}_{page}", args=args)


@pytest.fixture
def staff(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root@example.org", display_name="Root"))
    return client


@pytest.fixture
def _one_row_of_each(host: User, other: User) -> None:
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


@pytest.mark.parametrize("model", MODELS)
def test_strangers_and_ordinary_accounts_are_sent_to_sign_in(
    client: Client, host: User, model: type[Model]
) -> None:
    for _ in ("stranger", "account"):
        response = client.get(url(model, "changelist"))
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("admin:login"))
        client.force_login(host)


@pytest.mark.usefixtures("_one_row_of_each")
@pytest.mark.parametrize("model", MODELS)
def test_every_list_search_and_row_opens_for_staff(staff: Client, model: Any) -> None:
    row = model.objects.first()
    assert row is not None
    listed = url(model, "changelist")
    for address in (listed, f"{listed}?q=weekly", url(model, "change", row.pk)):
        response = staff.get(address)
        assert response.status_code == 200
        assert NAME not in response.content.decode()


@pytest.mark.usefixtures("_one_row_of_each")
@pytest.mark.parametrize("model", [model for model in MODELS if model not in (Audit, Report)])
def test_every_row_can_be_added_by_staff(staff: Client, model: type[Model]) -> None:
    assert staff.get(url(model, "add")).status_code == 200


@pytest.mark.usefixtures("_one_row_of_each")
def test_the_audit_is_for_reading_only(staff: Client) -> None:
    row = Audit.objects.get()
    assert staff.get(url(Audit, "add")).status_code == 403
    for page in ("change", "delete"):
        address = url(Audit, page, row.pk)
        assert staff.post(address, {"actor_name": "Nobody", "post": "yes"}).status_code == 403
    assert Audit.objects.get() == row
    assert not LogEntry.objects.exists()


def saved(staff: Client, room: Room, **changes: Any) -> None:
    """Send the room's form with some fields changed and its settings as they are."""
    counts = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    sent = {
        "name": room.name,
        "host": room.host_id,
        "access": room.access,
        **{f"memberships-{name}": value for name, value in counts.items()},
        **{f"settings-{name}": 1 for name in counts},
        "settings-0-room": room.pk,
        "settings-0-max_participants": room.settings.max_participants,
        "settings-0-when_host_leaves": room.settings.when_host_leaves,
        "settings-0-end_after_minutes": room.settings.end_after_minutes,
        **changes,
    }
    response = staff.post(url(Room, "change", room.pk), sent)
    assert response.status_code == 302


def test_what_an_operator_changes_is_audited_and_announced(
    staff: Client, host: User, announced: Announced
) -> None:
    room = actions.create_room(host, "Weekly")
    heard = announced(saved, staff, room, is_locked="on")
    room.refresh_from_db()
    assert room.is_locked
    assert heard == [{"type": "room.changed", "room_id": str(room.pk)}]
    assert Audit.objects.filter(actor_name="Root", action="update_room").count() == 1


def test_a_room_that_an_operator_deletes_is_closed_and_audited(
    staff: Client, host: User, announced: Announced
) -> None:
    room = actions.create_room(host, "Weekly")
    heard = announced(staff.post, url(Room, "delete", room.pk), {"post": "yes"})
    assert not Room.objects.exists()
    assert [one["type"] for one in heard] == ["room.closed"]
    assert Audit.objects.filter(actor_name="Root", action="delete_room").count() == 1


def test_a_list_costs_the_same_queries_however_long_it_is(
    staff: Client, host: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        actions.create_room(host, str(number))
    for model in (Room, Audit):
        with django_assert_max_num_queries(10):
            staff.get(url(model, "changelist"))
