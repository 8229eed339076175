import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection

from accounts.models import User
from accounts.people import Person
from rooms import actions
from rooms.models import Audit, Message, Room

SEAT = uuid.UUID(int=1)


@pytest.fixture
def seated_room(room: Room, guest: Person) -> Room:
    actions.take_seat(room.pk, SEAT, guest, "participant")
    return room


def post(room: Room, content: str, key: str | None) -> tuple[Message, bool]:
    message = Message(
        room=room, seat_id=SEAT, peer_id="peer", sender_name="Gus", content=content, key=key
    )
    return actions.post_message(message)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("key", ["k1", None])
def test_nothing_is_stored_for_a_room_that_is_gone(seated_room: Room, key: str | None) -> None:
    seated_room.delete()
    gone = Room(pk=uuid.uuid4())
    with pytest.raises(IntegrityError):
        post(gone, "hi", key)
    assert not Message.objects.exists()


def test_a_message_is_stored_as_it_was_said(seated_room: Room) -> None:
    message, is_new = post(seated_room, "hi <b>", "k1")
    stored = Message.objects.get()
    assert (is_new, stored) == (True, message)
    assert (stored.content, stored.sender_name, stored.type) == ("hi <b>", "Gus", "TEXT")
    assert (stored.room, stored.seat_id, stored.peer_id) == (seated_room, SEAT, "peer")


def test_a_retry_returns_the_first_message(seated_room: Room) -> None:
    first, _ = post(seated_room, "hi", "k1")
    assert post(seated_room, "changed", "k1") == (first, False)
    assert Message.objects.get().content == "hi"


def test_without_a_key_every_message_is_new(seated_room: Room) -> None:
    assert post(seated_room, "hi", None)[0] != post(seated_room, "hi", None)[0]


@pytest.mark.django_db(transaction=True)
def test_retries_at_once_store_one_message(seated_room: Room) -> None:
    def retry(_: int) -> tuple[int, bool]:
        try:
            message, is_new = post(seated_room, "hi", "k1")
            return message.pk, is_new
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(retry, range(12)))
    assert {message_id for message_id, _ in answers} == {Message.objects.get().pk}
    assert sum(is_new for _, is_new in answers) == 1


def test_a_message_that_an_operator_deletes_is_audited(seated_room: Room, other: User) -> None:
    message, _ = post(seated_room, "hi", None)

    actions.delete_message(message, other)

    assert not Message.objects.exists()
    audit = Audit.objects.get(action=Audit.Action.DELETE_MESSAGE)
    assert (audit.room, audit.actor, audit.target_name) == (seated_room, other, "Gus")
