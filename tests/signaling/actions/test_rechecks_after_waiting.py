"""An action checks its caller again after it has waited for a lock."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from asgiref.sync import async_to_sync

from rooms.models import Audit, Message, Room, RoomSettings
from rooms.refusals import ChatDisabled, NotAuthorized, RoomNotFound
from signaling.caller import Caller
from signaling.concurrency.database import in_database
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
    SetSpotlight,
    SettingsChange,
    UpdateSettings,
)
from signaling.refusals import NotInRoom, Refusal
from tests.signaling.actions.clients import Clients

pytestmark = pytest.mark.usefixtures("seated")

Meanwhile = Callable[[], Awaitable[object]]


def carry_out_after_waiting(
    clients: Clients, caller: Caller, command: Command, meanwhile: Meanwhile, *, order: str
) -> None:
    """Carry out a command that waits for a lock, and another step meanwhile."""

    async def story() -> None:
        seat = clients.seat(caller)
        async with getattr(clients.presence.rooms, order)(seat.room_id):
            carrying_out = asyncio.create_task(clients.carry_out(caller, command))
            # The action runs up to the point where it waits for the lock.
            await asyncio.sleep(0)
            await meanwhile()
        await carrying_out

    async_to_sync(story)()


@pytest.mark.parametrize("key", [None, "k1"])
def test_a_message_of_a_person_who_was_removed_meanwhile_is_not_stored(
    clients: Clients, host: Caller, guest: Caller, key: str | None
) -> None:
    def remove() -> Awaitable[object]:
        return clients.carry_out(host, Remove(target_id=guest.peer_id))

    with pytest.raises(NotInRoom):
        carry_out_after_waiting(
            clients, guest, PostMessage(content="hi", key=key), remove, order="chat_order"
        )
    assert not Message.objects.exists()


def test_a_message_of_a_person_who_left_meanwhile_is_not_stored(
    clients: Clients, guest: Caller
) -> None:
    with pytest.raises(NotInRoom):
        carry_out_after_waiting(
            clients,
            guest,
            PostMessage(content="hi"),
            lambda: clients.carry_out(guest, Leave()),
            order="chat_order",
        )
    assert not Message.objects.exists()


@pytest.mark.parametrize("key", [None, "k1"])
def test_a_message_is_refused_if_a_host_disabled_the_chat_meanwhile(
    clients: Clients, host: Caller, guest: Caller, key: str | None
) -> None:
    off = UpdateSettings(settings=SettingsChange(allow_chat=False))
    with pytest.raises(ChatDisabled):
        carry_out_after_waiting(
            clients,
            guest,
            PostMessage(content="hi", key=key),
            lambda: clients.carry_out(host, off),
            order="chat_order",
        )
    assert not Message.objects.exists()


def test_a_message_is_refused_if_a_page_disabled_the_chat_meanwhile(
    clients: Clients, guest: Caller
) -> None:
    with pytest.raises(ChatDisabled):
        carry_out_after_waiting(
            clients,
            guest,
            PostMessage(content="hi"),
            lambda: in_database(RoomSettings.objects.update, allow_chat=False),
            order="chat_order",
        )
    assert not Message.objects.exists()


def test_a_message_is_refused_if_the_room_was_deleted_meanwhile(
    clients: Clients, guest: Caller
) -> None:
    with pytest.raises(RoomNotFound):
        carry_out_after_waiting(
            clients,
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
    SetSpotlight(participant_id="any"),
]


@pytest.mark.parametrize("command", DECISIONS, ids=lambda command: type(command).__name__)
def test_a_cohost_that_was_demoted_meanwhile_decides_nothing(
    clients: Clients, room: Room, cohost: Caller, guest: Caller, command: Command
) -> None:
    clients.join(cohost, room)
    before = clients.seat(guest)

    async def demote() -> None:
        owner = cohost.person.key
        clients.presence.rooms.assign_role(str(room.pk), owner, "participant")

    with pytest.raises(NotAuthorized):
        carry_out_after_waiting(clients, cohost, command, demote, order="decisions")
    assert clients.seat(guest) == before
    assert not Room.objects.get(pk=room.pk).is_locked
    assert not Audit.objects.exclude(action="create_room").exists()


@pytest.mark.parametrize("command", [EndRoom(), SetRole(target_id="peer-bo", role="cohost")])
def test_a_host_that_was_demoted_meanwhile_decides_nothing(
    clients: Clients, room: Room, host: Caller, command: Command
) -> None:
    async def demote() -> None:
        clients.presence.rooms.assign_role(str(room.pk), host.person.key, "cohost")

    with pytest.raises(NotAuthorized):
        carry_out_after_waiting(clients, host, command, demote, order="decisions")
    assert not Room.objects.get(pk=room.pk).has_ended


def test_a_notice_of_a_former_host_is_not_stored(
    clients: Clients, room: Room, host: Caller
) -> None:
    async def demote() -> None:
        clients.presence.rooms.assign_role(str(room.pk), host.person.key, "participant")

    with pytest.raises(NotAuthorized):
        carry_out_after_waiting(clients, host, PostNotice(content="hi"), demote, order="chat_order")
    assert not Message.objects.exists()


def test_a_person_who_left_meanwhile_is_not_renamed(clients: Clients, guest: Caller) -> None:
    with pytest.raises(Refusal):
        carry_out_after_waiting(
            clients,
            guest,
            Rename(display_name="Robert"),
            lambda: clients.carry_out(guest, Leave()),
            order="decisions",
        )
