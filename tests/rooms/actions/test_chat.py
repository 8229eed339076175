import uuid

import pytest

from accounts.identity import Person, person_of_account, person_of_guest
from accounts.models import User
from rooms import actions
from rooms.access import RoomVersion
from rooms.actions.seats import take_seat
from rooms.audit import Actor, AuditContext
from rooms.models import Audit, Message, Room, RoomSettings
from rooms.refusals import ChatDisabled, NotAuthorized, RoomNotFound
from tests.at_once import at_once

SEAT = uuid.UUID(int=1)
OTHER_SEAT = uuid.UUID(int=2)


def sit(room: Room, seat_id: uuid.UUID, person: Person) -> None:
    version = Room.objects.get(pk=room.pk).version
    take_seat(room.pk, seat_id, person, "participant", RoomVersion(version))


@pytest.fixture
def seated_room(room: Room, guest: Person) -> Room:
    sit(room, SEAT, guest)
    return room


def post(
    room: Room, content: str, key: str | None, person: Person, seat_id: uuid.UUID = SEAT
) -> tuple[Message, bool]:
    message = Message(
        room=room,
        seat_id=seat_id,
        user_id=person.user_id,
        guest_id=person.guest_id,
        peer_id="peer",
        sender_name="Gus",
        content=content,
        key=key,
    )
    return actions.post_message(message)


@pytest.mark.parametrize("key", ["k1", None])
def test_nothing_is_stored_for_a_room_that_is_gone(
    seated_room: Room, guest: Person, key: str | None
) -> None:
    gone = Room(pk=uuid.uuid4())
    with pytest.raises(RoomNotFound):
        post(gone, "hi", key, guest)
    assert not Message.objects.exists()


@pytest.mark.parametrize("key", ["k1", None])
def test_nothing_is_stored_for_somebody_who_was_removed(
    seated_room: Room, guest: Person, key: str | None
) -> None:
    context = AuditContext(seated_room.pk, seated_room.code, Actor(None, "Co"))
    actions.remove(context, actions.Target(SEAT, "Gus", guest))
    with pytest.raises(NotAuthorized):
        post(seated_room, "hi", key, guest)
    assert not Message.objects.exists()


def test_nothing_is_stored_where_the_chat_is_off_but_a_retry_is_answered(
    seated_room: Room, guest: Person
) -> None:
    first, _ = post(seated_room, "hi", "k1", guest)
    RoomSettings.objects.update(allow_chat=False)
    with pytest.raises(ChatDisabled):
        post(seated_room, "hi", "k2", guest)
    assert post(seated_room, "hi", "k1", guest) == (first, False)
    assert Message.objects.get() == first


def test_a_message_is_stored_as_it_was_said(seated_room: Room, guest: Person) -> None:
    message, is_new = post(seated_room, "hi <b>", "k1", guest)
    stored = Message.objects.get()
    assert (is_new, stored) == (True, message)
    assert (stored.content, stored.sender_name, stored.type) == ("hi <b>", "Gus", "TEXT")
    assert (stored.room, stored.seat_id, stored.peer_id) == (seated_room, SEAT, "peer")


def test_a_retry_returns_the_first_message(seated_room: Room, guest: Person) -> None:
    first, _ = post(seated_room, "hi", "k1", guest)
    assert post(seated_room, "changed", "k1", guest) == (first, False)
    assert Message.objects.get().content == "hi"


@pytest.mark.parametrize("who", ["guest", "somebody"])
def test_a_retry_from_a_new_seat_returns_the_first_message(
    room: Room, request: pytest.FixtureRequest, who: str
) -> None:
    person: Person = request.getfixturevalue(who)
    sit(room, SEAT, person)
    first, _ = post(room, "hi", "k1", person)
    actions.release_seat(SEAT, room.pk)
    sit(room, OTHER_SEAT, person)
    assert post(room, "hi", "k1", person, OTHER_SEAT) == (first, False)
    assert Message.objects.get() == first


def test_the_same_key_of_other_people_or_in_other_rooms_is_another_message(
    seated_room: Room, guest: Person, somebody: Person, host: User
) -> None:
    other_guest = person_of_guest(uuid.uuid4(), "Gil")
    other_room = actions.create_room(host, "Other")
    for number, person in enumerate((somebody, other_guest, person_of_account(host)), 10):
        sit(seated_room, uuid.UUID(int=number), person)
        assert post(seated_room, "hi", "k1", person, uuid.UUID(int=number))[1]
    sit(other_room, OTHER_SEAT, guest)
    assert post(other_room, "hi", "k1", guest, OTHER_SEAT)[1]
    assert post(seated_room, "hi", "k1", guest)[1]
    assert Message.objects.count() == 5


def test_without_a_key_every_message_is_new(seated_room: Room, guest: Person) -> None:
    first, again = (post(seated_room, "hi", None, guest)[0] for _ in range(2))
    assert first != again


@pytest.mark.django_db(transaction=True)
def test_retries_at_once_store_one_message(seated_room: Room, guest: Person) -> None:
    def retry(_: int) -> tuple[int, bool]:
        message, is_new = post(seated_room, "hi", "k1", guest)
        return message.pk, is_new

    answers = at_once(retry, range(12), threads=6)
    assert {message_id for message_id, _ in answers} == {Message.objects.get().pk}
    assert sum(is_new for _, is_new in answers) == 1


def test_a_message_that_an_operator_deletes_is_audited(
    seated_room: Room, guest: Person, other: User
) -> None:
    message, _ = post(seated_room, "hi", None, guest)

    on_another_page = Message.objects.get(pk=message.pk)
    actions.delete_message(message, other)
    actions.delete_message(on_another_page, other)

    assert not Message.objects.exists()
    audit = Audit.objects.get(action=Audit.Action.DELETE_MESSAGE)
    assert (audit.room, audit.actor, audit.target_name) == (seated_room, other, "Gus")
