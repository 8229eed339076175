"""The typing indicator."""

import pytest

from signaling.caller import Caller
from signaling.protocol.commands import StartTyping, StopTyping
from signaling.protocol.events import TypingChanged
from signaling.refusals import NotInRoom, WrongRoom
from tests.signaling.actions.clients import Clients
from tests.signaling.examples import Clock, a_caller

pytestmark = pytest.mark.usefixtures("seated")


def test_a_caller_without_a_seat_cannot_type(clients: Clients) -> None:
    for command in (StartTyping(), StopTyping()):
        with pytest.raises(NotInRoom):
            clients.send(a_caller("nobody"), command)


def test_typing_in_another_room_is_refused(clients: Clients, guest: Caller) -> None:
    for command in (StartTyping(room_id="other"), StopTyping(room_id="other")):
        with pytest.raises(WrongRoom):
            clients.send(guest, command)


def test_the_others_are_told_once_that_a_person_types(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.send(guest, StartTyping())
    typing = TypingChanged(socket_id=guest.peer_id, display_name="Bo", is_typing=True)
    assert (clients.received(host), clients.received(guest)) == ([typing], [])
    clients.send(guest, StartTyping())
    assert clients.outcomes == []


def test_the_others_are_told_once_that_a_person_stopped_typing(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.send(guest, StartTyping())
    clients.send(guest, StopTyping())
    assert clients.received(host) == [
        TypingChanged(socket_id=guest.peer_id, display_name="Bo", is_typing=False)
    ]
    clients.send(guest, StopTyping())
    assert clients.outcomes == []


def test_typing_is_told_again_after_three_seconds(
    clients: Clients, host: Caller, guest: Caller, clock: Clock
) -> None:
    clients.send(guest, StartTyping())
    clock.pass_seconds(3)
    clients.expire_holds()
    clients.send(guest, StartTyping())
    assert len(clients.received(host)) == 1


def test_a_lost_peer_stops_typing(clients: Clients, host: Caller, guest: Caller) -> None:
    clients.send(guest, StartTyping())
    clients.end_connection(guest)
    (ended,) = clients.received(host)
    assert ended == TypingChanged(socket_id=guest.peer_id, display_name="Bo", is_typing=False)
