"""Somebody who waits comes by another tab: the first keeps its place until the second is in."""

import asyncio
from typing import Any

import pytest
from asgiref.sync import async_to_sync

from rooms import actions
from rooms.actions import set_locked
from rooms.models import RoomSettings, Seat
from signaling.database import in_database
from tests.signaling.examples import a_caller
from tests.signaling.racing_rooms import Place, gives_back, takes_away

BO = a_caller("bo")
TAB = a_caller("bo-2", BO.person)


async def wait_in_vain(place: Place) -> None:
    """Let Bo and Cy wait, and then switch the waiting room off."""
    await place.join(place.ann, place.room)
    for knocker in (BO, a_caller("cy")):
        place.clock.pass_seconds(1)
        await place.join(knocker, place.room)
    await switch_waiting_room(place, on=False)


async def switch_waiting_room(place: Place, *, on: bool) -> None:
    place.clock.pass_seconds(1)
    await in_database(RoomSettings.objects.update, waiting_room=on)
    place.presence.admission.reject_older_rows(str(place.room.pk))
    place.clock.pass_seconds(1)


def ids(place: Place) -> list[str]:
    return [knock.id for knock in place.presence.knocks(str(place.room.pk))]


def test_a_second_tab_that_can_not_be_stored_leaves_the_first_where_it_waited(
    place: Place,
) -> None:
    async def story() -> None:
        await wait_in_vain(place)
        waiting = ids(place)
        place.presence.after_take = takes_away("rooms_seat")
        place.presence.after_release = gives_back("rooms_seat")
        assert (await place.join(TAB, place.room))["reason"] == "UNAVAILABLE"
        assert place.waiting() == ["peer-bo", "peer-cy"]
        assert place.told("bo") == ["waiting-room"]
        await place.until_told_who_waits(*waiting)
        assert (await place.join(TAB, place.room))["success"]
        assert place.told("bo") == ["waiting-room", "moved"]
        await place.until_told_who_waits(waiting[1])

    async_to_sync(story)()
    assert Seat.objects.filter(given_up_at=None).count() == 2


@pytest.mark.parametrize("how", ["lose", "hold"])
def test_a_first_tab_that_went_meanwhile_is_away(place: Place, how: str) -> None:
    async def story() -> None:
        await wait_in_vain(place)

        async def first_goes() -> None:
            getattr(place.presence, how)("peer-bo", 60)
            await takes_away("rooms_seat")()

        place.presence.after_take = first_goes
        place.presence.after_release = gives_back("rooms_seat")
        await place.join(TAB, place.room)
        bo, cy = place.presence.knocks(str(place.room.pk))
        assert bo.is_away
        await place.pass_seconds(45)
        assert ids(place) == [cy.id]

    async_to_sync(story)()


@pytest.mark.parametrize("caller", [BO, TAB], ids=["the same tab", "another tab"])
def test_who_may_not_enter_after_all_keeps_its_place_among_those_who_wait(
    place: Place, caller: Any
) -> None:
    async def lock() -> None:
        place.clock.pass_seconds(1)
        await in_database(set_locked, place.room, place.room.host, True)
        place.presence.rooms.change(str(place.room.pk), is_locked=True)

    async def story() -> None:
        await wait_in_vain(place)
        waiting = ids(place)
        place.presence.before_sitting = lock
        assert (await place.join(caller, place.room))["reason"] == "ROOM_LOCKED"
        assert place.waiting() == ["peer-bo", "peer-cy"]
        assert "moved" not in place.told("bo")
        await place.until_told_who_waits(*waiting)

    async_to_sync(story)()
    assert not Seat.objects.filter(given_up_at=None).exclude(role="host").exists()


def test_who_has_to_wait_after_all_is_back_in_its_place(place: Place) -> None:
    async def story() -> None:
        await wait_in_vain(place)
        waiting = ids(place)
        place.presence.before_sitting = lambda: switch_waiting_room(place, on=True)
        answer = await place.join(TAB, place.room)
        assert answer["participantId"] == waiting[0]
        assert place.waiting() == ["peer-bo-2", "peer-cy"]
        assert place.told("bo") == ["waiting-room", "moved"]
        await place.until_told_who_waits(*waiting)

    async_to_sync(story)()


def test_a_first_tab_hears_of_the_end_while_the_second_comes_in(place: Place) -> None:
    async def close() -> None:
        await in_database(actions.close_room, place.room, place.room.host)
        await place.close_room()

    async def story() -> None:
        await wait_in_vain(place)
        place.presence.before_sitting = close
        assert (await place.join(TAB, place.room))["reason"] == "ROOM_ENDED"
        assert place.server.events_of("peer-bo")[-1] == (
            "waiting-room-result",
            {"status": "ended"},
        )

    async_to_sync(story)()


def test_a_first_tab_whose_second_could_not_read_the_chat_hears_that_its_wait_is_over(
    place: Place,
) -> None:
    async def story() -> None:
        await wait_in_vain(place)
        place.presence.before_sitting = takes_away("rooms_message")
        assert (await place.join(TAB, place.room))["reason"] == "UNAVAILABLE"
        await gives_back("rooms_message")()
        await place.pass_seconds(15)
        assert place.server.events_of("peer-bo")[-1] == (
            "waiting-room-result",
            {"status": "expired"},
        )
        assert (await place.join(BO, place.room))["success"]

    async_to_sync(story)()


@pytest.mark.parametrize("is_seated", [True, False], ids=["seated", "stored"])
def test_a_first_tab_that_can_not_be_stored_takes_no_seat_from_the_second(
    place: Place, is_seated: bool
) -> None:
    dee, tab = a_caller("dee"), a_caller("dee-2", a_caller("dee").person)

    async def story() -> None:
        await wait_in_vain(place)
        is_stored, has_failed = asyncio.Event(), asyncio.Event()

        async def wait_before_sitting_down() -> None:
            is_stored.set()
            await has_failed.wait()

        async def second_comes_and_rows_fail() -> None:
            if not is_seated:
                place.presence.before_sitting = wait_before_sitting_down
            coming.append(asyncio.create_task(place.join(tab, place.room)))
            await (coming[0] if is_seated else is_stored.wait())
            await takes_away("rooms_seat")()

        async def rows_are_back() -> None:
            await gives_back("rooms_seat")()
            has_failed.set()

        coming: list[asyncio.Task[Any]] = []
        place.presence.after_take = second_comes_and_rows_fail
        place.presence.after_release = rows_are_back
        assert (await place.join(dee, place.room))["reason"] == "UNAVAILABLE"
        assert (await coming[0])["success"]
        assert place.seats(place.room) == ["peer-ann", "peer-dee-2"]

    async_to_sync(story)()
    seats = Seat.objects.filter(given_up_at=None, guest_id=dee.person.guest_id)
    assert seats.count() == 1


def test_an_admission_that_can_not_be_stored_takes_no_seat_from_another_tab(
    place: Place,
) -> None:
    async def second_comes_and_rows_fail() -> None:
        assert (await place.join(TAB, place.room))["success"]
        await takes_away("rooms_audit")()

    async def story() -> None:
        await wait_in_vain(place)
        _, cy = ids(place)
        place.presence.after_admit = second_comes_and_rows_fail
        answer = await place.ask(place.ann, "admit-participant", targetId="peer-bo")
        await gives_back("rooms_audit")()
        assert answer["code"] == "UNAVAILABLE"
        assert place.seats(place.room) == ["peer-ann", "peer-bo-2"]
        assert place.told("bo") == ["waiting-room", "moved"]
        await place.until_told_who_waits(cy)

    async_to_sync(story)()


def test_who_is_let_in_while_another_tab_of_theirs_comes_sits_in_the_newer_tab(
    place: Place,
) -> None:
    async def second_comes() -> None:
        assert (await place.join(TAB, place.room))["success"]

    async def story() -> None:
        await wait_in_vain(place)
        place.presence.after_admit = second_comes
        assert (await place.ask(place.ann, "admit-participant", targetId="peer-bo"))["success"]
        assert place.seats(place.room) == ["peer-ann", "peer-bo-2"]
        assert place.told("bo") == ["waiting-room", "moved"]

    async_to_sync(story)()


def test_who_is_let_in_comes_in_though_another_tab_of_theirs_could_not_be_stored(
    place: Place,
) -> None:
    async def second_fails() -> None:
        place.presence.after_take = takes_away("rooms_seat")
        place.presence.after_release = gives_back("rooms_seat")
        assert (await place.join(TAB, place.room))["reason"] == "UNAVAILABLE"

    async def story() -> None:
        await wait_in_vain(place)
        _, cy = ids(place)
        place.presence.after_admit = second_fails
        assert (await place.ask(place.ann, "admit-participant", targetId="peer-bo"))["success"]
        assert place.seats(place.room) == ["peer-ann", "peer-bo"]
        assert place.told("bo") == ["waiting-room", "room-joined"]
        await place.until_told_who_waits(cy)

    async_to_sync(story)()
