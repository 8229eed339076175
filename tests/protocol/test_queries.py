"""The database queries of an event, without sockets."""

import uuid

import pytest
from asgiref.sync import async_to_sync

from accounts.identity import person_of_guest
from benchmarks.queries import counted_queries
from rooms.models import Room
from signaling.caller import Caller
from signaling.delivery import Deliverer
from signaling.dialects.native import NATIVE
from signaling.dispatch import Dispatch
from signaling.presence import Presence
from signaling.protocol.connection_changes import ConnectionEnded
from tests.signaling.examples import an_event, handled
from tests.signaling.fake_server import FakeServer

# The person's relation to the room, the lock of the room, and the chat.
JOIN_READS = 3


@pytest.fixture
def outbox() -> FakeServer:
    return FakeServer()


@pytest.fixture
def dispatch(outbox: FakeServer) -> Dispatch:
    presence = Presence()
    return Dispatch(presence, Deliverer(outbox, presence))


@pytest.mark.parametrize("people", [0, 1, 20])
def test_a_join_has_the_same_queries_for_any_number_of_people(
    dispatch: Dispatch, room: Room, outbox: FakeServer, people: int
):
    room.settings.max_participants = 50
    room.settings.save()

    async def joined() -> list[str]:
        for number in range(people):
            await join(dispatch, guest(f"peer-{number}"), room)
        outbox.steps.clear()
        with counted_queries() as queries:
            await join(dispatch, guest("newcomer"), room)
        return queries

    queries = async_to_sync(joined)()

    inserted = [query.split()[2] for query in queries if query.split()[0] == "INSERT"]
    assert inserted == (["rooms_seat"] if people else ["rooms_meeting", "rooms_seat"])
    assert len(queries) == JOIN_READS + len(inserted), queries
    assert sorted(peer for peer, _ in outbox.steps) == sorted(
        ["newcomer", *(f"peer-{number}" for number in range(people))]
    )


def test_relaying_and_media_changes_need_no_query(
    dispatch: Dispatch, room: Room, outbox: FakeServer
):
    bob, cy = guest("bob"), guest("cy")
    aimed = {"targetId": "cy", "sdp": {"type": "offer"}, "candidate": None}

    async def relayed() -> list[str]:
        await join(dispatch, bob, room)
        await join(dispatch, cy, room)
        outbox.steps.clear()
        with counted_queries() as queries:
            for event in (
                *(an_event(name, aimed) for name in ("offer", "answer", "ice-candidate")),
                an_event("toggle-audio", {"enabled": False}),
                an_event("toggle-hand-raise", {"raised": True}),
                an_event("typing-start"),
            ):
                await handled(dispatch.handle_event(bob, NATIVE, event))
            dispatch.connection_changed(bob, ConnectionEnded("closed"))
        return queries

    assert async_to_sync(relayed)() == []
    assert [peer for peer, _ in outbox.steps] == ["cy"] * 8


def guest(name: str) -> Caller:
    return Caller(name, "native", person_of_guest(uuid.uuid4()), claimed_name=name)


async def join(dispatch: Dispatch, caller: Caller, room: Room) -> None:
    event = an_event("join-room", {"roomCode": room.code})
    await handled(dispatch.handle_event(caller, NATIVE, event))
