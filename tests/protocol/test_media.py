"""Microphones, cameras, screens and hands of participants."""

from typing import Any, NamedTuple

import pytest

from accounts.models import User
from rooms.actions import create_room, set_cohost
from rooms.models import Room
from tests.clients.connecting import Connecting
from tests.clients.flavours import every_flavour
from tests.protocol.joining import Enter, NewAccount, connect_as, refusal


class Showing(NamedTuple):
    asked: str
    fields: dict[str, Any]
    told: str
    payload: dict[str, Any]


class Forbidden(NamedTuple):
    permission: str
    asked: str
    fields: dict[str, Any]
    code: str


SHOWN = {
    "microphone off": Showing(
        "toggle-audio", {"enabled": False}, "user-toggle-audio", {"enabled": False}
    ),
    "microphone on": Showing(
        "toggle-audio", {"enabled": True}, "user-toggle-audio", {"enabled": True}
    ),
    "camera off": Showing(
        "toggle-video", {"enabled": False}, "user-toggle-video", {"enabled": False}
    ),
    "camera on": Showing("toggle-video", {"enabled": True}, "user-toggle-video", {"enabled": True}),
    "screen": Showing("start-screen-share", {}, "screen-share-started", {}),
    "no screen": Showing("stop-screen-share", {}, "screen-share-stopped", {}),
    "hand": Showing(
        "toggle-hand-raise", {"raised": True}, "user-hand-raised", {"displayName": "Bob"}
    ),
    "no hand": Showing("toggle-hand-raise", {"raised": False}, "user-hand-lowered", {}),
}
FORBIDDEN = {
    "screen": Forbidden("allow_screen_share", "start-screen-share", {}, "SCREEN_SHARE_DISABLED"),
    "microphone": Forbidden(
        "allow_microphone", "toggle-audio", {"enabled": True}, "MICROPHONE_DISABLED"
    ),
    "camera": Forbidden("allow_camera", "toggle-video", {"enabled": True}, "CAMERA_DISABLED"),
}
every_showing = pytest.mark.parametrize("shown", SHOWN.values(), ids=SHOWN)


@every_showing
def test_a_client_outside_rooms_can_not_change_its_media(
    connect: Connecting, enter: Enter, shown: Showing
):
    bob, stranger = enter("Bob"), connect_as(connect, "Gil")

    assert refusal(stranger, shown.asked, shown.fields) == "NOT_IN_ROOM"

    assert bob.received(shown.told) == []


@every_flavour
@every_showing
def test_the_others_are_told_of_a_media_change(enter: Enter, shown: Showing):
    bob, cy = enter("Bob"), enter("Cy")

    assert bob.call(shown.asked, shown.fields) == {"success": True}

    assert cy.expect(shown.told) == {"socketId": bob.peer_id, **shown.payload}
    assert bob.received(shown.told) == []


def test_other_rooms_are_not_told_of_a_media_change(
    enter: Enter, room: Room, new_account: NewAccount
):
    bob, eve = enter("Bob"), enter("Eve", into=create_room(new_account("Zoe")))

    bob.call("toggle-hand-raise", {"raised": True})

    assert eve.received_names() == []


@pytest.mark.parametrize("own", ["roomId", "roomCode"])
def test_the_own_room_may_be_named_by_id_or_code(enter: Enter, own: str):
    bob = enter("Bob")

    answer = bob.call("toggle-audio", {"roomId": bob.joined[own], "enabled": False})

    assert answer == {"success": True}


def test_naming_another_room_is_refused(enter: Enter, room: Room):
    bob, cy = enter("Bob"), enter("Cy")
    another = create_room(room.host)

    for name in (str(another.pk), another.code, "", "nonsense"):
        wrong = {"roomId": name, "enabled": False}
        assert refusal(bob, "toggle-audio", wrong) == "WRONG_ROOM"

    assert cy.received("user-toggle-audio") == []


@pytest.mark.parametrize("forbidden", FORBIDDEN.values(), ids=FORBIDDEN)
def test_media_that_the_room_forbids_are_refused(enter: Enter, room: Room, forbidden: Forbidden):
    setattr(room.settings, forbidden.permission, False)
    room.settings.save()
    bob, cy = enter("Bob"), enter("Cy")

    assert refusal(bob, forbidden.asked, forbidden.fields) == forbidden.code

    assert cy.received_names() == []
    assert cy.joined["participants"][0]["isScreenSharing"] is False


@pytest.mark.parametrize("who", ["host", "cohost"])
@pytest.mark.parametrize("asked", ["toggle-audio", "toggle-video"])
def test_hosts_may_use_media_that_the_room_forbids(
    enter: Enter, room: Room, new_account: NewAccount, asked: str, who: str
):
    room.settings.allow_microphone = room.settings.allow_camera = False
    room.settings.save()
    cohost = new_account("Cleo")
    set_cohost(room, room.host, cohost, True)

    someone = enter({"host": room.host, "cohost": cohost}[who])

    assert someone.call(asked, {"enabled": True}) == {"success": True}


def test_newcomers_are_muted_if_microphones_are_switched_off(enter: Enter, room: Room, ann: User):
    room.settings.allow_microphone = False
    room.settings.save()
    host = enter(ann)

    enter("Bob")

    assert host.expect("user-joined")["participant"]["isMuted"] is True


def test_a_hand_that_is_raised_again_keeps_its_time(enter: Enter):
    bob = enter("Bob")
    bob.call("toggle-hand-raise", {"raised": True})
    first = enter("Cy").joined["participants"][0]["handRaisedAt"]

    bob.call("toggle-hand-raise", {"raised": True})

    assert enter("Di").joined["participants"][0]["handRaisedAt"] == first


def test_latecomers_see_a_lowered_hand_as_lowered(enter: Enter):
    bob = enter("Bob")
    bob.call("toggle-hand-raise", {"raised": True})
    bob.call("toggle-hand-raise", {"raised": False})

    seen = enter("Cy").joined["participants"][0]

    assert (seen["isHandRaised"], seen["handRaisedAt"]) == (False, None)


def test_a_reaction_may_omit_its_variation_selector(enter: Enter):
    ann, bob = enter("Ann"), enter("Bob")

    assert ann.call("send-reaction", {"emoji": "\u2764"})["success"] is True
    assert bob.expect("reaction") == {"socketId": ann.peer_id, "emoji": "\u2764\ufe0f"}
    assert ann.call("send-reaction", {"emoji": "\u2665"})["code"] == "INVALID_PAYLOAD"
