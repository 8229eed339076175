"""A host admits several knockers at once: the events of each admitted person begin with its own."""

from collections.abc import Awaitable, Callable

from asgiref.sync import async_to_sync

from rooms.models import Seat
from signaling.concurrency.database import in_database
from tests.signaling.database_gate import GatedPool
from tests.signaling.examples import a_caller
from tests.signaling.racing_rooms import RacingRooms, removes_table, restores_table

Step = Callable[[], Awaitable[object]]


def before_each_query(pool: GatedPool, step: Step) -> None:
    """Run a step before the next call of the database, and then before each one after it."""

    async def step_and_wait_for_the_next() -> None:
        await step()
        pool.before_next(step_and_wait_for_the_next)

    pool.before_next(step_and_wait_for_the_next)


async def admit_all(racing: RacingRooms, ids: list[str]) -> dict[str, object]:
    return await racing.send(racing.ann, "admit-all", targetIds=ids)


def test_the_first_event_of_an_admitted_person_is_its_own_room_joined(
    racing: RacingRooms, pool: GatedPool
) -> None:
    async def story() -> None:
        di = a_caller("di")
        await racing.join(racing.ann, racing.room)
        (first,) = await racing.knock("di")
        await racing.send(racing.ann, "admit-participant", targetId=first)
        ids = await racing.knock("bo", "cy", "eve")
        before_each_query(pool, lambda: racing.send(di, "toggle-hand-raise", raised=True))
        assert (await admit_all(racing, ids))["admitted"] == ids

    async_to_sync(story)()
    after_knocking = [racing.received(name)[1:] for name in ("bo", "cy", "eve")]
    joined = "user-joined"
    assert after_knocking == [
        ["room-joined", joined, joined],
        ["room-joined", joined],
        ["room-joined"],
    ]
    assert racing.received("ann").count("user-joined") == 4


def test_nobody_sits_down_before_the_seats_of_all_are_stored(
    racing: RacingRooms, pool: GatedPool
) -> None:
    seated: list[list[str | None]] = []

    async def look() -> None:
        seated.append([seat.peer_id for seat in racing.presence.seats(str(racing.room.pk))])

    async def story() -> None:
        await racing.join(racing.ann, racing.room)
        ids = await racing.knock("bo", "cy")
        before_each_query(pool, look)
        await admit_all(racing, ids)

    async_to_sync(story)()
    assert len(seated) > 2
    assert seated == [["peer-ann"]] * len(seated)
    assert racing.seats(racing.room) == ["peer-ann", "peer-bo", "peer-cy"]


def while_the_second_is_stored(racing: RacingRooms, step: Step) -> None:
    """Run a step while the seat of the second of several knockers is being stored."""

    async def wait_for_the_second() -> None:
        racing.presence.after_admit = step

    racing.presence.after_admit = wait_for_the_second


def admit_bo_and_cy(racing: RacingRooms, step: Step) -> dict[str, object]:
    async def story() -> dict[str, object]:
        await racing.join(racing.ann, racing.room)
        ids = await racing.knock("bo", "cy")
        while_the_second_is_stored(racing, step)
        return await admit_all(racing, ids)

    return async_to_sync(story)()


def open_seats() -> int:
    return Seat.objects.filter(given_up_at=None).count()


def test_a_person_who_cancels_while_others_are_admitted_does_not_sit_down(
    racing: RacingRooms,
) -> None:
    answer = admit_bo_and_cy(racing, lambda: racing.send(a_caller("bo"), "cancel-knock"))
    assert answer["success"]
    assert racing.received("bo") == ["waiting-room"]
    assert racing.received("cy") == ["waiting-room", "room-joined"]
    assert racing.seats(racing.room) == ["peer-ann", "peer-cy"]
    assert open_seats() == 2


def test_a_person_who_joins_from_another_tab_meanwhile_sits_there(racing: RacingRooms) -> None:
    tab = a_caller("bo-2", a_caller("bo").person)
    admit_bo_and_cy(racing, lambda: racing.join(tab, racing.room))
    assert racing.received("bo") == ["waiting-room", "moved"]
    assert racing.received("bo-2") == ["room-joined", "user-joined"]
    assert racing.seats(racing.room) == ["peer-ann", "peer-bo-2", "peer-cy"]


def test_nobody_sits_down_in_a_room_that_is_closed_meanwhile(racing: RacingRooms) -> None:
    admit_bo_and_cy(racing, racing.close_room)
    ended = ("waiting-room-result", {"status": "ended"})
    for name in ("bo", "cy"):
        assert racing.server.events_of(f"peer-{name}")[1:] == [ended]
    assert not Seat.objects.filter(given_up_at=None).exclude(role="host").exists()


def test_all_admitted_people_are_told_to_join_again_if_the_chat_cannot_be_read(
    racing: RacingRooms,
) -> None:
    async def story() -> None:
        await racing.join(racing.ann, racing.room)
        ids = await racing.knock("bo", "cy", "eve")

        async def fail() -> None:
            await racing.send(a_caller("eve"), "cancel-knock")
            await removes_table("rooms_message")()

        racing.presence.before_sitting = fail
        answer = await admit_all(racing, ids)
        await restores_table("rooms_message")()
        assert answer["code"] == "UNAVAILABLE"
        for name in ("bo", "cy"):
            last, body = racing.server.events_of(f"peer-{name}")[-1]
            assert (last, body["reason"]) == ("join-error", "UNAVAILABLE")
            await racing.join(a_caller(name), racing.room)
        assert racing.received("eve") == ["waiting-room"]

    async_to_sync(story)()
    assert racing.seats(racing.room) == ["peer-ann", "peer-bo", "peer-cy"]
    assert open_seats() == 3


async def knock_and_wait(racing: RacingRooms, name: str) -> str:
    """Knock with a client that waits as long as it takes; return the id of the knock."""
    fields = {"roomCode": racing.room.code, "displayName": name, "capabilities": ["waiting-room"]}
    answer = await racing.send(a_caller(name), "join-room", **fields)
    return str(answer["participantId"])


def test_the_seats_of_all_are_held_until_the_last_one_is_stored(
    racing: RacingRooms, pool: GatedPool
) -> None:
    async def story() -> None:
        await racing.join(racing.ann, racing.room)
        ids = [await knock_and_wait(racing, name) for name in ("bo", "cy", "eve")]
        before_each_query(pool, lambda: racing.pass_seconds(20))
        assert (await admit_all(racing, ids))["admitted"] == ids

    async_to_sync(story)()
    assert racing.seats(racing.room) == ["peer-ann", "peer-bo", "peer-cy", "peer-eve"]


def test_the_places_are_those_of_the_rows_although_no_change_was_announced(
    racing: RacingRooms,
) -> None:
    async def story() -> None:
        await racing.join(racing.ann, racing.room)
        ids = await racing.knock("bo", "cy")
        racing.room.settings.max_participants = 2
        await in_database(racing.room.settings.save)
        answer = await admit_all(racing, ids)
        assert (answer["admitted"], answer["fullFor"]) == (ids[:1], ids[1:])

    async_to_sync(story)()
