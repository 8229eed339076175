"""The database queries of an event, without sockets."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from accounts.identity import person_of_guest
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
# Statements that open or close a transaction, or configure a connection, are not counted.
_BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "PRAGMA", "SET ", "SELECT SET_CONFIG")


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
        with counted() as queries:
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
        with counted() as queries:
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


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the queries of all threads, which open a connection for each call."""
    queries: list[str] = []
    watched: list[BaseDatabaseWrapper] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.upper().startswith(_BRACKETS):
            queries.append(sql)
        return execute(sql, params, many, context)

    def watch(connection: BaseDatabaseWrapper, **_: Any) -> None:
        if connection not in watched:
            watched.append(connection)
            connection.execute_wrappers.append(count)

    connection_created.connect(watch)
    try:
        yield queries
    finally:
        connection_created.disconnect(watch)
        for connection in watched:
            connection.execute_wrappers.remove(count)
