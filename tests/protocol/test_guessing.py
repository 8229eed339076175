"""Unknown codes are counted by address, over sockets and REST together."""

import pytest
import requests

from rooms.models import Room
from tests.clients.connecting import Connecting
from tests.protocol.joining import connect_as, join, refused_join
from tests.servers.meet import MeetServer

pytestmark = pytest.mark.parametrize("server", ["guarded_server"], indirect=True)


def test_guesses_over_sockets_and_rest_count_together(
    connect: Connecting, server: MeetServer, room: Room
):
    host, guest = connect_as(connect, room.host), connect_as(connect, "Gil")
    assert join(host, room)

    for code in ("ZZZZZZ", "not a code", "zzz-zzz"):
        assert refused_join(guest, code) == ("ROOM_NOT_FOUND", "Room not found")
    assert look_up(server, "YYYYYY") == (404, "ROOM_NOT_FOUND")

    assert look_up(server, room.code) == (429, "TOO_MANY_GUESSES")
    answer = guest.call("join-room", {"roomCode": room.code})
    assert (answer["reason"], answer["canRetryAfterSeconds"]) == ("TOO_MANY_GUESSES", 300)
    assert host.call("toggle-hand-raise", {"raised": True}) == {"success": True}
    assert join(connect_as(connect, room.host), room)


def look_up(server: MeetServer, code: str) -> tuple[int, str]:
    response = requests.get(f"{server.url}/api/rooms/code/{code}", timeout=10)
    return response.status_code, response.json()["code"]


def test_opening_ad_hoc_rooms_blocks_nobody(connect: Connecting, room: Room):
    pages = [connect(namespace="/rtcio") for _ in range(6)]
    for number, page in enumerate(pages):
        name = f"AAAAA{number}"
        page.emit("join-room", {"roomId": name, "name": "Gil"})
        page.expect("join-ok", roomId=name)

    assert join(connect_as(connect, room.host), room)
