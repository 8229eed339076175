"""Chat messages and the chat history."""

import asyncio
from typing import Any

import pytest
from asgiref.sync import async_to_sync

from rooms.models import Message, Room
from rooms.refusals import ChatDisabled, InvalidInput
from signaling.caller import Caller
from signaling.outcomes import Delivery
from signaling.protocol.commands import GetMessages, PostMessage, StartTyping
from signaling.protocol.events import ChatPosted, MessagesRead, TypingChanged
from signaling.refusals import NotInRoom, WrongRoom
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import a_caller

pytestmark = pytest.mark.usefixtures("seated")


def post(clients: Clients, caller: Caller, content: str, **fields: Any) -> ChatPosted:
    clients.send(caller, PostMessage(content=content, **fields))
    (posted,) = clients.acknowledged()
    assert isinstance(posted, ChatPosted)
    return posted


def read(clients: Clients, caller: Caller, **fields: Any) -> tuple[list[str], bool]:
    clients.send(caller, GetMessages(**fields))
    (page,) = clients.acknowledged()
    assert isinstance(page, MessagesRead)
    return [message.content for message in page.messages], page.more


def test_a_caller_without_a_seat_can_neither_write_nor_read(clients: Clients) -> None:
    for command in (PostMessage(content="hi"), GetMessages()):
        with pytest.raises(NotInRoom):
            clients.send(a_caller("nobody"), command)
    assert not Message.objects.exists()


def test_a_person_can_neither_write_nor_read_the_chat_of_another_room(
    clients: Clients, other_room: Room, guest: Caller
) -> None:
    other = str(other_room.pk)
    for command in (PostMessage(content="hi", room_id=other), GetMessages(room_id=other)):
        with pytest.raises(WrongRoom):
            clients.send(guest, command)
    assert not Message.objects.exists()


def test_a_disabled_chat_refuses_messages(
    clients: Clients, other_room: Room, guest: Caller
) -> None:
    other_room.settings.allow_chat = False
    other_room.settings.save()
    clients.join(guest, other_room)
    with pytest.raises(ChatDisabled):
        clients.send(guest, PostMessage(content="hi"))
    assert not Message.objects.exists()


def test_a_message_is_stored_and_sent_to_everybody_including_the_sender(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    posted = post(clients, guest, "hello")
    assert clients.received(host) == clients.received(guest) == [posted]
    assert (posted.sender_id, posted.sender_name, posted.content, posted.type) == (
        guest.peer_id,
        "Bo",
        "hello",
        "TEXT",
    )
    stored = Message.objects.get()
    assert (str(stored.pk), stored.content, stored.sent_at) == (
        posted.id,
        "hello",
        posted.timestamp,
    )


def test_a_message_has_the_account_of_its_sender(clients: Clients, host: Caller) -> None:
    account = post(clients, host, "hello").user
    assert account
    assert (account.id, account.display_name) == (str(host.person.user_id), "Ann")


def test_a_retry_is_answered_with_the_first_message_and_not_sent_again(
    clients: Clients, guest: Caller
) -> None:
    first = post(clients, guest, "hello", key="k1")
    again = post(clients, guest, "hello again", key="k1")
    assert again == first
    assert clients.received(guest) == []
    assert Message.objects.count() == 1


def test_the_same_key_of_another_sender_is_another_message(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    assert post(clients, guest, "one", key="k1").id != post(clients, host, "two", key="k1").id


def test_a_retry_after_a_lost_connection_gets_the_first_message(
    clients: Clients, room: Room, guest: Caller
) -> None:
    first = post(clients, guest, "hello", key="k1")
    clients.end_connection(guest)
    back = a_caller("bo-2", guest.person)
    clients.join(back, room)
    assert post(clients, back, "hello", key="k1") == first


@pytest.mark.parametrize("content", ["", "   ", "\n\t", "\u0000\u0007", "\u202e", "x" * 2001])
def test_a_message_has_1_to_2000_characters(clients: Clients, guest: Caller, content: str) -> None:
    with pytest.raises(InvalidInput, match="1 to 2000"):
        clients.send(guest, PostMessage(content=content))
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  hi  ", "hi"),
        ("one\r\ntwo\n\tthree", "one\ntwo\n\tthree"),
        ("a\u0000b\u001b[31mc", "ab[31mc"),
        ("\u202egnp.exe", "gnp.exe"),
        ("👩\u200d👧 नमस्ते", "👩\u200d👧 नमस्ते"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("x" * 2000 + "  ", "x" * 2000),
    ],
)
def test_control_characters_are_removed_and_other_characters_stay(
    clients: Clients, guest: Caller, typed: str, shown: str
) -> None:
    assert post(clients, guest, typed).content == shown


def test_a_newcomer_gets_the_newest_50_messages_oldest_first(
    clients: Clients, room: Room, guest: Caller
) -> None:
    for number in range(52):
        post(clients, guest, str(number))
    answer = clients.join(a_caller("cy"), room)
    assert [message.content for message in answer.messages] == [str(n) for n in range(2, 52)]


def test_older_and_newer_pages_are_read_in_order(
    clients: Clients, room: Room, guest: Caller
) -> None:
    ids = [post(clients, guest, str(number)).id for number in range(5)]
    assert read(clients, guest, limit=2) == (["3", "4"], True)
    assert read(clients, guest, limit=2, before=ids[3]) == (["1", "2"], True)
    assert read(clients, guest, limit=2, before=ids[1], room_id=room.code) == (["0"], False)
    assert read(clients, guest, limit=2, after=ids[0]) == (["1", "2"], True)
    assert read(clients, guest, limit=2, after=ids[2]) == (["3", "4"], False)
    assert read(clients, guest, after=ids[4]) == ([], False)
    assert read(clients, guest, before="9" * 18) == (["0", "1", "2", "3", "4"], False)


def test_a_message_ends_the_typing_indicator_of_its_sender(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.send(guest, StartTyping())
    posted = post(clients, guest, "hello")
    ended = TypingChanged(socket_id=guest.peer_id, display_name="Bo", is_typing=False)
    assert clients.received(host) == [ended, posted]


def test_simultaneous_messages_are_sent_in_the_order_in_which_they_are_stored(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    told: list[str] = []

    async def send(number: int) -> None:
        sender = host if number % 2 else guest
        outcomes = await clients.carry_out(
            sender, PostMessage(content=str(number), key=str(number))
        )
        deliveries = [one for one in outcomes if isinstance(one, Delivery)]
        posted = [one.event for one in deliveries if isinstance(one.event, ChatPosted)]
        told.extend(one.content for one in posted)

    async def all_at_once() -> None:
        await asyncio.gather(*(send(number) for number in range(20)))

    async_to_sync(all_at_once)()
    stored = Message.objects.order_by("pk").values_list("content", flat=True)
    assert told == list(stored)
