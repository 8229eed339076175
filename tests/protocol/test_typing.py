"""The others are told once who is typing, and when it ends."""

import time

from accounts.models import User
from tests.clients.connecting import Connecting
from tests.clients.flavours import every_flavour
from tests.protocol.joining import Enter, connect_as, refusal

TYPING_SECONDS = 0.5  # the setting of the test server
TICK_SECONDS = 0.5


def test_a_client_outside_rooms_can_not_type(connect: Connecting, enter: Enter):
    bob, stranger = enter("Bob"), connect_as(connect, "Gil")

    assert refusal(stranger, "typing-start", {}) == "NOT_IN_ROOM"

    assert bob.received("user-typing") == []


@every_flavour
def test_the_others_are_told_when_typing_starts_and_stops(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")

    bob.call("typing-start", {})
    assert host.expect("user-typing") == typing(bob.peer_id, True)

    bob.call("typing-stop", {})
    assert host.expect("user-typing") == typing(bob.peer_id, False)
    assert bob.received("user-typing") == []


def test_continued_typing_is_told_once(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")

    for _ in range(5):
        bob.call("typing-start", {})

    assert host.received("user-typing") == [typing(bob.peer_id, True)]


def test_typing_times_out(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")
    began = time.monotonic()
    bob.call("typing-start", {})
    host.expect("user-typing", isTyping=True)

    host.expect("user-typing", isTyping=False)

    assert TYPING_SECONDS <= time.monotonic() - began < TYPING_SECONDS + TICK_SECONDS + 2


def test_typing_ends_with_the_message(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")
    bob.call("typing-start", {})

    bob.call("chat-message", {"content": "Done"})

    assert host.received_names() == ["user-joined", "user-typing", "user-typing", "chat-message"]


def test_typing_ends_with_the_leave(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")
    bob.call("typing-start", {})

    bob.call("leave-room", {})

    assert host.received_names() == ["user-joined", "user-typing", "user-typing", "user-left"]


def test_a_stop_without_a_start_is_not_told(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")

    assert bob.call("typing-stop", {}) == {"success": True}

    assert host.received("user-typing") == []


def typing(peer_id: str, is_typing: bool) -> dict:
    return {"socketId": peer_id, "displayName": "Bob", "isTyping": is_typing}
