"""The changes of a failed action are announced, and a refused action changes nothing."""

from asgiref.sync import async_to_sync

from rooms import actions
from rooms.models import Audit, Seat
from signaling.concurrency.database import in_database
from tests.signaling.examples import a_caller
from tests.signaling.racing_rooms import RacingRooms, removes_table, restores_table


def test_a_knocker_that_another_room_refuses_keeps_its_knock(racing: RacingRooms) -> None:
    async def story() -> None:
        await racing.join(racing.ann, racing.room)
        await racing.knock("bo")
        await in_database(actions.set_locked, racing.other, racing.other.host, True)
        refused = await racing.join(a_caller("bo"), racing.other)
        assert refused["reason"] == "ROOM_LOCKED"
        assert [knock.peer_id for knock in racing.presence.knocks(str(racing.room.pk))] == [
            "peer-bo"
        ]
        await racing.send(racing.ann, "admit-participant", targetId="peer-bo")
        assert racing.received("bo")[-1] == "room-joined"

    async_to_sync(story)()


def test_a_person_keeps_its_seat_if_another_seat_cannot_be_stored(racing: RacingRooms) -> None:
    async def story() -> None:
        bo = a_caller("bo")
        await racing.join(racing.ann, racing.other)
        await racing.join(bo, racing.other)
        third = await in_database(actions.create_room, racing.other.host, "Third")
        racing.presence.after_take = removes_table("rooms_seat")
        racing.presence.after_release = restores_table("rooms_seat")
        assert (await racing.join(bo, third))["reason"] == "UNAVAILABLE"
        assert "user-left" not in racing.received("ann")
        assert racing.seats(racing.other) == ["peer-ann", "peer-bo"]
        assert racing.presence.room(str(third.pk)) is None

    async_to_sync(story)()
    assert Seat.objects.filter(given_up_at=None).count() == 2


def test_the_people_of_the_first_room_are_told_that_a_person_moved_to_another(
    racing: RacingRooms,
) -> None:
    async def story() -> None:
        bo = a_caller("bo")
        third = await in_database(actions.create_room, racing.other.host, "Third")
        await racing.join(racing.ann, racing.other)
        await racing.join(bo, racing.other)
        await racing.join(bo, third)
        assert racing.received("ann")[-1] == "user-left"

    async_to_sync(story)()


def test_knockers_that_were_admitted_before_an_error_have_joined_and_are_told(
    racing: RacingRooms,
) -> None:
    async def story() -> None:
        await racing.join(racing.ann, racing.room)
        ids = await racing.knock("bo", "cy")

        async def fail_at_the_second() -> None:
            racing.presence.after_admit = removes_table("rooms_seat")

        racing.presence.after_admit = fail_at_the_second
        answer = await racing.send(racing.ann, "admit-all", targetIds=ids)
        await restores_table("rooms_seat")()
        assert (answer["success"], answer["code"]) == (False, "UNAVAILABLE")
        assert racing.received("bo")[-1] == "room-joined"
        assert "user-joined" in racing.received("ann")
        assert racing.received("cy") == ["waiting-room"]
        assert racing.seats(racing.room) == ["peer-ann", "peer-bo"]
        (waits,) = racing.presence.knocks(str(racing.room.pk))
        assert waits.peer_id == "peer-cy"
        await racing.send(racing.ann, "admit-participant", targetId=ids[1])
        assert racing.received("cy")[-1] == "room-joined"

    async_to_sync(story)()
    assert Audit.objects.filter(action="admit").count() == 2


def test_a_denial_that_cannot_be_stored_is_undone(racing: RacingRooms) -> None:
    async def story() -> None:
        await racing.join(racing.ann, racing.room)
        (seat_id,) = await racing.knock("bo")
        racing.presence.after_deny = removes_table("rooms_audit")
        assert (await racing.send(racing.ann, "deny-participant", targetId=seat_id))[
            "code"
        ] == "UNAVAILABLE"
        await restores_table("rooms_audit")()
        assert racing.received("bo") == ["waiting-room"]
        await racing.send(racing.ann, "deny-participant", targetId=seat_id)
        assert racing.server.events_of("peer-bo")[-1] == (
            "waiting-room-result",
            {"status": "denied", "canRetryAfterSeconds": 30},
        )

    async_to_sync(story)()


def test_a_knocker_is_told_of_the_end_while_its_denial_is_stored(racing: RacingRooms) -> None:
    second_host = a_caller("ann-2", racing.ann.person)

    async def story() -> None:
        await racing.join(second_host, racing.room)
        (seat_id,) = await racing.knock("bo")

        async def host_leaves() -> None:
            await racing.send(second_host, "leave-room")
            await removes_table("rooms_audit")()

        racing.presence.after_deny = host_leaves
        answer = await racing.send(second_host, "deny-participant", targetId=seat_id)
        await restores_table("rooms_audit")()
        assert answer["success"] is False
        ended = ("waiting-room-result", {"status": "ended"})
        assert racing.server.events_of("peer-bo")[-1] == ended
        assert racing.presence.room(str(racing.room.pk)) is None

    async_to_sync(story)()


def test_leaving_is_acknowledged_after_its_end_is_stored(racing: RacingRooms) -> None:
    async def story() -> None:
        bo = a_caller("bo")
        await racing.join(racing.ann, racing.other)
        await racing.join(bo, racing.other)
        assert await racing.send(bo, "leave-room") == {"success": True}
        assert await in_database(Seat.objects.filter(given_up_at=None).count) == 1

    async_to_sync(story)()


def test_leaving_succeeds_although_its_row_cannot_be_stored_yet(racing: RacingRooms) -> None:
    async def story() -> None:
        bo = a_caller("bo")
        await racing.join(racing.ann, racing.other)
        await racing.join(bo, racing.other)
        await removes_table("rooms_seat")()
        assert await racing.send(bo, "leave-room") == {"success": True}
        await restores_table("rooms_seat")()
        assert racing.received("ann")[-1] == "user-left"
        assert racing.seats(racing.other) == ["peer-ann"]

    async_to_sync(story)()


def test_an_admitted_person_is_told_to_join_again_if_the_chat_cannot_be_read(
    racing: RacingRooms,
) -> None:
    bo = a_caller("bo")

    async def story() -> None:
        await racing.join(racing.ann, racing.room)
        await racing.join(bo, racing.room)
        racing.presence.before_sitting = removes_table("rooms_message")
        answer = await racing.send(racing.ann, "admit-participant", targetId="peer-bo")
        await restores_table("rooms_message")()
        assert answer["code"] == "UNAVAILABLE"
        name, body = racing.server.events_of("peer-bo")[-1]
        assert (name, body["reason"]) == ("join-error", "UNAVAILABLE")
        await racing.until_waiting_list()
        assert (await racing.join(bo, racing.room))["success"]
        assert racing.received("bo")[-1] == "room-joined"
        assert racing.seats(racing.room) == ["peer-ann", "peer-bo"]

    async_to_sync(story)()
    assert Audit.objects.filter(action="admit").count() == 1


def test_an_admitted_person_who_is_removed_before_sitting_down_is_told(racing: RacingRooms) -> None:
    async def story() -> None:
        await racing.join(racing.ann, racing.room)
        (seat_id,) = await racing.knock("bo")
        racing.presence.before_sitting = removes_table("rooms_message")
        await racing.send(racing.ann, "admit-participant", targetId="peer-bo")
        await restores_table("rooms_message")()
        await racing.send(racing.ann, "remove-participant", targetId=seat_id)
        assert racing.received("bo")[-1] == "force-disconnect"

    async_to_sync(story)()


def test_an_admitted_person_is_told_of_the_end_before_it_sits_down(racing: RacingRooms) -> None:
    async def story() -> None:
        await racing.join(racing.ann, racing.room)
        await racing.knock("bo")
        racing.presence.before_sitting = racing.close_room
        await racing.send(racing.ann, "admit-participant", targetId="peer-bo")
        ended = ("waiting-room-result", {"status": "ended"})
        assert racing.server.events_of("peer-bo")[-1] == ended

    async_to_sync(story)()
    assert not Seat.objects.filter(given_up_at=None).exclude(role="host").exists()


def test_the_attendance_of_a_knocker_that_cancels_during_its_admission_is_closed(
    racing: RacingRooms,
) -> None:
    knocker = a_caller("cy")

    async def story() -> None:
        await racing.join(racing.ann, racing.room)
        await racing.join(knocker, racing.room)
        racing.presence.after_admit = lambda: racing.send(knocker, "cancel-knock")
        await racing.send(racing.ann, "admit-participant", targetId=knocker.peer_id)

    async_to_sync(story)()
    assert racing.received("cy") == ["waiting-room"]
    row = Seat.objects.get(guest_id=knocker.person.guest_id)
    assert row.given_up_at is not None
    assert racing.seats(racing.room) == ["peer-ann"]
