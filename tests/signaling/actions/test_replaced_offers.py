"""An offer of webrtc-demo to a native client is replaced by an offer of the native client."""

import asyncio
from collections.abc import Awaitable, Callable

import msgspec
import pytest
from asgiref.sync import async_to_sync
from django.db import DatabaseError

from rooms.models import Room
from signaling.caller import Caller
from signaling.protocol.commands import Leave, Offer, RaiseHand
from signaling.protocol.events import OfferRelayed, RoomJoined
from tests.signaling.actions.clients import Clients
from tests.signaling.actions.joining_by_name import join_by_name
from tests.signaling.examples import a_caller
from tests.signaling.racing_rooms import rename

BODY = msgspec.Raw(b'{"type":"offer","sdp":"v=0"}')


@pytest.fixture
def demi(clients: Clients, room: Room, host: Caller, demi: Caller) -> Caller:
    """Return a client of webrtc-demo that joined after a native client."""
    clients.join(host, room)
    join_by_name(clients, demi, room.code)
    return demi


def offer_to(target: Caller) -> Offer:
    return Offer(target_id=target.peer_id, sdp=BODY)


def test_the_first_offer_is_replaced_and_the_next_is_relayed(
    clients: Clients, host: Caller, demi: Caller
) -> None:
    clients.send(demi, offer_to(host))
    assert [type(event) for event in clients.received(host)] == [RoomJoined]
    assert clients.received(demi) == []
    clients.send(demi, offer_to(host))
    assert [type(event) for event in clients.received(host)] == [OfferRelayed]


def test_an_offer_is_replaced_after_the_chat_could_not_be_read(
    clients: Clients, host: Caller, demi: Caller
) -> None:
    rename("rooms_message", "rooms_message_away")
    with pytest.raises(DatabaseError):
        clients.send(demi, offer_to(host))
    rename("rooms_message_away", "rooms_message")
    clients.send(demi, offer_to(host))
    assert [type(event) for event in clients.received(host)] == [RoomJoined]


def offer_while(
    clients: Clients, room: Room, offer: tuple[Caller, Offer], step: Callable[[], Awaitable[object]]
) -> None:
    """Carry out a step while an offer waits for the chat."""

    async def story() -> None:
        async with clients.presence.rooms.chat_order(str(room.pk)):
            relaying = asyncio.create_task(clients.carry_out(*offer))
            await asyncio.sleep(0)
            await step()
        clients.outcomes = await relaying

    async_to_sync(story)()


def test_an_offer_is_relayed_if_another_peer_sat_down_meanwhile(
    clients: Clients, room: Room, host: Caller, demi: Caller
) -> None:
    third = a_caller("cy")
    clients.join(third, room)
    seat = clients.seat(third)
    clients.end_connection(third, how="closed")

    async def sit_down() -> None:
        clients.presence.sit(seat.id, third.peer_id, "native")

    offer_while(clients, room, (demi, offer_to(host)), sit_down)
    assert [type(event) for event in clients.received(host)] == [OfferRelayed]


def test_the_answer_for_the_native_client_has_its_state_after_the_wait(
    clients: Clients, room: Room, host: Caller, demi: Caller
) -> None:
    raising = RaiseHand(raised=True)
    offer_while(clients, room, (demi, offer_to(host)), lambda: clients.carry_out(host, raising))
    (answer,) = clients.received(host)
    assert isinstance(answer, RoomJoined)
    assert answer.you.is_hand_raised


def test_an_offer_to_a_peer_that_left_meanwhile_is_dropped(
    clients: Clients, room: Room, host: Caller, demi: Caller
) -> None:
    offer_while(clients, room, (demi, offer_to(host)), lambda: clients.carry_out(host, Leave()))
    assert clients.outcomes == []
