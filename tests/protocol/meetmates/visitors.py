"""Clients of MeetMates, and the way they are paired."""

from collections.abc import Callable

from tests.clients.client import Client

NAMESPACE = "/meetmates"
PAGE = "/meetmates-page"
OFFER = {"type": "offer", "sdp": "v=0\r\n", "extra": [1]}
ANSWER = {"type": "answer", "sdp": "v=0\r\n"}
CANDIDATE = {"candidate": "candidate:1 1 udp 1 10.0.0.1 9 typ host", "sdpMid": "0"}

Visit = Callable[..., Client]


def pair(first: Client, second: Client, *, with_video: bool = True) -> None:
    """Pair two clients, which both receive `waiting` first."""
    for client in (first, second):
        client.call("findChat", "anybody@else.example", with_video)
        client.expect("waiting")
    for client, partner in ((first, second), (second, first)):
        started = client.expect("chatStart")
        assert started == {"withVideo": with_video, "partnerId": partner.peer_id}


def assert_only_counts(*clients: Client) -> None:
    for client in clients:
        assert set(client.received_names()) <= {"onlineUsers"}


def wait_for_count(client: Client, count: int) -> None:
    """Wait for this count of visitors; skip counts that include leaving clients."""
    while client.expect("onlineUsers") != count:
        pass
