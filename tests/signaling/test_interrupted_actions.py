"""What an event has changed before it fails is told, and what it was refused is not changed."""

from asgiref.sync import async_to_sync

from rooms import actions
from rooms.models import Audit, Seat
from signaling.database import in_database
from tests.signaling.examples import a_caller
from tests.signaling.racing_rooms import Place, gives_back, takes_away


def test_who_is_refused_by_another_room_keeps_its_place_in_the_waiting_room(place: Place) -> None:
    async def story() -> None:
        await place.join(place.ann, place.room)
        await place.knock("bo")
        await in_database(actions.set_locked, place.other, place.other.host, True)
        refused = await place.join(a_caller("bo"), place.other)
        assert refused["reason"] == "ROOM_LOCKED"
        assert [knock.peer_id for knock in place.presence.knocks(str(place.room.pk))] == ["peer-bo"]
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
        place.presence.after_release = gives_back("rooms_seat")
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
        (waits,) = place.presence.knocks(str(place.room.pk))
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
        assert place.server.events_of("peer-bo")[-1] == (
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
        assert place.server.events_of("peer-bo")[-1] == ended
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


def test_who_is_let_in_and_can_not_be_shown_the_chat_is_told_to_ask_again(place: Place) -> None:
    bo = a_caller("bo")

    async def story() -> None:
        await place.join(place.ann, place.room)
        await place.join(bo, place.room)
        place.presence.before_sitting = takes_away("rooms_message")
        answer = await place.ask(place.ann, "admit-participant", targetId="peer-bo")
        await gives_back("rooms_message")()
        assert answer["code"] == "UNAVAILABLE"
        name, body = place.server.events_of("peer-bo")[-1]
        assert (name, body["reason"]) == ("join-error", "UNAVAILABLE")
        await place.until_told_who_waits()
        assert (await place.join(bo, place.room))["success"]
        assert place.told("bo")[-1] == "room-joined"
        assert place.seats(place.room) == ["peer-ann", "peer-bo"]

    async_to_sync(story)()
    assert Audit.objects.filter(action="admit").count() == 1


def test_who_is_let_in_and_removed_before_it_sits_is_told(place: Place) -> None:
    async def story() -> None:
        await place.join(place.ann, place.room)
        (seat_id,) = await place.knock("bo")
        place.presence.before_sitting = takes_away("rooms_message")
        await place.ask(place.ann, "admit-participant", targetId="peer-bo")
        await gives_back("rooms_message")()
        await place.ask(place.ann, "remove-participant", targetId=seat_id)
        assert place.told("bo")[-1] == "force-disconnect"

    async_to_sync(story)()


def test_who_is_let_in_hears_of_the_end_that_comes_before_it_sits(place: Place) -> None:
    async def story() -> None:
        await place.join(place.ann, place.room)
        await place.knock("bo")
        place.presence.before_sitting = place.close_room
        await place.ask(place.ann, "admit-participant", targetId="peer-bo")
        ended = ("waiting-room-result", {"status": "ended"})
        assert place.server.events_of("peer-bo")[-1] == ended

    async_to_sync(story)()
    assert not Seat.objects.filter(given_up_at=None).exclude(role="host").exists()


def test_who_gives_up_while_it_is_let_in_leaves_no_attendance(place: Place) -> None:
    knocker = a_caller("cy")

    async def story() -> None:
        await place.join(place.ann, place.room)
        await place.join(knocker, place.room)
        place.presence.after_admit = lambda: place.ask(knocker, "cancel-knock")
        await place.ask(place.ann, "admit-participant", targetId=knocker.peer_id)

    async_to_sync(story)()
    assert place.told("cy") == ["waiting-room"]
    row = Seat.objects.get(guest_id=knocker.person.guest_id)
    assert row.given_up_at is not None
    assert place.seats(place.room) == ["peer-ann"]
