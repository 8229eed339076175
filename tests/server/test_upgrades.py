"""Upgrades to WebSockets, accepted and refused."""

import base64
import os

import pytest

from tests.hostile.bare import POLLING, WEBSOCKET, Bare, opened, poll
from tests.hostile.frames import frame
from tests.servers.meet import MeetServer

CANDIDATES = [b'42["ice-candidate",{"targetId":"b","candidate":null}]'] * 500
CALL = b'421["get-ice-servers",{}]'
KEY = base64.b64encode(os.urandom(16)).decode()

pytestmark = pytest.mark.parametrize("server", ["impatient_server"], indirect=True)


@pytest.mark.parametrize(
    "headers",
    [
        {"Connection": "Upgrade", "Upgrade": "websocket"},
        {"Connection": "keep-alive, Upgrade", "Upgrade": "websocket"},  # Firefox
        {"Connection": "upgrade", "Upgrade": "WebSocket"},  # nginx
        {"Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits"},
        {"Sec-WebSocket-Protocol": "chat"},
        {"Content-Length": "0"},
    ],
    ids=str,
)
def test_every_way_to_ask_is_understood(server: MeetServer, headers: dict[str, str]):
    with Bare(server.address) as bare:
        assert bare.upgrade(headers=headers) == 101
        assert opened(bare.packet())["upgrades"] == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Connection": "keep-alive"}, 400),
        ({"Sec-WebSocket-Key": ""}, 400),
        ({"Sec-WebSocket-Key": "too short"}, 400),
        ({"Sec-WebSocket-Key": f"{KEY}\u00fc"}, 400),
        ({"Sec-WebSocket-Version": "8"}, 426),
        ({"Sec-WebSocket-Version": ""}, 426),
        ({"Content-Length": "5"}, 400),
        ({"Transfer-Encoding": "chunked"}, 400),
        ({"Host": "stranger.example"}, 403),
        ({"Origin": "https://stranger.example"}, 403),
        ({" Name": "value"}, 400),
    ],
    # Ids by header name, because one of the values differs in each run.
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else str(value),
)
def test_what_is_no_handshake_is_refused_at_once(
    server: MeetServer, headers: dict[str, str], status: int
):
    with Bare(server.address) as bare:
        assert bare.upgrade(headers=headers) == status
        assert bare.seconds_until_closed() < 1


def test_the_version_that_is_spoken_is_told(server: MeetServer):
    with Bare(server.address) as bare:
        bare.request("GET", WEBSOCKET, {**handshake(), "Sec-WebSocket-Version": "99"})
        assert bare.response()[1]["sec-websocket-version"] == "13"


def test_frames_right_behind_the_handshake_are_heard(server: MeetServer):
    with Bare(server.address) as bare:
        assert bare.upgrade(after=frame(b"40") + frame(b'421["get-ice-servers",{}]')) == 101
        opened(bare.packet())
        assert bare.packet().startswith("40{")
        assert bare.packet().startswith("431[")


def test_a_head_may_come_byte_by_byte(server: MeetServer):
    with Bare(server.address) as bare:
        lines = [f"{name}: {value}" for name, value in handshake().items()]
        head = [f"GET {WEBSOCKET} HTTP/1.1", "Host: 127.0.0.1", *lines, "", ""]
        for byte in "\r\n".join(head).encode():
            bare.send(bytes([byte]))
        assert bare.response()[0] == 101


def test_a_connection_that_was_kept_alive_is_upgraded(server: MeetServer):
    with Bare(server.address) as bare:
        bare.request("GET", "/nowhere")
        assert bare.response()[0] == 404
        assert bare.upgrade() == 101
        opened(bare.packet())
        bare.send_packet("40")
        assert bare.packet().startswith("40{")


def test_a_poll_and_its_upgrade_may_share_a_connection(server: MeetServer):
    sid = opened(poll(server.address)[1])["sid"]
    with Bare(server.address) as bare:
        bare.request("POST", f"{POLLING}&sid={sid}", body=b"40")
        assert bare.response()[0] == 200
        assert bare.upgrade(f"{WEBSOCKET}&sid={sid}") == 101
        bare.send_packet("2probe")
        assert bare.packet() == "3probe"
        bare.send_packet("5")
        assert bare.packet().startswith("40{")


def test_everything_that_waited_for_an_upgrade_is_heard(server: MeetServer):
    """A client sends its waiting packets directly behind the one that ends its upgrade."""
    sid = opened(poll(server.address)[1])["sid"]
    with Bare(server.address) as bare:
        bare.upgrade(f"{WEBSOCKET}&sid={sid}")
        bare.send_packet("2probe")
        assert bare.packet() == "3probe"
        bare.send(b"".join(map(frame, [b"5", b"40", *CANDIDATES, CALL])))
        assert (bare.packet() or "").startswith("40{")
        refused = [bare.packet() for _ in CANDIDATES]
        assert all((packet or "").startswith('42["error"') for packet in refused)
        assert (bare.packet() or "").startswith("431[")


def test_everything_that_waited_for_a_request_is_heard(server: MeetServer):
    sid = opened(poll(server.address)[1])["sid"]
    waited = b"\x1e".join([b"40", *CANDIDATES, CALL]).decode()
    assert poll(server.address, f"{POLLING}&sid={sid}", waited)[0] == 200
    answers = ""
    while "431[" not in answers:
        status, answer = poll(server.address, f"{POLLING}&sid={sid}")
        assert status == 200
        answers += answer
    assert answers.count("NOT_IN_ROOM") == len(CANDIDATES) + 1


@pytest.mark.parametrize("target", ["/", "/api/rooms", "/socket.io", "/nowhere"])
@pytest.mark.parametrize("is_kept_alive", [False, True])
def test_nothing_else_becomes_a_websocket(server: MeetServer, target: str, is_kept_alive: bool):
    with Bare(server.address) as bare:
        if is_kept_alive:
            bare.request("GET", "/robots.txt")
            bare.response()
        assert bare.upgrade(target) in (200, 401, 404, 400)


@pytest.mark.parametrize(
    "query", ["", "EIO=4", "EIO=4&transport=polling", "EIO=3&transport=websocket"]
)
def test_a_websocket_of_another_protocol_is_refused(server: MeetServer, query: str):
    with Bare(server.address) as bare:
        assert bare.upgrade(f"/socket.io/?{query}") == 403


@pytest.mark.parametrize("token", ["h2c", "TLS/1.0", "websocket, h2c"])
def test_other_upgrades_are_passed_over(server: MeetServer, token: str):
    with Bare(server.address) as bare:
        bare.request("GET", "/", {"Connection": "Upgrade", "Upgrade": token})
        assert bare.response()[0] == 200


def test_a_socket_can_be_upgraded_once(server: MeetServer):
    with Bare(server.address) as first, Bare(server.address) as second:
        first.upgrade()
        sid = opened(first.packet())["sid"]
        assert second.upgrade(f"{WEBSOCKET}&sid={sid}") in (400, 403)
        first.send_packet("40")
        assert first.packet().startswith("40{")


def handshake() -> dict[str, str]:
    return {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": KEY,
    }
