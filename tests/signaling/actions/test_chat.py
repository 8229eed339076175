import asyncio
from typing import Any

import pytest
from asgiref.sync import async_to_sync

from rooms.models import Message, Room
from rooms.refusals import ChatDisabled, InvalidInput
from signaling.caller import Caller
from signaling.protocol.commands import GetMessages, PostMessage, StartTyping
from signaling.protocol.events import ChatPosted, MessagesRead, TypingChanged
from signaling.refusals import NotInRoom, WrongRoom
from tests.signaling.actions.clients import Company
from tests.signaling.examples import a_caller

pytestmark = pytest.mark.usefixtures("seated")


def post(company: Company, caller: Caller, content: str, **fields: Any) -> ChatPosted:
    company.do(caller, PostMessage(content=content, **fields))
    (posted,) = company.replied()
    assert isinstance(posted, ChatPosted)
    return posted


def read(company: Company, caller: Caller, **fields: Any) -> tuple[list[str], bool]:
    company.do(caller, GetMessages(**fields))
    (page,) = company.replied()
    assert isinstance(page, MessagesRead)
    return [message.content for message in page.messages], page.more


def test_who_sits_nowhere_neither_writes_nor_reads(company: Company) -> None:
    for command in (PostMessage(content="hi"), GetMessages()):
        with pytest.raises(NotInRoom):
            company.do(a_caller("nobody"), command)
    assert not Message.objects.exists()


def test_another_rooms_chat_is_neither_written_nor_read(
    company: Company, other_room: Room, guest: Caller
) -> None:
    other = str(other_room.pk)
    for command in (PostMessage(content="hi", room_id=other), GetMessages(room_id=other)):
        with pytest.raises(WrongRoom):
            company.do(guest, command)
    assert not Message.objects.exists()


def test_where_chat_is_off_messages_are_refused(
    company: Company, other_room: Room, guest: Caller
) -> None:
    other_room.settings.allow_chat = False
    other_room.settings.save()
    company.join(guest, other_room)
    with pytest.raises(ChatDisabled):
        company.do(guest, PostMessage(content="hi"))
    assert not Message.objects.exists()


def test_a_message_is_stored_and_told_to_all_the_sender_too(
    company: Company, host: Caller, guest: Caller
) -> None:
    posted = post(company, guest, "hello")
    assert company.told(host) == company.told(guest) == [posted]
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


def test_an_account_is_named_with_its_message(company: Company, host: Caller) -> None:
    account = post(company, host, "hello").user
    assert account
    assert (account.id, account.display_name) == (str(host.person.user_id), "Ann")


def test_a_retry_is_answered_with_the_first_message_and_told_to_nobody(
    company: Company, guest: Caller
) -> None:
    first = post(company, guest, "hello", key="k1")
    again = post(company, guest, "hello again", key="k1")
    assert again == first
    assert company.told(guest) == []
    assert Message.objects.count() == 1


def test_the_same_key_of_somebody_else_is_another_message(
    company: Company, host: Caller, guest: Caller
) -> None:
    assert post(company, guest, "one", key="k1").id != post(company, host, "two", key="k1").id


def test_a_retry_after_a_drop_is_answered_too(company: Company, room: Room, guest: Caller) -> None:
    first = post(company, guest, "hello", key="k1")
    company.drop(guest)
    back = a_caller("bo-2", guest.person)
    company.join(back, room)
    assert post(company, back, "hello", key="k1") == first


@pytest.mark.parametrize("content", ["", "   ", "\n\t", "\u0000\u0007", "\u202e", "x" * 2001])
def test_a_message_has_1_to_2000_characters(company: Company, guest: Caller, content: str) -> None:
    with pytest.raises(InvalidInput, match="1 to 2000"):
        company.do(guest, PostMessage(content=content))
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
def test_controls_are_taken_out_and_all_else_stays(
    company: Company, guest: Caller, typed: str, shown: str
) -> None:
    assert post(company, guest, typed).content == shown


def test_who_joins_reads_the_newest_50_oldest_first(
    company: Company, room: Room, guest: Caller
) -> None:
    for number in range(52):
        post(company, guest, str(number))
    answer = company.join(a_caller("cy"), room)
    assert [message.content for message in answer.messages] == [str(n) for n in range(2, 52)]


def test_older_and_newer_pages_are_read_in_order(
    company: Company, room: Room, guest: Caller
) -> None:
    ids = [post(company, guest, str(number)).id for number in range(5)]
    assert read(company, guest, limit=2) == (["3", "4"], True)
    assert read(company, guest, limit=2, before=ids[3]) == (["1", "2"], True)
    assert read(company, guest, limit=2, before=ids[1], room_id=room.code) == (["0"], False)
    assert read(company, guest, limit=2, after=ids[0]) == (["1", "2"], True)
    assert read(company, guest, limit=2, after=ids[2]) == (["3", "4"], False)
    assert read(company, guest, after=ids[4]) == ([], False)
    assert read(company, guest, before="9" * 18) == (["0", "1", "2", "3", "4"], False)


def test_a_message_ends_its_senders_typing(company: Company, host: Caller, guest: Caller) -> None:
    company.do(guest, StartTyping())
    posted = post(company, guest, "hello")
    ended = TypingChanged(socket_id=guest.peer_id, display_name="Bo", is_typing=False)
    assert company.told(host) == [ended, posted]


def test_messages_sent_at_once_are_stored_in_the_order_they_are_told(
    company: Company, host: Caller, guest: Caller
) -> None:
    told: list[str] = []

    async def send(number: int) -> None:
        sender = host if number % 2 else guest
        outcomes = await company.act(sender, PostMessage(content=str(number), key=str(number)))
        told.extend(one.event.content for one in outcomes if isinstance(one.event, ChatPosted))

    async def all_at_once() -> None:
        await asyncio.gather(*(send(number) for number in range(20)))

    async_to_sync(all_at_once)()
    stored = Message.objects.order_by("pk").values_list("content", flat=True)
    assert told[::2] == list(stored)
