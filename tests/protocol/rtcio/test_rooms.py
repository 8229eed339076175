"""Rooms of rtc.io: names, passwords and refusals."""

from typing import Any

import pytest

from accounts.models import User
from rooms.models import Room
from tests.clients.connecting import Connecting
from tests.protocol.joining import access_token
from tests.protocol.rtcio.visitors import Visit, join, joined, refused


def test_the_first_participant_sets_the_password_and_the_last_clears_it(visit: Visit) -> None:
    ann, ben = joined(visit(), "Garden", password=" secret "), visit()
    for password, reason in [
        ({}, "password-required"),
        ({"password": "  "}, "password-required"),
        ({"password": "Secret"}, "wrong-password"),
        ({"password": "sécret"}, "wrong-password"),
    ]:
        for event in ("join-room", "check-room"):
            ben.emit(event, {"roomId": "Garden", "name": "Ben", **password})
            assert refused(ben) == reason
    ben.emit("check-room", {"roomId": "Garden", "password": "secret"})
    assert ben.expect("room-check-ok") == {"roomId": "Garden", "passwordRequired": True}
    joined(ben, "Garden", "Ben", password="secret")
    ann.disconnect()
    ben.expect("user-disconnected")
    joined(visit(), "Garden", "Cy", password="secret").disconnect()
    ben.expect("user-disconnected")
    ben.disconnect()

    joined(visit(), "Garden", "Dora", password="other")


def test_names_and_passwords_are_normalized(
    visit: Visit,
) -> None:
    ann = joined(visit(), "Caf\u00e9", password="cr\u00e8me")
    ben = visit()
    ben.emit("check-room", {"roomId": "Cafe\u0301", "password": "creme"})
    assert refused(ben) == "wrong-password"

    join(ben, "Cafe\u0301", "Ben", password="cre\u0300me")

    ben.expect("join-ok", roomId="Caf\u00e9")
    assert ann.expect("user-connected")["name"] == "Ben"
    joined(visit(), "CAF\u00c9", password="another room")


def test_nothing_of_a_room_is_shown_before_the_join(visit: Visit) -> None:
    ann = visit()
    ann.emit("check-room", {"roomId": "Garden"})
    assert ann.expect("room-check-ok") == {"roomId": "Garden", "passwordRequired": False}
    joined(visit(), "Garden", "Ben")
    ann.emit("check-room", {"roomId": "Garden", "password": "x"})
    assert ann.expect("room-check-ok") == {"roomId": "Garden", "passwordRequired": False}
    assert ann.take_received() == []


@pytest.mark.parametrize("room_id", [None, 7, "", "  ", "\u200b", "x" * 65, ["Garden"], {}])
@pytest.mark.parametrize("event", ["join-room", "check-room"])
def test_an_invalid_room_name_is_refused(visit: Visit, event: str, room_id: Any) -> None:
    ann = visit()
    answer = ann.call(event, {"roomId": room_id, "name": "Ann"})
    assert (answer["success"], answer["code"]) == (False, "INVALID_PAYLOAD")
    error = ann.expect("join-error")
    assert error["reason"] == "invalid-room"
    assert error.get("roomId") == (room_id if isinstance(room_id, str) else None)


def test_an_ended_room_is_not_opened_again_by_its_name(visit: Visit, room: Room, ann: User) -> None:
    room.ended_at = room.created_at
    room.save()
    client = visit()
    for event in ("join-room", "check-room"):
        client.emit(event, {"roomId": room.code.lower(), "name": "Ann"})
        assert refused(client) == "not-found"


def test_a_denied_person_gets_the_reason_of_a_locked_room(
    visit: Visit, connect: Connecting, room: Room
) -> None:
    room.settings.waiting_room = True
    room.settings.save()
    host = connect({"token": access_token(room.host)})
    host.call("join-room", {"roomCode": room.code})
    ben = visit()
    join(ben, room.code, "Ben")
    (knocker,) = host.expect("waiting-room-update")["waiting"]
    assert ben.take_received() == []
    host.call("deny-participant", {"targetId": knocker["participantId"]})
    assert ben.expect("join-error") == {"reason": "room-locked", "roomId": room.code}
    join(ben, room.code, "Ben")
    assert refused(ben) == "room-locked"
