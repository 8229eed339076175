"""Reactions, and names in the meeting."""

from typing import Any

import pytest

from rooms.models import Room, Seat
from rooms.refusals import (
    InvalidInput,
    ReactionsDisabled,
    RenameDisabled,
)
from signaling.caller import Caller
from signaling.protocol.commands import (
    React,
    Rename,
    SettingsChange,
    UpdateSettings,
)
from signaling.protocol.events import (
    PeerUpdated,
    Reacted,
)
from signaling.refusals import NotInRoom
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import a_caller

pytestmark = pytest.mark.usefixtures("seated")


@pytest.mark.parametrize(
    "switched_off",
    [
        (React(emoji="🎉"), "allow_reactions", ReactionsDisabled),
        (Rename(display_name="Bob"), "allow_rename", RenameDisabled),
    ],
)
def test_the_room_may_forbid_reactions_and_new_names_except_for_hosts(
    clients: Clients, host: Caller, guest: Caller, switched_off: tuple[Any, str, Any]
) -> None:
    command, setting, refusal = switched_off
    with pytest.raises(NotInRoom):
        clients.send(a_caller("nobody"), command)
    assert clients.send(guest, command)
    clients.send(host, UpdateSettings(settings=SettingsChange(**{setting: False})))
    with pytest.raises(refusal):
        clients.send(guest, command)
    assert clients.send(host, command)


def test_a_reaction_is_shown_to_everybody(clients: Clients, host: Caller, guest: Caller) -> None:
    clients.send(guest, React(emoji="👏"))
    reacted = Reacted(socket_id=guest.peer_id, emoji="👏")
    assert clients.received(host) == clients.received(guest) == [reacted]


def test_a_new_name_is_stored_and_sent_to_everybody(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    clients.send(guest, Rename(display_name=" \u202eBob  B. "))
    (renamed,) = clients.received(host)
    assert isinstance(renamed, PeerUpdated)
    assert renamed.display_name == clients.seat(guest).display_name == "Bob B."
    assert Seat.objects.get(pk=clients.seat(guest).id).display_name == "Bob B."
    with pytest.raises(InvalidInput):
        clients.send(guest, Rename(display_name=" "))
