"""A knocker joins from a second tab; the first keeps its knock until the second sits down."""

import asyncio
from typing import Any

import pytest
from asgiref.sync import async_to_sync

from rooms import actions
from rooms.actions import set_locked
from rooms.models import RoomSettings, Seat
from signaling.concurrency.database import in_database
from tests.signaling.examples import a_caller
from tests.signaling.racing_rooms import RacingRooms, removes_table, restores_table

BO = a_caller("bo")
TAB = a_caller("bo-2", BO.person)


async def knock_and_disable_waiting_room(racing: RacingRooms) -> None:
    """Let Bo and Cy wait, and then disable the waiting room."""
    await racing.join(racing.ann, racing.room)
    for knocker in (BO, a_caller("cy")):
        racing.clock.pass_seconds(1)
        await racing.join(knocker, racing.room)
    await switch_waiting_room(racing, on=False)


async def switch_waiting_room(racing: RacingRooms, *, on: bool) -> None:
    racing.clock.pass_seconds(1)
    await in_database(RoomSettings.objects.update, waiting_room=on)
    racing.presence.admission.reject_older_rows(str(racing.room.pk))
    racing.clock.pass_seconds(1)


def ids(racing: RacingRooms) -> list[str]:
    return [knock.id for knock in racing.presence.knocks(str(racing.room.pk))]


def test_the_first_tab_keeps_its_place_if_the_second_cannot_be_stored(
    racing: RacingRooms,
) -> None:
    async def story() -> None:
        await knock_and_disable_waiting_room(racing)
        waiting = ids(racing)
        racing.presence.after_take = removes_table("rooms_seat")
        racing.presence.after_release = restores_table("rooms_seat")
        assert (await racing.join(TAB, racing.room))["reason"] == "UNAVAILABLE"
        assert racing.waiting() == ["peer-bo", "peer-cy"]
        assert racing.received("bo") == ["waiting-room"]
        await racing.until_waiting_list(*waiting)
        assert (await racing.join(TAB, racing.room))["success"]
        assert racing.received("bo") == ["waiting-room", "moved"]
        await racing.until_waiting_list(waiting[1])

    async_to_sync(story)()
    assert Seat.objects.filter(given_up_at=None).count() == 2


@pytest.mark.parametrize("how", ["lose", "hold"])
def test_a_first_tab_that_was_lost_meanwhile_is_away(racing: RacingRooms, how: str) -> None:
    async def story() -> None:
        await knock_and_disable_waiting_room(racing)

        async def first_goes() -> None:
            getattr(racing.presence, how)("peer-bo", 60)
            await removes_table("rooms_seat")()

        racing.presence.after_take = first_goes
        racing.presence.after_release = restores_table("rooms_seat")
        await racing.join(TAB, racing.room)
        bo, cy = racing.presence.knocks(str(racing.room.pk))
        assert bo.is_away
        await racing.pass_seconds(45)
        assert ids(racing) == [cy.id]

    async_to_sync(story)()


@pytest.mark.parametrize("caller", [BO, TAB], ids=["the same tab", "another tab"])
def test_a_person_who_is_refused_after_all_keeps_its_place_in_the_waiting_room(
    racing: RacingRooms, caller: Any
) -> None:
    async def lock() -> None:
        racing.clock.pass_seconds(1)
        await in_database(set_locked, racing.room, racing.room.host, True)
        racing.presence.rooms.change(str(racing.room.pk), is_locked=True)

    async def story() -> None:
        await knock_and_disable_waiting_room(racing)
        waiting = ids(racing)
        racing.presence.before_sitting = lock
        assert (await racing.join(caller, racing.room))["reason"] == "ROOM_LOCKED"
        assert racing.waiting() == ["peer-bo", "peer-cy"]
        assert "moved" not in racing.received("bo")
        await racing.until_waiting_list(*waiting)

    async_to_sync(story)()
    assert not Seat.objects.filter(given_up_at=None).exclude(role="host").exists()


def test_a_person_who_must_wait_after_all_keeps_its_place_in_the_waiting_room(
    racing: RacingRooms,
) -> None:
    async def story() -> None:
        await knock_and_disable_waiting_room(racing)
        waiting = ids(racing)
        racing.presence.before_sitting = lambda: switch_waiting_room(racing, on=True)
        answer = await racing.join(TAB, racing.room)
        assert answer["participantId"] == waiting[0]
        assert racing.waiting() == ["peer-bo-2", "peer-cy"]
        assert racing.received("bo") == ["waiting-room", "moved"]
        await racing.until_waiting_list(*waiting)

    async_to_sync(story)()


def test_the_first_tab_is_told_of_the_end_while_the_second_joins(racing: RacingRooms) -> None:
    async def close() -> None:
        await in_database(actions.close_room, racing.room, racing.room.host)
        await racing.close_room()

    async def story() -> None:
        await knock_and_disable_waiting_room(racing)
        racing.presence.before_sitting = close
        assert (await racing.join(TAB, racing.room))["reason"] == "ROOM_ENDED"
        assert racing.server.events_of("peer-bo")[-1] == (
            "waiting-room-result",
            {"status": "ended"},
        )

    async_to_sync(story)()


def test_a_first_tab_is_told_that_its_knock_expired_if_the_second_could_not_read_the_chat(
    racing: RacingRooms,
) -> None:
    async def story() -> None:
        await knock_and_disable_waiting_room(racing)
        racing.presence.before_sitting = removes_table("rooms_message")
        assert (await racing.join(TAB, racing.room))["reason"] == "UNAVAILABLE"
        await restores_table("rooms_message")()
        await racing.pass_seconds(15)
        assert racing.server.events_of("peer-bo")[-1] == (
            "waiting-room-result",
            {"status": "expired"},
        )
        assert (await racing.join(BO, racing.room))["success"]

    async_to_sync(story)()


@pytest.mark.parametrize("is_seated", [True, False], ids=["seated", "stored"])
def test_a_first_tab_that_cannot_be_stored_leaves_the_seat_to_the_second(
    racing: RacingRooms, is_seated: bool
) -> None:
    dee, tab = a_caller("dee"), a_caller("dee-2", a_caller("dee").person)

    async def story() -> None:
        await knock_and_disable_waiting_room(racing)
        is_stored, has_failed = asyncio.Event(), asyncio.Event()

        async def wait_before_sitting_down() -> None:
            is_stored.set()
            await has_failed.wait()

        async def second_comes_and_rows_fail() -> None:
            if not is_seated:
                racing.presence.before_sitting = wait_before_sitting_down
            coming.append(asyncio.create_task(racing.join(tab, racing.room)))
            await (coming[0] if is_seated else is_stored.wait())
            await removes_table("rooms_seat")()

        async def rows_are_back() -> None:
            await restores_table("rooms_seat")()
            has_failed.set()

        coming: list[asyncio.Task[Any]] = []
        racing.presence.after_take = second_comes_and_rows_fail
        racing.presence.after_release = rows_are_back
        assert (await racing.join(dee, racing.room))["reason"] == "UNAVAILABLE"
        assert (await coming[0])["success"]
        assert racing.seats(racing.room) == ["peer-ann", "peer-dee-2"]

    async_to_sync(story)()
    seats = Seat.objects.filter(given_up_at=None, guest_id=dee.person.guest_id)
    assert seats.count() == 1


def test_an_admission_that_cannot_be_stored_leaves_the_seat_to_another_tab(
    racing: RacingRooms,
) -> None:
    async def second_comes_and_rows_fail() -> None:
        assert (await racing.join(TAB, racing.room))["success"]
        await removes_table("rooms_audit")()

    async def story() -> None:
        await knock_and_disable_waiting_room(racing)
        _, cy = ids(racing)
        racing.presence.after_admit = second_comes_and_rows_fail
        answer = await racing.send(racing.ann, "admit-participant", targetId="peer-bo")
        await restores_table("rooms_audit")()
        assert answer["code"] == "UNAVAILABLE"
        assert racing.seats(racing.room) == ["peer-ann", "peer-bo-2"]
        assert racing.received("bo") == ["waiting-room", "moved"]
        await racing.until_waiting_list(cy)

    async_to_sync(story)()


def test_the_newer_tab_of_an_admitted_person_gets_the_seat(
    racing: RacingRooms,
) -> None:
    async def second_comes() -> None:
        assert (await racing.join(TAB, racing.room))["success"]

    async def story() -> None:
        await knock_and_disable_waiting_room(racing)
        racing.presence.after_admit = second_comes
        assert (await racing.send(racing.ann, "admit-participant", targetId="peer-bo"))["success"]
        assert racing.seats(racing.room) == ["peer-ann", "peer-bo-2"]
        assert racing.received("bo") == ["waiting-room", "moved"]

    async_to_sync(story)()


def test_an_admitted_knocker_joins_although_its_other_tab_could_not_be_stored(
    racing: RacingRooms,
) -> None:
    async def second_fails() -> None:
        racing.presence.after_take = removes_table("rooms_seat")
        racing.presence.after_release = restores_table("rooms_seat")
        assert (await racing.join(TAB, racing.room))["reason"] == "UNAVAILABLE"

    async def story() -> None:
        await knock_and_disable_waiting_room(racing)
        _, cy = ids(racing)
        racing.presence.after_admit = second_fails
        assert (await racing.send(racing.ann, "admit-participant", targetId="peer-bo"))["success"]
        assert racing.seats(racing.room) == ["peer-ann", "peer-bo"]
        assert racing.received("bo") == ["waiting-room", "room-joined"]
        await racing.until_waiting_list(cy)

    async_to_sync(story)()
