"""Joining a room: the events that the newcomer and the others get."""

import base64
import time
from datetime import UTC, datetime

import pytest
from django.conf import settings

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from tests.clients.connecting import Connecting
from tests.clients.flavours import every_flavour
from tests.protocol.joining import Enter, NewAccount, connect_as, join, refused_join

SETTINGS = {
    "allowScreenShare": True,
    "allowChat": True,
    "waitingRoom": False,
    "knockAfterRemoval": True,
    "allowMicrophone": True,
    "allowCamera": True,
    "allowUnmute": True,
    "allowReactions": True,
    "allowRename": True,
    "maxParticipants": settings.DEFAULT_MAX_PARTICIPANTS,
    "whenHostLeaves": "continue",
    "endAfterMinutes": 10,
    "mediaServer": "auto",
}


@every_flavour
def test_a_newcomer_gets_the_complete_state_of_the_room(enter: Enter, room: Room, ann: User):
    host, bob = enter(ann), enter("Bob")

    joined = dict(bob.joined)

    assert joined.pop("participantId") != bob.peer_id
    assert joined.pop("participantToken")
    assert joined.pop("self") == host.expect("user-joined")["participant"]
    assert joined.pop("meetingId") == str(room.meetings.get().pk)
    stun, turn = joined.pop("iceServers")
    assert stun == {"urls": ["stun:stun.example.org:3478"]}
    assert turn["urls"] == ["turn:turn.example.org:3478"]
    assert joined == {
        "roomId": str(room.pk),
        "roomCode": room.code,
        "roomName": "Planning",
        "role": "participant",
        "isHost": False,
        "participants": [
            {
                "socketId": host.peer_id,
                "participantId": host.joined["participantId"],
                "userId": str(ann.pk),
                "displayName": "Ann",
                "avatarColor": ann.avatar_color,
                "role": "host",
                "isHost": True,
                "isMuted": False,
                "isVideoOff": False,
                "isScreenSharing": False,
                "isHandRaised": False,
                "handRaisedAt": None,
                "isReconnecting": False,
                "knowsSeats": False,
                "hasTwoPictures": False,
                "usesMediaServer": False,
                "protocol": "native",
            }
        ],
        "messages": [],
        "settings": SETTINGS,
        "locked": False,
        "spotlight": None,
        "media": {"over": "mesh", "generation": 0},
    }


def test_a_host_gets_the_role_and_no_participant_token(enter: Enter, ann: User):
    host = enter(ann)

    assert host.joined["role"] == "host"
    assert host.joined["isHost"] is True
    assert "participantToken" not in host.joined


@every_flavour
def test_the_others_are_told_once_of_a_newcomer(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")

    cy = enter("Cy")

    assert [event["participant"]["socketId"] for event in host.received("user-joined")] == [
        bob.peer_id,
        cy.peer_id,
    ]
    (received,) = bob.received("user-joined")
    assert received["participant"]["displayName"] == "Cy"
    assert "userId" not in received["participant"]
    assert cy.received("user-joined") == []


def test_a_latecomer_gets_the_state_of_every_participant(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")
    host.call("toggle-audio", {"enabled": False})
    host.call("toggle-video", {"enabled": False})
    bob.call("start-screen-share", {})
    bob.call("toggle-hand-raise", {"raised": True})

    of_host, of_bob = enter("Cy").joined["participants"]

    assert (of_host["isMuted"], of_host["isVideoOff"]) == (True, True)
    assert (of_host["isScreenSharing"], of_host["isHandRaised"]) == (False, False)
    assert (of_bob["isScreenSharing"], of_bob["isHandRaised"]) == (True, True)
    raised_at = datetime.fromisoformat(of_bob["handRaisedAt"])
    assert 0 <= (datetime.now(UTC) - raised_at).total_seconds() < 60
    assert (of_bob["isMuted"], of_bob["isVideoOff"]) == (False, False)


def test_turn_credentials_are_personal_and_expire(enter: Enter):
    joined = enter("Bob").joined

    turn = joined["iceServers"][1]

    expires_at, _, participant_id = turn["username"].partition(":")
    assert participant_id == joined["participantId"]
    assert 0 < int(expires_at) - time.time() <= 3600
    assert len(base64.b64decode(turn["credential"])) == 20


@pytest.mark.parametrize("code", ["ZZZZZZ", "", "nonsense", "x" * 64, "\x00", "ZZZ-ZZZ"])
def test_an_unknown_code_is_refused(connect: Connecting, room: Room, code: str):
    client = connect({"displayName": "Bob"})

    assert refused_join(client, code) == ("ROOM_NOT_FOUND", "Room not found")
    assert join(client, room)


def test_a_code_may_be_typed_in_several_ways(connect: Connecting, room: Room):
    typed = f" {room.code[:3].lower()}-{room.code[3:].lower()} "
    client = connect({"displayName": "Bob"})

    answer = client.call("join-room", {"roomCode": typed})

    assert answer["roomCode"] == room.code


@every_flavour
def test_a_refused_join_is_an_event_without_an_acknowledgement(connect: Connecting):
    client = connect({"displayName": "Bob"})

    client.emit("join-room", {"roomCode": "ZZZZZZ"})

    assert client.expect("join-error") == {
        "code": "JOIN_FAILED",
        "message": "Room not found",
        "reason": "ROOM_NOT_FOUND",
    }
    assert client.expect("error") == {"code": "ROOM_NOT_FOUND", "message": "Room not found"}


def test_a_refused_join_is_only_its_own_event_with_an_acknowledgement(connect: Connecting):
    client = connect({"displayName": "Bob"})

    assert client.call("join-room", {"roomCode": "ZZZZZZ"})["reason"] == "ROOM_NOT_FOUND"

    assert client.expect("join-error")["reason"] == "ROOM_NOT_FOUND"
    client.call("nonsense")
    assert client.received("error") == []


def test_a_guest_may_send_the_name_with_the_join(connect: Connecting, enter: Enter, ann: User):
    host, bob = enter(ann), connect({"displayName": "B."})

    join(bob, ann.rooms.get(), displayName="  Bob\u202e\x00  \n the  builder ")

    assert host.expect("user-joined")["participant"]["displayName"] == "Bob the builder"


@pytest.mark.parametrize("name", [None, "", "   ", "\u200b\u202e", "\x00"])
def test_a_guest_without_a_visible_name_is_refused(
    connect: Connecting, room: Room, name: str | None
):
    client = connect()

    assert refused_join(client, room.code, displayName=name)[0] == "INVALID_PAYLOAD"
    assert join(client, room, displayName="Bob")


def test_an_account_joins_with_its_own_name(
    connect: Connecting, enter: Enter, room: Room, new_account: NewAccount
):
    host, bob = enter(room.host), connect_as(connect, new_account("Bob"))

    join(bob, room, displayName="Ann")

    assert host.expect("user-joined")["participant"]["displayName"] == "Bob"


def test_a_second_join_on_one_socket_keeps_the_seat(enter: Enter, room: Room, ann: User):
    host, bob = enter(ann), enter("Bob")
    host.expect("user-joined")

    again = join(bob, room)

    assert again["participantId"] == bob.joined["participantId"]
    assert host.received_names() == ["user-left", "user-joined"]
    assert [other["socketId"] for other in again["participants"]] == [host.peer_id]


def test_joining_another_room_leaves_the_first(enter: Enter, new_account: NewAccount, ann: User):
    other_room = create_room(new_account("Zoe"))
    host, bob = enter(ann), enter("Bob")

    join(bob, other_room)

    assert host.expect("user-left") == {"socketId": bob.peer_id}
    assert enter("Cy").joined["participants"][-1]["socketId"] == host.peer_id


PASTED = [
    "{}.",
    "（{}）",
    "https://meet.example.org/{}?utm_source=mail#now",
    "<http://meetme/{}/>,",
]
JOINS = {
    "/": ("join-room", "roomCode", "displayName", "room-joined"),
    "/rtcio": ("join-room", "roomId", "name", "join-ok"),
    "/webrtc-demo": ("join_room", "roomName", "personName", "user_joined"),
}


@pytest.mark.parametrize("pasted", PASTED)
@pytest.mark.parametrize("namespace", JOINS)
def test_a_room_is_found_by_a_pasted_link_or_code(
    connect: Connecting, enter: Enter, room: Room, pasted: str, namespace: str
):
    event, code, name, answer = JOINS[namespace]
    host, bob = enter(room.host), connect(namespace=namespace)

    bob.emit(event, {code: pasted.format(room.code.lower()), name: "Bob"})

    bob.expect(answer)
    assert host.expect("user-joined")["participant"]["displayName"] == "Bob"
