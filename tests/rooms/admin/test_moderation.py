"""Staff with the permission remove blocks and delete messages."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from rooms.models import Audit, Block, Meeting, Message
from tests.rooms.admin.conftest import NAME, NewStaff, url


def delete_one(staff: Client, message: Message) -> None:
    staff.post(url(Message, "delete", message.pk), {"post": "yes"})


def delete_marked(staff: Client, message: Message) -> None:
    marked = {"action": "delete_selected", "_selected_action": message.pk, "post": "yes"}
    staff.post(url(Message, "changelist"), marked)


@pytest.fixture
def block(meeting: Meeting) -> Block:
    return Block.objects.get(room=meeting.room)


@pytest.fixture
def message(meeting: Meeting) -> Message:
    return Message.objects.get(room=meeting.room)


def test_unblocking_is_audited(new_staff: NewStaff, block: Block) -> None:
    staff = new_staff("view_block", "delete_block")

    staff.post(url(Block, "changelist"), {"action": "unblock", "_selected_action": block.pk})

    assert not Block.objects.exists()
    audit = Audit.objects.get(action="unblock")
    assert (audit.actor_name, audit.target_name) == ("Sam", NAME)


def test_a_deleted_block_is_an_unblocking_too(root: Client, block: Block) -> None:
    root.post(url(Block, "delete", block.pk), {"post": "yes"})

    assert not Block.objects.exists()
    assert Audit.objects.filter(action="unblock", actor_name="Root").count() == 1


@pytest.mark.parametrize("delete", [delete_one, delete_marked])
def test_deleting_a_message_is_audited(
    new_staff: NewStaff, message: Message, delete: Callable[[Client, Message], None]
) -> None:
    staff = new_staff("view_message", "delete_message")

    delete(staff, message)

    assert not Message.objects.exists()
    audit = Audit.objects.get(action="delete_message")
    assert (audit.actor_name, audit.target_name) == ("Sam", NAME)


def test_more_than_a_thousand_messages_are_deleted_at_once(root: Client, message: Message) -> None:
    spam = {"room": message.room, "peer_id": "x", "sender_name": "Spam", "content": "Buy"}
    Message.objects.bulk_create(Message(**spam) for _ in range(1200))
    marked = {"action": "delete_selected", "_selected_action": [message.pk], "select_across": "1"}
    changelist = url(Message, "changelist") + "?q=Spam"

    asked = root.post(changelist, marked)
    named = re.findall(r'name="_selected_action" value="(\d+)"', asked.text)
    assert len(named) == 1200
    answer = {"action": "delete_selected", "_selected_action": named, "post": "yes"}

    assert root.post(changelist, answer).status_code == 302
    assert list(Message.objects.all()) == [message]


def test_a_block_tells_who_and_where(root: Client, block: Block, other: User) -> None:
    page = root.get(url(Block, "change", block.pk)).text

    assert other.display_name in page
    assert block.room.code in page
