"""The admin pages of every table, and the permissions that they need."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.db.models import Model
from django.test import Client

from accounts.models import User
from rooms import actions
from rooms.models import Audit, Block, Meeting, Message, PairBlock, RefusedJoin, Report, Room, Seat
from tests.rooms.admin.conftest import NAME, NewStaff, url

RECORDS = [Meeting, Seat, Message, Block, Audit, RefusedJoin]
MODELS = [User, Room, Report, PairBlock, *RECORDS]
DELETABLE = [Message, Block]

Row = Any


def row_of(model: Any) -> Row:
    row = model.objects.first()
    assert row is not None
    return row


@pytest.mark.usefixtures("meeting")
@pytest.mark.parametrize("model", MODELS)
def test_strangers_and_ordinary_accounts_see_no_table(
    client: Client, host: User, model: type[Model]
) -> None:
    for address in (url(model, "changelist"), url(model, "change", row_of(model).pk)):
        assert client.get(address).status_code == 302
    client.force_login(host)
    for address in (url(model, "changelist"), url(model, "change", row_of(model).pk)):
        assert client.get(address, follow=True).status_code == 403


@pytest.mark.usefixtures("meeting")
@pytest.mark.parametrize("model", MODELS)
def test_staff_without_the_right_see_no_table(new_staff: NewStaff, model: type[Model]) -> None:
    staff = new_staff()
    for address in (url(model, "changelist"), url(model, "change", row_of(model).pk)):
        assert staff.get(address).status_code == 403


@pytest.mark.usefixtures("meeting")
@pytest.mark.parametrize("model", MODELS)
def test_a_right_to_view_shows_the_table_and_offers_no_actions(
    new_staff: NewStaff, model: Any
) -> None:
    staff = new_staff(f"view_{model.__name__.lower()}")
    row = row_of(model)

    page = staff.get(url(model, "changelist"))
    assert page.status_code == 200
    assert page.context["cl"].result_count == model.objects.count()
    assert page.context["action_form"] is None
    assert "Export" not in page.text
    assert 'name="_save"' not in staff.get(url(model, "change", row.pk)).text


@pytest.mark.usefixtures("meeting")
@pytest.mark.parametrize("model", MODELS)
def test_a_right_to_view_changes_nothing(new_staff: NewStaff, model: Any) -> None:
    staff = new_staff(f"view_{model.__name__.lower()}")
    before = list(model.objects.values())
    row = row_of(model)

    for page, args in (("add", ()), ("change", (row.pk,)), ("delete", (row.pk,))):
        assert staff.post(url(model, page, *args), {"post": "yes"}).status_code == 403
    for action in (
        "delete_selected",
        "lock",
        "unlock",
        "close",
        "reopen",
        "unblock",
        "block_reported",
    ):
        marked = {"action": action, "_selected_action": row.pk, "post": "yes"}
        staff.post(url(model, "changelist"), marked)

    assert list(model.objects.values()) == before


@pytest.mark.usefixtures("meeting")
@pytest.mark.parametrize("model", MODELS)
def test_every_list_search_and_row_opens_for_operators(root: Client, model: Any) -> None:
    listed = url(model, "changelist")
    for address in (listed, f"{listed}?q=weekly", url(model, "change", row_of(model).pk)):
        response = root.get(address)
        assert response.status_code == 200
        assert NAME not in response.text


@pytest.mark.usefixtures("meeting")
@pytest.mark.parametrize(
    ("model", "words"),
    [
        (Room, "ann@example.org"),
        (Meeting, "ann@example.org"),
        (Meeting, NAME),
        (Seat, NAME),
        (Message, NAME),
        (Block, "ben@example.org"),
        (Audit, "ann@example.org"),
        (User, "Ben"),
    ],
)
def test_a_table_is_searched_by_name_and_account(root: Client, model: Any, words: str) -> None:
    def found(words: str) -> int:
        page = root.get(url(model, "changelist"), {"q": words})
        return int(page.context["cl"].result_count)

    assert found("nothing of that") == 0
    assert found(words) == 1


@pytest.mark.parametrize("model", [Room, Meeting, Seat, Message, Block, Audit])
def test_a_table_is_searched_by_the_rooms_code(root: Client, meeting: Meeting, model: Any) -> None:
    other = actions.create_room(meeting.room.host, "Another")

    typed = f"（https://meet.example.org/{meeting.room.code.lower()}）。"
    counts = ((meeting.room.code, 1), (typed, 1), (other.code, int(model in (Room, Audit))))
    for code, count in counts:
        page = root.get(url(model, "changelist"), {"q": code})
        assert page.context["cl"].result_count == count


@pytest.mark.usefixtures("meeting")
@pytest.mark.parametrize("model", RECORDS)
def test_what_happened_can_be_added_and_altered_by_nobody(root: Client, model: Any) -> None:
    before = list(model.objects.values())
    row = row_of(model)

    assert root.get(url(model, "add")).status_code == 403
    for page, args in (("add", ()), ("change", (row.pk,))):
        assert root.post(url(model, page, *args), {"display_name": "X"}).status_code == 403

    assert list(model.objects.values()) == before


@pytest.mark.usefixtures("meeting")
@pytest.mark.parametrize("model", [model for model in RECORDS if model not in DELETABLE])
def test_what_happened_can_be_deleted_by_nobody(root: Client, model: Any) -> None:
    row = row_of(model)
    marked = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}

    assert root.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    root.post(url(model, "changelist"), marked)

    assert model.objects.filter(pk=row.pk).exists()
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("model", [User, Room, PairBlock, Group])
def test_what_operators_keep_can_be_added(root: Client, model: type[Model]) -> None:
    assert root.get(url(model, "add")).status_code == 200


def test_a_list_costs_the_same_queries_however_long_it_is(
    root: Client, meeting: Meeting, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        host = User.objects.create_user(f"host{number}@example.org")
        room = actions.create_room(host, str(number))
        Meeting.objects.create(room=room)
        Block.objects.create(room=room, user=host, display_name="X", blocked_by=host)
        Seat.objects.create(meeting=meeting, user=host, display_name="X", role="participant")
        Message.objects.create(room=room, user=host, sender_name="X", content="X")
        Report.objects.create(reporter=meeting.room.host, reported=host)
        PairBlock.objects.create(user=host, blocked_by=host)
    for model in MODELS:
        with django_assert_max_num_queries(10):
            root.get(url(model, "changelist"))
    with django_assert_max_num_queries(12):
        root.get(url(Meeting, "change", meeting.pk))


@pytest.mark.parametrize("model", [Room, Meeting, Seat, Message, Block, Audit])
def test_a_table_is_searched_in_any_case_of_any_script(
    root: Client, meeting: Meeting, model: Any
) -> None:
    Room.objects.update(name="École")

    for words, count in (("ÉCOLE", 1), ("e\u0301cole", 1), ("ecole", 0)):
        page = root.get(url(model, "changelist"), {"q": words})
        assert page.context["cl"].result_count == count


@pytest.mark.parametrize(
    ("model", "filtered"),
    [(Room, "access__exact"), (Seat, "role__exact"), (Audit, "action__exact")],
)
def test_a_filter_with_a_null_character_is_invalid(
    root: Client, model: type[Model], filtered: str
) -> None:
    """PostgreSQL raises an error for it."""
    query = {filtered: "a\0b"}
    listed = root.get(url(model, "changelist"), query)
    exported = root.get(url(model, "export", "csv"), query)

    assert listed.status_code == exported.status_code == 302
    assert listed.headers["Location"].endswith("?e=1")
    assert root.get(url(model, "changelist"), {"q": "a\0b"}).status_code == 200
