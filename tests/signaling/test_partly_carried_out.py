"""What an event has changed before it fails is told, and what it was refused is not changed."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import connection

from accounts.models import User
from accounts.people import person_of_account
from rooms import actions
from rooms.models import Audit, Room, Seat
from signaling.caller import Caller
from signaling.database import in_database
from signaling.delivery import Delivering
from signaling.dialects.native import NATIVE
from signaling.dispatch import Dispatch
from signaling.presence import Denied, Knock, Knocked, Taken
from signaling.presence.memory import MemoryPresence
from tests.signaling.examples import a_caller, an_event, handled
from tests.signaling.transport import FakeTransport

ACK_ID = 7
Step = Callable[[], Awaitable[object]]


async def nothing() -> None:
    pass


class Hooked(MemoryPresence):
    """Does something else right after one of its steps, once."""

    def __init__(self) -> None:
        super().__init__()
        self.after_take: Step = nothing
        self.after_admit: Step = nothing
        self.after_deny: Step = nothing
        self.after_abandon: Step = nothing

    async def take(self, *args: Any, **kwargs: Any) -> Taken | Knocked:
        taken = await super().take(*args, **kwargs)
        await self._once("after_take")
        return taken

    async def admit(self, knock_id: str, hold_seconds: float) -> Knock | None:
        admitted = await super().admit(knock_id, hold_seconds)
        await self._once("after_admit")
        return admitted

    async def deny(self, knock_id: str) -> Denied | None:
        denied = await super().deny(knock_id)
        await self._once("after_deny")
        return denied

    async def abandon(self, seat_id: str) -> None:
        await super().abandon(seat_id)
        await self._once("after_abandon")

    async def _once(self, name: str) -> None:
        step: Step = getattr(self, name)
        setattr(self, name, nothing)
        await step()


class Place:
    """Two rooms in a presence with hooks, and people who send events."""

    def __init__(self, ann: User) -> None:
        self.presence = Hooked()
        self.transport = FakeTransport()
        self._dispatch = Dispatch(self.presence, Delivering(self.transport))
        self.room = actions.create_room(ann, "Weekly", waiting_room=True)
        self.other = actions.create_room(ann, "Daily")
        self.ann = a_caller("ann", person_of_account(ann))

    async def ask(self, caller: Caller, name: str, **fields: Any) -> dict[str, Any]:
        event = an_event(name, fields, ack_id=ACK_ID)
        await handled(self._dispatch.handle(caller, NATIVE, event))
        answer: dict[str, Any] = self.transport.acks_of(caller.peer_id)[ACK_ID][-1]
        return answer

    async def join(self, caller: Caller, room: Room) -> dict[str, Any]:
        return await self.ask(caller, "join-room", roomCode=room.code, displayName="Guest")

    async def knock(self, *names: str) -> list[str]:
        """Let some knock at the room; return the ids of their seats to be."""
        return [(await self.join(a_caller(name), self.room))["participantId"] for name in names]

    def told(self, name: str) -> list[str]:
        return [event for event, _ in self.transport.events_of(f"peer-{name}")]

    def seats(self, room: Room) -> list[str | None]:
        return [seat.peer_id for seat in self.presence.all_seats(str(room.pk))]


@pytest.fixture
def place(transactional_db: None) -> Place:
    return Place(User.objects.create_user("ann@example.org", display_name="Ann"))


def rename(table: str, new_name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {new_name}")


def takes_away(table: str) -> Step:
    return lambda: in_database(rename, table, f"{table}_away")


def gives_back(table: str) -> Step:
    return lambda: in_database(rename, f"{table}_away", table)


def test_who_is_refused_by_another_room_keeps_its_place_in_the_waiting_room(place: Place) -> None:
    async def story() -> None:
        await place.join(place.ann, place.room)
        await place.knock("bo")
        await in_database(actions.set_locked, place.other, place.other.host, True)
        refused = await place.join(a_caller("bo"), place.other)
        assert refused["reason"] == "ROOM_LOCKED"
        assert [knock.peer_id for knock in place.presence.waiting(str(place.room.pk))] == [
            "peer-bo"
        ]
        await place.ask(place.ann, "admit-participant", targetId="peer-bo")
        assert place.told("bo")[-1] == "room-joined"

    async_to_sync(story)()


def test_who_can_not_be_stored_in_another_room_keeps_its_seat(place: Place) -> None:
    async def story() -> None:
        bo = a_caller("bo")
        await place.join(place.ann, place.other)
        await place.join(bo, place.other)
        third = await in_database(actions.create_room, place.other.host, "Third")
        place.presence.after_take = takes_away("rooms_seat")
        place.presence.after_abandon = gives_back("rooms_seat")
        assert (await place.join(bo, third))["reason"] == "UNAVAILABLE"
        assert "user-left" not in place.told("ann")
        assert place.seats(place.other) == ["peer-ann", "peer-bo"]
        assert place.presence.room(str(third.pk)) is None

    async_to_sync(story)()
    assert Seat.objects.filter(given_up_at=None).count() == 2


def test_who_moves_has_left_the_first_room_for_those_in_it(place: Place) -> None:
    async def story() -> None:
        bo = a_caller("bo")
        third = await in_database(actions.create_room, place.other.host, "Third")
        await place.join(place.ann, place.other)
        await place.join(bo, place.other)
        await place.join(bo, third)
        assert place.told("ann")[-1] == "user-left"

    async_to_sync(story)()


def test_those_whom_a_host_let_in_before_an_error_are_in_and_told(place: Place) -> None:
    async def story() -> None:
        await place.join(place.ann, place.room)
        ids = await place.knock("bo", "cy")

        async def fail_at_the_second() -> None:
            place.presence.after_admit = takes_away("rooms_seat")

        place.presence.after_admit = fail_at_the_second
        answer = await place.ask(place.ann, "admit-all", targetIds=ids)
        await gives_back("rooms_seat")()
        assert (answer["success"], answer["code"]) == (False, "UNAVAILABLE")
        assert place.told("bo")[-1] == "room-joined"
        assert "user-joined" in place.told("ann")
        assert place.told("cy") == ["waiting-room"]
        assert place.seats(place.room) == ["peer-ann", "peer-bo"]
        (waits,) = place.presence.waiting(str(place.room.pk))
        assert waits.peer_id == "peer-cy"
        await place.ask(place.ann, "admit-participant", targetId=ids[1])
        assert place.told("cy")[-1] == "room-joined"

    async_to_sync(story)()
    assert Audit.objects.filter(action="admit").count() == 2


def test_a_denial_that_can_not_be_stored_did_not_happen(place: Place) -> None:
    async def story() -> None:
        await place.join(place.ann, place.room)
        (seat_id,) = await place.knock("bo")
        place.presence.after_deny = takes_away("rooms_audit")
        assert (await place.ask(place.ann, "deny-participant", targetId=seat_id))[
            "code"
        ] == "UNAVAILABLE"
        await gives_back("rooms_audit")()
        assert place.told("bo") == ["waiting-room"]
        await place.ask(place.ann, "deny-participant", targetId=seat_id)
        assert place.transport.events_of("peer-bo")[-1] == (
            "waiting-room-result",
            {"status": "denied", "canRetryAfterSeconds": 30},
        )

    async_to_sync(story)()


def test_a_knocker_hears_of_the_end_though_a_denial_is_being_stored(place: Place) -> None:
    second_host = a_caller("ann-2", place.ann.person)

    async def story() -> None:
        await place.join(second_host, place.room)
        (seat_id,) = await place.knock("bo")

        async def host_leaves() -> None:
            await place.ask(second_host, "leave-room")
            await takes_away("rooms_audit")()

        place.presence.after_deny = host_leaves
        answer = await place.ask(second_host, "deny-participant", targetId=seat_id)
        await gives_back("rooms_audit")()
        assert answer["success"] is False
        ended = ("waiting-room-result", {"status": "ended"})
        assert place.transport.events_of("peer-bo")[-1] == ended
        assert place.presence.room(str(place.room.pk)) is None

    async_to_sync(story)()


def test_leaving_succeeds_though_its_end_can_not_be_stored_yet(place: Place) -> None:
    async def story() -> None:
        bo = a_caller("bo")
        await place.join(place.ann, place.other)
        await place.join(bo, place.other)
        await takes_away("rooms_seat")()
        assert await place.ask(bo, "leave-room") == {"success": True}
        await gives_back("rooms_seat")()
        assert place.told("ann")[-1] == "user-left"
        assert place.seats(place.other) == ["peer-ann"]

    async_to_sync(story)()
