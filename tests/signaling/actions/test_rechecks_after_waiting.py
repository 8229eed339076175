"""What somebody may do is asked again after they have waited for their turn."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from asgiref.sync import async_to_sync

from rooms.models import Audit, Message, Room, RoomSettings
from rooms.refusals import ChatDisabled, NotAuthorized, RoomNotFound
from signaling.caller import Caller
from signaling.database import in_database
from signaling.protocol.commands import (
    Command,
    EndRoom,
    Leave,
    Lock,
    LowerAllHands,
    Mute,
    MuteAll,
    PostMessage,
    PostNotice,
    Remove,
    Rename,
    SetRole,
    SettingsChange,
    UpdateSettings,
)
from signaling.refusals import NotInRoom, Refusal
from tests.signaling.actions.clients import Company

pytestmark = pytest.mark.usefixtures("seated")

Meanwhile = Callable[[], Awaitable[object]]


def waiting_for_its_turn(
    company: Company, caller: Caller, command: Command, meanwhile: Meanwhile, *, order: str
) -> None:
    """Carry a command out that has to wait, and something else while it does."""

    async def story() -> None:
        seat = company.seat(caller)
        async with getattr(company.presence.rooms, order)(seat.room_id):
            carrying_out = asyncio.create_task(company.act(caller, command))
            # It comes to the point where it waits without waiting for anything else.
            await asyncio.sleep(0)
            await meanwhile()
        await carrying_out

    async_to_sync(story)()


@pytest.mark.parametrize("key", [None, "k1"])
def test_a_message_of_somebody_who_was_removed_meanwhile_is_not_stored(
    company: Company, host: Caller, guest: Caller, key: str | None
) -> None:
    def remove() -> Awaitable[object]:
        return company.act(host, Remove(target_id=guest.peer_id))

    with pytest.raises(NotInRoom):
        waiting_for_its_turn(
            company, guest, PostMessage(content="hi", key=key), remove, order="chat_order"
        )
    assert not Message.objects.exists()


def test_a_message_of_somebody_who_left_meanwhile_is_not_stored(
    company: Company, guest: Caller
) -> None:
    with pytest.raises(NotInRoom):
        waiting_for_its_turn(
            company,
            guest,
            PostMessage(content="hi"),
            lambda: company.act(guest, Leave()),
            order="chat_order",
        )
    assert not Message.objects.exists()


@pytest.mark.parametrize("key", [None, "k1"])
def test_a_message_waits_in_vain_where_the_chat_is_switched_off(
    company: Company, host: Caller, guest: Caller, key: str | None
) -> None:
    off = UpdateSettings(settings=SettingsChange(allow_chat=False))
    with pytest.raises(ChatDisabled):
        waiting_for_its_turn(
            company,
            guest,
            PostMessage(content="hi", key=key),
            lambda: company.act(host, off),
            order="chat_order",
        )
    assert not Message.objects.exists()


def test_a_message_waits_in_vain_where_a_page_switches_the_chat_off(
    company: Company, guest: Caller
) -> None:
    with pytest.raises(ChatDisabled):
        waiting_for_its_turn(
            company,
            guest,
            PostMessage(content="hi"),
            lambda: in_database(RoomSettings.objects.update, allow_chat=False),
            order="chat_order",
        )
    assert not Message.objects.exists()


def test_a_message_waits_in_vain_where_the_room_is_deleted(company: Company, guest: Caller) -> None:
    with pytest.raises(RoomNotFound):
        waiting_for_its_turn(
            company,
            guest,
            PostMessage(content="hi"),
            lambda: in_database(Room.objects.all().delete),
            order="chat_order",
        )


DECISIONS: list[Command] = [
    Lock(locked=True),
    UpdateSettings(settings=SettingsChange(allow_chat=False)),
    MuteAll(),
    Mute(target_id="peer-bo"),
    Remove(target_id="peer-bo"),
    LowerAllHands(),
]


@pytest.mark.parametrize("command", DECISIONS, ids=lambda command: type(command).__name__)
def test_somebody_who_is_no_cohost_any_more_decides_nothing(
    company: Company, room: Room, cohost: Caller, guest: Caller, command: Command
) -> None:
    company.join(cohost, room)
    before = company.seat(guest)

    async def demote() -> None:
        owner = cohost.person.key
        company.presence.rooms.assign_role(str(room.pk), owner, "participant")

    with pytest.raises(NotAuthorized):
        waiting_for_its_turn(company, cohost, command, demote, order="decisions")
    assert company.seat(guest) == before
    assert not Room.objects.get(pk=room.pk).is_locked
    assert not Audit.objects.exclude(action="create_room").exists()


@pytest.mark.parametrize("command", [EndRoom(), SetRole(target_id="peer-bo", role="cohost")])
def test_somebody_who_acts_as_host_no_more_decides_nothing(
    company: Company, room: Room, host: Caller, command: Command
) -> None:
    async def demote() -> None:
        company.presence.rooms.assign_role(str(room.pk), host.person.key, "cohost")

    with pytest.raises(NotAuthorized):
        waiting_for_its_turn(company, host, command, demote, order="decisions")
    assert not Room.objects.get(pk=room.pk).has_ended


def test_a_notice_of_somebody_who_hosts_no_more_is_not_stored(
    company: Company, room: Room, host: Caller
) -> None:
    async def demote() -> None:
        company.presence.rooms.assign_role(str(room.pk), host.person.key, "participant")

    with pytest.raises(NotAuthorized):
        waiting_for_its_turn(company, host, PostNotice(content="hi"), demote, order="chat_order")
    assert not Message.objects.exists()


def test_somebody_who_left_meanwhile_is_not_renamed(company: Company, guest: Caller) -> None:
    with pytest.raises(Refusal):
        waiting_for_its_turn(
            company,
            guest,
            Rename(display_name="Robert"),
            lambda: company.act(guest, Leave()),
            order="decisions",
        )
