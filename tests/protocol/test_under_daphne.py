"""The application under stock daphne serves the same protocol."""

import pytest

from accounts.models import User
from rooms.actions import create_room
from tests.clients.connecting import Connecting
from tests.clients.flavours import every_flavour
from tests.protocol.joining import Enter, join, session_cookies
from tests.servers.meet import MeetServer

pytestmark = pytest.mark.parametrize("server", ["daphne_server"], indirect=True)


@every_flavour
def test_people_meet(enter: Enter, ann: User):
    host, bob = enter(ann), enter("Bob")

    bob.emit("offer", {"targetId": host.peer_id, "sdp": {"type": "offer", "sdp": "v=0"}})
    host.call("chat-message", {"content": "Hello"})

    assert host.expect("offer")["senderId"] == bob.peer_id
    assert bob.expect("chat-message")["content"] == "Hello"

    bob.disconnect()
    assert host.expect("user-left") == {"socketId": bob.peer_id}


def test_a_session_counts(connect: Connecting, server: MeetServer, ann: User):
    client = connect(cookies=session_cookies(ann), origin=server.url)

    assert join(client, create_room(ann))["isHost"] is True
