"""Joins of rtc.io: order, names, and joins that are repeated."""

from typing import Any

import pytest

from accounts.guests import COOKIE_NAME
from rooms.models import Room
from tests.clients.connecting import Connecting
from tests.clients.flavours import every_flavour
from tests.protocol.joining import guest_cookie
from tests.protocol.rtcio.visitors import NAMESPACE, Visit, join, joined
from tests.servers.meet import MeetServer


@every_flavour
def test_a_newcomer_gets_all_participants_before_join_ok(visit: Visit) -> None:
    ann, ben, cy = visit(), visit(), visit()
    joined(ann, "Garden", "Ann")
    ann.call("media-state", {"roomId": "Garden", "mic": False, "cam": True, "id": "forged"})
    joined(ben, "Garden", "Ben")
    ann.take_received()
    ben.take_received()

    join(cy, "Garden", "Cy")

    assert cy.take_received() == [
        ("user-connected", {"id": ann.peer_id, "name": "Ann"}),
        ("media-state", {"id": ann.peer_id, "roomId": "Garden", "mic": False, "cam": True}),
        ("user-connected", {"id": ben.peer_id, "name": "Ben"}),
        ("join-ok", {"roomId": "Garden"}),
    ]
    for existing in (ann, ben):
        assert existing.take_received() == [
            ("user-connected", {"id": cy.peer_id, "name": "Cy"}),
            ("#rtcio:init-offer", {"source": cy.peer_id}),
        ]


def test_a_newcomer_with_its_microphone_off_is_shown_muted(
    connect: Connecting, visit: Visit, room: Room, server: MeetServer
) -> None:
    browser = {"cookies": {COOKIE_NAME: guest_cookie()}, "origin": server.url}
    entry = {"roomCode": room.code, "displayName": "Bob"}
    before, after = connect(**browser), connect(**browser)
    before.call("join-room", entry)
    before.call("toggle-audio", {"enabled": False})
    ann = joined(visit(), room.code)
    ann.take_received()
    after.call("join-room", entry)
    assert ann.take_received() == [
        ("#rtcio:peer-left", {"id": before.peer_id}),
        ("user-disconnected", {"id": before.peer_id}),
        ("user-connected", {"id": after.peer_id, "name": "Bob"}),
        ("media-state", {"id": after.peer_id, "roomId": room.code, "mic": False, "cam": True}),
    ]


def test_joining_again_is_acknowledged_and_not_told_to_others(visit: Visit, room: Room) -> None:
    for name in ("Garden", room.code, room.code.lower()):
        ann, ben = visit(), visit()
        known = room.code if name.lower() == room.code.lower() else name
        join(ann, name, "Ann", password="x")
        ann.expect("join-ok", roomId=known)
        join(ben, name, "Ben", password="x")
        ann.take_received()
        ben.take_received()

        join(ben, name, "Ben")

        assert ben.take_received() == [("join-ok", {"roomId": known})]
        assert ann.take_received() == []
        ann.disconnect()
        ben.disconnect()


def test_a_client_that_left_may_join_again(visit: Visit) -> None:
    ann, ben = joined(visit(), "leaving"), joined(visit(), "leaving", "Ben")
    ann.take_received()
    ben.call("leave-room", {"roomId": "leaving", "id": ben.peer_id})
    gone = {"id": ben.peer_id}
    assert ann.take_received() == [("#rtcio:peer-left", gone), ("user-disconnected", gone)]
    joined(ben, "leaving", "Ben")
    ann.expect("user-connected", id=ben.peer_id)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ({}, "Guest"),
        ({"name": None}, "Guest"),
        ({"name": ""}, "Guest"),
        ({"name": " \u200b\u202e\n"}, "Guest"),
        ({"name": 7}, "Guest"),
        ({"name": ["Ben"]}, "Guest"),
        ({"name": {"first": "Ben"}}, "Guest"),
        ({"name": " Ben\n Lee "}, "Ben Lee"),
        ({"name": "B" * 50}, "B" * 50),
        ({"name": "B" * 51}, "B" * 50),
        pytest.param({"name": "é" * 9_000}, "é" * 50, id="very long"),
    ],
)
@pytest.mark.parametrize("with_row", [False, True])
def test_a_guest_may_have_any_name(
    visit: Visit, room: Room, name: dict[str, Any], shown: str, with_row: bool
) -> None:
    called = room.code if with_row else "Garden"
    ann, ben = joined(visit(), called), visit()
    ben.emit("join-room", {"roomId": called, **name})
    ben.expect("join-ok", roomId=called)
    assert ann.expect("user-connected") == {"id": ben.peer_id, "name": shown}


def test_a_guest_without_a_name_in_the_join_has_that_of_the_handshake(
    visit: Visit, connect: Connecting
) -> None:
    ann, ben = joined(visit(), "Garden"), connect({"displayName": "Ben"}, namespace=NAMESPACE)
    ben.emit("join-room", {"roomId": "Garden", "name": ""})
    ben.expect("join-ok", roomId="Garden")
    assert ann.expect("user-connected") == {"id": ben.peer_id, "name": "Ben"}
