"""Seats outlive sockets: leaving, lost connections, returning, and a second tab."""

import pytest

from accounts.guests import COOKIE_NAME
from accounts.models import User
from rooms.actions import set_cohost
from rooms.models import Room
from tests.clients.connecting import Connecting
from tests.clients.flavours import FLAVOURS, every_flavour, every_library
from tests.protocol.joining import Enter, connect_as, guest_cookie, join, refusal, refused_join
from tests.servers.meet import MeetServer

ROOM_EVENTS = {
    "leave-room": {},
    "toggle-audio": {"enabled": False},
    "toggle-video": {"enabled": False},
    "start-screen-share": {},
    "stop-screen-share": {},
    "toggle-hand-raise": {"raised": True},
    "chat-message": {"content": "Hello"},
    "get-messages": {},
    "get-ice-servers": {},
    "typing-start": {},
    "typing-stop": {},
    "lock-room": {"locked": True},
}
AIMED_EVENTS = {
    "offer": {"sdp": {"type": "offer"}},
    "answer": {"sdp": {"type": "answer"}},
    "ice-candidate": {"candidate": None},
    "mute-participant": {},
    "remove-participant": {},
}


@every_flavour
def test_a_leave_is_told_at_once(enter: Enter, room: Room, ann: User):
    host, bob = enter(ann), enter("Bob")

    assert bob.call("leave-room", {"roomId": str(room.pk)}) == {"success": True}

    assert host.expect("user-left") == {"socketId": bob.peer_id}
    assert enter("Cy").joined["participants"][0]["socketId"] == host.peer_id
    assert not bob.is_closed


def test_a_leaving_account_is_named(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")

    host.call("leave-room", {})

    assert bob.expect("user-left") == {"socketId": host.peer_id, "userId": str(ann.pk)}


def test_a_person_who_left_may_join_again_on_the_same_socket(enter: Enter, room: Room, ann: User):
    host, bob = enter(ann), enter("Bob")
    bob.call("leave-room", {})

    again = join(bob, room)

    assert again["participantId"] != bob.joined["participantId"]
    assert host.received_names() == ["user-joined", "user-left", "user-joined"]


@every_flavour
def test_a_closed_page_is_told_as_a_leave_at_once(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")

    bob.disconnect()

    assert host.expect("user-left") == {"socketId": bob.peer_id}


@every_library
def test_a_lost_network_is_told_as_a_leave(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")

    bob.drop()

    assert host.expect("user-left") == {"socketId": bob.peer_id}


@pytest.mark.parametrize(
    ("event", "fields"), (ROOM_EVENTS | AIMED_EVENTS).items(), ids=ROOM_EVENTS | AIMED_EVENTS
)
def test_a_person_who_left_can_do_nothing_in_the_room(
    enter: Enter, ann: User, event: str, fields: dict
):
    host, bob, owner = enter(ann), enter("Bob"), enter(ann)
    owner.call("leave-room", {})
    known = len(bob.received_names())

    assert refusal(owner, event, {"targetId": bob.peer_id, **fields}) == "NOT_IN_ROOM"

    assert len(bob.received_names()) == known
    host.wait_closed()


@every_library
def test_a_seat_is_resumed_unchanged_after_a_lost_connection(
    connect: Connecting, server: MeetServer, enter: Enter, room: Room
):
    browser = {"cookies": {COOKIE_NAME: guest_cookie()}, "origin": server.url}
    host, bob = enter(room.host), enter("Bob", **browser)
    bob.call("toggle-hand-raise", {"raised": True})
    bob.call("toggle-video", {"enabled": False})
    bob.call("start-screen-share", {})
    host.call("mute-participant", {"targetId": bob.peer_id})
    before = enter("Cy").joined["participants"][1]
    host.expect("user-joined", participant=host_view(host, "Bob"))
    bob.drop()
    host.expect("user-left")

    back = enter("Bob", **browser)

    assert back.joined["participantId"] == bob.joined["participantId"]
    seen = host.expect("user-joined", participant=host_view(host, "Bob"))["participant"]
    assert seen == {**before, "socketId": back.peer_id, "isScreenSharing": False}
    assert seen["isMuted"]
    assert seen["isHandRaised"]


def host_view(host, name: str) -> dict:
    """Return the newest participant of this name in the host's `user-joined` events."""
    joined = [event["participant"] for event in host.received("user-joined")]
    return next(person for person in reversed(joined) if person["displayName"] == name)


def test_a_role_is_resumed(connect: Connecting, enter: Enter, room: Room, ann: User):
    enter("Bob")
    first = enter(ann)
    first.drop()

    again = enter(ann)

    assert again.joined["role"] == "host"
    assert again.joined["participantId"] == first.joined["participantId"]


def test_a_participant_token_resumes_the_seat_without_cookies(
    connect: Connecting, enter: Enter, room: Room
):
    bob = enter("Bob")
    bob.drop()

    back = connect_as(connect, "Bob")
    joined = join(back, room, participantToken=bob.joined["participantToken"])

    assert joined["participantId"] == bob.joined["participantId"]


@pytest.mark.parametrize("token", ["forged", "", None, "x" * 200])
def test_a_forged_participant_token_gives_a_new_seat(
    connect: Connecting, enter: Enter, room: Room, token: str | None
):
    bob = enter("Bob")
    bob.drop()

    joined = join(connect_as(connect, "Bob"), room, participantToken=token)

    assert joined["participantId"] != bob.joined["participantId"]


def test_the_same_name_does_not_resume_the_seat_of_another_person(
    connect: Connecting, enter: Enter, room: Room
):
    bob = enter("Bob")
    bob.drop()

    other = enter("Bob")

    assert other.joined["participantId"] != bob.joined["participantId"]


@every_flavour
def test_a_second_tab_takes_the_seat_over(
    connect: Connecting, server: MeetServer, enter: Enter, ann: User
):
    browser = {"cookies": {COOKIE_NAME: guest_cookie()}, "origin": server.url}
    host, first_tab = enter(ann), enter("Bob", **browser)
    host.expect("user-joined")

    second_tab = enter("Bob", **browser)

    assert first_tab.expect("moved") == {}
    first_tab.wait_closed()
    assert second_tab.joined["participantId"] == first_tab.joined["participantId"]
    assert len(second_tab.joined["participants"]) == 1
    assert host.received_names() == ["user-left", "user-joined"]
    assert host.expect("user-left") == {"socketId": first_tab.peer_id}
    assert host.expect("user-joined")["participant"]["socketId"] == second_tab.peer_id


def test_a_tab_that_joins_by_itself_does_not_take_the_seat_back(
    connect: Connecting, server: MeetServer, enter: Enter, room: Room
):
    browser = {"cookies": {COOKIE_NAME: guest_cookie()}, "origin": server.url}
    first_tab = enter("Bob", **browser)
    first_tab.drop()
    second_tab = enter("Bob", **browser)

    returning = connect_as(connect, "Bob", **browser)
    reason, _ = refused_join(
        returning, room.code, displayName="Bob", previousSocketIds=[first_tab.peer_id]
    )
    assert reason == "MOVED"
    assert second_tab.call("toggle-hand-raise", {"raised": True}) == {"success": True}

    again = join(returning, room, displayName="Bob")
    assert again["participantId"] == second_tab.joined["participantId"]
    assert second_tab.expect("moved") == {}


def test_a_client_that_joins_by_itself_returns_to_its_seat(
    connect: Connecting, server: MeetServer, enter: Enter, room: Room
):
    browser = {"cookies": {COOKIE_NAME: guest_cookie()}, "origin": server.url}
    first = enter("Bob", **browser)
    first.drop()

    second = connect_as(connect, "Bob", **browser)
    ids = ["older", first.peer_id]
    joined = join(second, room, displayName="Bob", previousSocketIds=ids)

    assert joined["participantId"] == first.joined["participantId"]
    third = connect_as(connect, "Bob", **browser)
    ids.append(second.peer_id)
    assert join(third, room, displayName="Bob", previousSocketIds=ids)["participantId"]
    assert second.expect("moved") == {}


def test_closing_the_first_tab_keeps_the_seat_of_the_second(
    connect: Connecting, server: MeetServer, enter: Enter, ann: User
):
    browser = {"cookies": {COOKIE_NAME: guest_cookie()}, "origin": server.url}
    host, first_tab = enter(ann), enter("Bob", **browser)
    second_tab = enter("Bob", **browser)
    first_tab.wait_closed()

    assert second_tab.call("toggle-hand-raise", {"raised": True}) == {"success": True}

    assert host.received("user-hand-raised") == [
        {"socketId": second_tab.peer_id, "displayName": "Bob"}
    ]
    assert len(host.received("user-left")) == 1


def test_clients_of_both_libraries_and_all_transports_meet(enter: Enter, room: Room):
    people = [enter(name, flavour=flavour) for name, flavour in FLAVOURS.items()]

    people[0].call("chat-message", {"content": "Everybody here?"})

    for client in people:
        assert client.expect("chat-message")["senderName"] == "python-websocket"


def test_a_revoked_cohost_returns_as_a_participant(
    connect: Connecting, enter: Enter, room: Room, new_account
):
    cleo = new_account("Cleo")
    set_cohost(room, room.host, cleo, True)
    first = enter(cleo)
    first.drop()
    set_cohost(room, room.host, cleo, False)

    again = enter(cleo)

    assert (first.joined["role"], again.joined["role"]) == ("cohost", "participant")
