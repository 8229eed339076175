import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from rooms import actions
from rooms.codes import PATTERN
from rooms.models import ROOM_NAME_CHARACTERS, Audit, Message, Room
from rooms.refusals import NotAuthorized, RoomNotFound, Unavailable
from tests.rooms.actions.conftest import audited
from tests.rooms.conftest import Announced


def test_a_new_room_has_a_code_settings_and_an_audit_row(host: User) -> None:
    room = actions.create_room(host, "  Weekly ", max_participants=5, waiting_room=True)
    assert re.fullmatch(PATTERN, room.code)
    assert (room.name, room.host, room.access, room.is_locked) == ("Weekly", host, "anyone", False)
    assert (room.settings.max_participants, room.settings.waiting_room) == (5, True)
    entry = Audit.objects.get()
    assert (entry.actor, entry.action, entry.room) == (host, "create_room", room)


@pytest.mark.parametrize("name", ["", "   ", "\u200b"])
def test_a_room_without_a_name_is_called_after_its_host(host: User, name: str) -> None:
    assert actions.create_room(host, name).name == "Ann's room"


def test_a_code_that_is_taken_is_replaced_by_another(room: Room, host: User) -> None:
    codes = iter([room.code, room.code, "ZZZZZZ"])
    assert actions.create_room(host, "Other", make_code=lambda: next(codes)).code == "ZZZZZZ"
    assert Room.objects.count() == 2


def test_no_room_is_made_where_every_code_is_taken(room: Room, host: User) -> None:
    with pytest.raises(Unavailable):
        actions.create_room(host, "Other", make_code=lambda: room.code)
    assert Room.objects.get() == room


@pytest.mark.django_db(transaction=True)
def test_an_account_that_was_deleted_makes_no_room(other: User) -> None:
    gone = User.objects.get(pk=other.pk)
    other.delete()
    with pytest.raises(NotAuthorized):
        actions.create_room(gone, "Weekly")
    assert not Room.objects.exists()


@pytest.mark.parametrize(
    "act",
    [
        lambda room: actions.set_locked(room, room.host, True),
        lambda room: actions.update_room(room, room.host, name="New", access="anyone"),
        lambda room: actions.close_room(room, room.host),
        lambda room: actions.reopen_room(room, room.host),
        lambda room: actions.delete_room(room, room.host),
        lambda room: actions.invite(room, room.host, "somebody@example.org"),
    ],
)
def test_what_is_done_to_a_room_that_was_deleted_is_refused(
    room: Room, other: User, act: Callable[[Room], None]
) -> None:
    User.objects.filter(pk=other.pk).update(email="somebody@example.org")
    Room.objects.get().delete()
    with pytest.raises(RoomNotFound):
        act(room)


def test_a_long_name_is_cut(host: User) -> None:
    assert actions.create_room(host, "x" * 200).name == "x" * ROOM_NAME_CHARACTERS


def test_settings_that_can_not_be_leave_no_room_behind(host: User) -> None:
    with pytest.raises(Exception, match="room_has_2_to_100_places"), transaction.atomic():
        actions.create_room(host, "Weekly", max_participants=1)
    assert not Room.objects.exists()


def test_a_change_is_stored_audited_and_announced(
    room: Room, host: User, announced: Announced
) -> None:
    announcements = announced(
        actions.update_room, room, host, name="New", access="invited", allow_chat=False
    )
    stored = Room.objects.select_related("settings").get()
    assert (stored.name, stored.access, stored.settings.allow_chat) == ("New", "invited", False)
    assert announcements == [{"type": "room.changed", "room_id": str(room.pk)}]
    assert audited() == [("Ann", "update_room", "", room.code)]


def test_a_lock_is_stored_audited_and_announced_once(
    room: Room, host: User, announced: Announced
) -> None:
    changed = {"type": "room.changed", "room_id": str(room.pk)}
    assert announced(actions.set_locked, room, host, True) == [changed]
    assert room.is_locked
    assert Room.objects.get().is_locked
    assert announced(actions.set_locked, room, host, True) == []
    assert announced(actions.set_locked, room, host, False) == [changed]
    assert not Room.objects.get().is_locked
    assert [what for _, what, _, _ in audited()] == ["lock", "unlock"]


def test_a_closed_room_is_announced_and_may_be_reopened(
    room: Room, host: User, announced: Announced
) -> None:
    (announcement,) = announced(actions.close_room, room, host)
    assert announcement == {
        "type": "room.closed",
        "room_id": str(room.pk),
        "reason": "The host closed the room",
    }
    assert Room.objects.get().has_ended
    assert announced(actions.reopen_room, room, host) == []
    assert not Room.objects.get().has_ended
    assert [what for _, what, _, _ in audited()] == ["close_room", "reopen_room"]


def test_closing_and_reopening_once_more_changes_nothing(
    room: Room, host: User, announced: Announced
) -> None:
    # Two pages have read the room at the same time.
    stale = Room.objects.get(pk=room.pk)
    for act in (actions.close_room, actions.reopen_room):
        act(room, host)
        before = Room.objects.values().get()
        assert announced(act, stale, host) == []
        assert Room.objects.values().get() == before
        assert stale.ended_at == before["ended_at"]

    assert [what for _, what, _, _ in audited()] == ["close_room", "reopen_room"]


def test_a_deleted_room_takes_its_chat_along_and_leaves_its_audit(
    room: Room, host: User, announced: Announced
) -> None:
    Message.objects.create(room=room, peer_id="x", sender_name="X", content="hi")
    room_id, code = str(room.pk), room.code
    (announcement,) = announced(actions.delete_room, room, host)
    assert (announcement["type"], announcement["room_id"]) == ("room.closed", room_id)
    assert not Room.objects.exists()
    assert not Message.objects.exists()
    assert audited() == [("Ann", "delete_room", "", code)]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_neither_stored_nor_announced(
    room: Room, host: User, announced: Announced
) -> None:
    def change_of_mind(**changes: Any) -> None:
        with transaction.atomic():
            actions.update_room(room, host, **changes)
            transaction.set_rollback(True)

    assert announced(change_of_mind, name="New", access="invited") == []
    assert Room.objects.get().name == "Weekly"
    assert audited() == []
