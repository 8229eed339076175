"""Refused joins are counted in the database."""

from asgiref.sync import async_to_sync

from rooms import actions
from rooms.models import RefusedJoin
from signaling.concurrency.database import in_database
from signaling.dialects.native import NATIVE
from tests.signaling.background.running_room import RunningRoom, until
from tests.signaling.examples import a_caller, an_event, handled


def test_refused_joins_are_counted_by_code(place: RunningRoom) -> None:
    def counts() -> dict[str, int]:
        return dict(RefusedJoin.objects.values_list("reason", "count"))

    async def ask(number: int, event: str, **fields: object) -> None:
        asked = an_event(event, {"displayName": "Bo", **fields})
        await handled(place.dispatch.handle_event(a_caller(f"{number}"), NATIVE, asked))

    async def story() -> None:
        async with place.running():
            await ask(0, "leave-room")
            await ask(0, "join-room", roomCode=place.room.code, userId="somebody else")
            for number in range(3):
                await ask(number, "join-room", roomCode="ZZZZZZ")
            await in_database(actions.close_room, place.room, place.room.host)
            await ask(0, "join-room", roomCode=place.room.code)
            await until(lambda: counts() == {"ROOM_NOT_FOUND": 3, "ROOM_ENDED": 1})
            await ask(0, "join-room", roomCode=place.room.code)
        assert (await in_database(counts))["ROOM_ENDED"] == 2

    async_to_sync(story)()
    assert not place.dispatch.refused_joins
