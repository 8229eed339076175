"""Clients that send a screen beside the camera, and clients that do not."""

from typing import Any

import pytest

from accounts.guests import COOKIE_NAME
from accounts.models import User
from rooms.models import Room
from tests.clients.client import Client
from tests.clients.connecting import Connecting
from tests.protocol.joining import connect_as, guest_cookie, join, knock, refusal
from tests.protocol.speaking import OFFER, Language, Person, demo, rtcio
from tests.servers.meet import MeetServer

TWO_PICTURES = {"capabilities": ["seats", "two-pictures"]}
ONE_PICTURE = {"capabilities": ["seats"]}
SOURCES = {"0": "microphone", "1": "camera", "2": "screen"}


def enter(
    connect: Connecting, room: Room, who: str | User, fields: dict[str, Any], **connection: Any
) -> Client:
    client = connect_as(connect, who, **connection)
    client.joined = join(client, room, **fields)
    return client


def has_two_pictures(client: Client) -> list[bool]:
    return [one["hasTwoPictures"] for one in client.joined["participants"]]


def test_everybody_is_told_who_understands_a_second_picture(
    connect: Connecting, room: Room
) -> None:
    host = enter(connect, room, room.host, ONE_PICTURE)

    bob = enter(connect, room, "Bob", TWO_PICTURES)

    assert bob.joined["self"]["hasTwoPictures"] is True
    assert host.expect("user-joined")["participant"]["hasTwoPictures"] is True
    assert has_two_pictures(bob) == [False]
    cy = enter(connect, room, "Cy", {})
    assert has_two_pictures(cy) == [False, True]


def test_a_person_who_was_admitted_keeps_the_capability(connect: Connecting, room: Room) -> None:
    room.settings.waiting_room = True
    room.settings.save()
    host = enter(connect, room, room.host, ONE_PICTURE)
    bob = connect_as(connect, "Bob")
    waiting = knock(bob, room, **TWO_PICTURES)

    host.call("admit-participant", {"targetId": waiting["participantId"]})

    assert bob.expect("room-joined")["self"]["hasTwoPictures"] is True


def test_the_others_are_told_when_another_client_takes_the_seat(
    connect: Connecting, room: Room, server: MeetServer
) -> None:
    watcher = enter(connect, room, room.host, TWO_PICTURES)
    page = {"cookies": {COOKIE_NAME: guest_cookie()}, "origin": server.url}
    enter(connect, room, "Bob", TWO_PICTURES, **page)
    watcher.expect("user-joined")
    resumed = []
    for fields in (TWO_PICTURES, ONE_PICTURE, TWO_PICTURES):
        enter(connect, room, "Bob", fields, **page)
        resumed.append(watcher.expect("participant-resumed").get("hasTwoPictures"))

    assert resumed == [None, False, True]


def test_a_size_is_requested_for_the_camera_unless_the_screen_is_named(
    connect: Connecting, room: Room
) -> None:
    host = enter(connect, room, room.host, TWO_PICTURES)
    bob = enter(connect, room, "Bob", TWO_PICTURES)
    size = {"targetId": host.peer_id, "width": 640, "height": 360}

    bob.call("request-pictures", {"pictures": [size, {**size, "source": "screen"}]})

    requested = [host.expect("picture-requested") for _ in range(2)]
    assert [one["source"] for one in requested] == ["camera", "screen"]
    wrong = {"pictures": [{**size, "source": "microphone"}]}
    assert refusal(bob, "request-pictures", wrong) == "INVALID_PAYLOAD"


@pytest.mark.parametrize("theirs", [rtcio, demo], ids=lambda language: language.name)
def test_clients_of_other_protocols_get_descriptions_without_sources(
    connect: Connecting, room: Room, theirs: Language
) -> None:
    nat = Person(connect({"displayName": "Nat"}), "Nat", room.code)
    ann = Person(connect(namespace=theirs.namespace), "Ann", room.code)
    theirs.join(ann)
    join(nat.client, room, **TWO_PICTURES)

    nat.client.call("offer", {"targetId": ann.id, "sdp": OFFER, "sources": SOURCES})

    ((name, payload),) = theirs.offered(nat, ann)
    assert ann.client.expect(name) == payload


def test_the_screen_of_a_page_that_returns_by_itself_is_still_shared(
    connect: Connecting, room: Room, server: MeetServer
) -> None:
    watcher = enter(connect, room, room.host, TWO_PICTURES)
    page = {"cookies": {COOKIE_NAME: guest_cookie()}, "origin": server.url}
    bob = enter(connect, room, "Bob", TWO_PICTURES, **page)
    bob.call("start-screen-share", {})
    watcher.take_received()

    by_itself = {**TWO_PICTURES, "previousSocketIds": ["older", bob.peer_id]}
    bob = enter(connect, room, "Bob", by_itself, **page)

    assert bob.joined["self"]["isScreenSharing"] is True
    assert watcher.received_names() == ["participant-resumed"]
    reloaded = enter(connect, room, "Bob", TWO_PICTURES, **page)
    assert reloaded.joined["self"]["isScreenSharing"] is False
    assert watcher.expect("screen-share-stopped") == {"socketId": bob.peer_id}
