"""Packets that no client library sends are refused, or reported once before the close."""

import json

import pytest
import requests
from django.conf import settings

from rooms.models import Room
from signaling.dialects.native import NATIVE
from tests.clients.client import Client
from tests.clients.raw import RawClient
from tests.protocol.joining import ConnectRaw, Enter
from tests.servers.meet import SETTINGS, MeetServer

MALFORMED = {
    "nothing": "",
    "no packet type": "x",
    "an unknown packet type": "9",
    "an event without a payload": "2",
    "an event without a name": "2[]",
    "an event whose name is a number": "2[7]",
    "an event whose name is null": "2[null,{}]",
    "an event that is an object": '2{"name":"x"}',
    "an event that is cut": '2["toggle-audio",{"enabled":tr',
    "an event with something behind it": '2["toggle-audio",{}]]',
    "a number that is none": '2["toggle-audio",{"enabled":NaN}]',
    "a number out of reach": '2["toggle-audio",{"enabled":-Infinity}]',
    "an event with an attachment": '51-["toggle-audio",{"_placeholder":true,"num":0}]',
    "a thousand attachments": '51000-["toggle-audio"]',
    "an answer with an attachment": "61-7[]",
    "a refusal of the connection": '4{"message":"no"}',
    "an event that nobody hears, cut": '2/nowhere,["x",{"a"',
    "an unknown event that is cut": '2["no-such-event",{"a"',
    "an acknowledgement number without end": "2" + "1" * 200 + '["x"]',
}
RESERVED = ["connect", "disconnect", "connect_error", "disconnecting", "newListener"]


@pytest.fixture
def neighbour(enter: Enter, room: Room) -> Client:
    """Give the host of the room, who must get only the events of joins and leaves."""
    return enter(room.host)


@pytest.fixture
def intruder(connect_raw: ConnectRaw, room: Room, neighbour: Client) -> RawClient:
    """Give a client in the room that can send any packet."""
    client = connect_raw()
    client.connect({"displayName": "Mallory"})
    assert client.call("join-room", {"roomCode": room.code})["success"]
    neighbour.expect("user-joined")
    return client


@pytest.mark.parametrize("packet", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_packet_is_reported_once_and_ends_the_connection(
    intruder: RawClient, neighbour: Client, packet: str
):
    intruder.send(packet)

    assert_told_once_and_closed(intruder, "MALFORMED")
    assert_undisturbed(neighbour)


@pytest.mark.parametrize("name", RESERVED)
def test_a_reserved_event_name_ends_the_connection(
    intruder: RawClient, neighbour: Client, name: str
):
    intruder.send(json.dumps([name, {"sid": "x"}]).join(("2", "")))

    assert_told_once_and_closed(intruder, "RESERVED_EVENT")
    assert_undisturbed(neighbour)


def test_a_binary_packet_ends_the_connection(intruder: RawClient, neighbour: Client):
    intruder.send_binary(b"\x00\x01")

    assert_told_once_and_closed(intruder, "MALFORMED")
    assert_undisturbed(neighbour)


def test_a_second_connect_changes_nothing(intruder: RawClient, neighbour: Client):
    intruder.send('0{"token":"x"}')

    assert intruder.call("get-ice-servers", {})["success"] is True
    assert_undisturbed(neighbour)


def test_a_message_over_64_kib_ends_the_connection(intruder: RawClient, neighbour: Client):
    intruder.send(f'21["chat-message",{{"content":"{"x" * 70_000}"}}]')

    assert not [packet for packet in intruder.receive_until_closed() if packet.startswith("31")]
    assert_undisturbed(neighbour)


def a_large_event(name: str, size: int, ack_id: int = 1) -> str:
    """Return a packet of this many bytes, with the type of the Engine.IO packet."""
    start, end = f'2{ack_id}["{name}",{{"padding":"', '"}]'
    return start + "x" * (size - 1 - len(start + end)) + end


@pytest.mark.parametrize("name", settings.LARGE_EVENTS)
def test_a_description_for_a_media_server_may_have_320_kib(
    intruder: RawClient, neighbour: Client, name: str
):
    assert name in NATIVE.hears
    intruder.send(a_large_event(name, settings.LARGE_MESSAGE_BYTES))
    assert intruder.call("get-ice-servers", {})["success"] is True

    intruder.send(a_large_event(name, settings.LARGE_MESSAGE_BYTES + 1, ack_id=2))
    answers = intruder.receive_until_closed()
    assert not [packet for packet in answers if packet.startswith("32[")]
    assert_undisturbed(neighbour)


def test_many_large_descriptions_are_a_flood(intruder: RawClient, neighbour: Client):
    for number in range(40):
        try:
            intruder.send(a_large_event("publish-media", 100_000, ack_id=number + 10))
        except ConnectionError:
            break

    told = [packet for packet in intruder.receive_until_closed() if "RATE_LIMITED" in packet]
    assert len(told) == 1
    assert_undisturbed(neighbour)


def test_a_large_description_may_be_posted(server: MeetServer, neighbour: Client):
    address = f"{server.url}/socket.io/?EIO=4&transport=polling"
    sid = json.loads(requests.get(address, timeout=5).text[1:])["sid"]
    large = "4" + a_large_event("publish-media", 200_000)

    assert requests.post(f"{address}&sid={sid}", data=large, timeout=5).status_code == 200
    assert_undisturbed(neighbour)


def test_a_large_message_does_not_follow_a_description_in_one_post(
    server: MeetServer, neighbour: Client
):
    address = f"{server.url}/socket.io/?EIO=4&transport=polling"
    sid = json.loads(requests.get(address, timeout=5).text[1:])["sid"]
    url = f"{address}&sid={sid}"
    assert requests.post(url, data="40", timeout=5).ok
    description = "4" + a_large_event("publish-media", 1000)
    message = "4" + a_large_event("chat-message", 100_000, ack_id=2)
    requests.post(url, data=f"{description}\x1e{message}", timeout=5)

    answers = ""
    while (polled := requests.get(url, timeout=5)).ok:
        answers += polled.text
    assert "431[" in answers
    assert "432[" not in answers
    assert_undisturbed(neighbour)


def test_a_flood_is_reported_once_and_closed(intruder: RawClient, neighbour: Client):
    for number in range(1000):
        try:
            intruder.send(f'2["toggle-audio",{{"enabled":{str(number % 2 == 0).lower()}}}]')
        except ConnectionError:
            break

    assert_told_once_and_closed(intruder, "RATE_LIMITED")
    neighbour.expect("user-left")
    assert len(neighbour.received("user-toggle-audio")) <= 450
    assert neighbour.call("chat-message", {"content": "Still here"})["success"]


def test_a_flood_of_invalid_packets_is_closed(intruder: RawClient, neighbour: Client):
    for _ in range(1000):
        try:
            intruder.send('2["nonsense"]')
        except ConnectionError:
            break

    codes = [
        json.loads(packet[1:])[1]["code"]
        for packet in intruder.receive_until_closed()
        if packet != "1"
    ]
    assert codes.count("RATE_LIMITED") == 1
    assert_undisturbed(neighbour)


def test_a_socket_that_never_connects_gets_no_events(connect_raw: ConnectRaw, neighbour: Client):
    silent = connect_raw()
    silent.send('21["toggle-audio",{"enabled":true}]')
    neighbour.call("chat-message", {"content": "between us"})

    silent.send("0")

    assert silent.receive().startswith('0{"sid":')


def test_leaving_the_namespace_leaves_the_room(intruder: RawClient, neighbour: Client, room: Room):
    intruder.send("1")

    neighbour.expect("user-left")
    intruder.connect({"displayName": "Mallory"})
    assert intruder.call("chat-message", {"content": "?"})["code"] == "NOT_IN_ROOM"


@pytest.mark.parametrize(
    "address",
    [
        "?EIO=4&transport=polling&sid=nobody",
        "?EIO=3&transport=polling",
        "?EIO=4&transport=carrier-pigeon",
        "",
    ],
)
def test_an_invalid_poll_is_a_bad_request(server: MeetServer, address: str):
    response = requests.get(f"{server.url}/socket.io/{address}", timeout=5)

    assert response.status_code == 400


@pytest.mark.parametrize("host", ["stranger.example", "127.0.0.1.stranger.example", "", "a b"])
def test_a_foreign_host_header_gets_no_connection(server: MeetServer, host: str):
    address = f"{server.url}/socket.io/?EIO=4&transport=polling"

    assert requests.get(address, headers={"Host": host}, timeout=5).status_code in (400, 403)
    assert requests.get(address, timeout=5).status_code == 200


def test_a_post_of_too_many_packets_is_reported_once_and_closed(
    server: MeetServer, neighbour: Client
):
    address = f"{server.url}/socket.io/?EIO=4&transport=polling"
    address += f"&sid={json.loads(requests.get(address, timeout=5).text[1:])['sid']}"
    requests.post(address, data="40", timeout=5)
    assert requests.get(address, timeout=5).text.startswith("40")

    too_many = int(SETTINGS["MESSAGES_BURST"]) * settings.CANDIDATES_PER_MESSAGE + 1
    requests.post(address, data="\x1e".join(['42["typing-stop",{}]'] * too_many), timeout=5)

    told = requests.get(address, timeout=5).text
    assert told.count("RATE_LIMITED") == 1
    assert requests.get(address, timeout=5).status_code == 400
    assert_undisturbed(neighbour)


def test_a_post_over_64_kib_is_refused(server: MeetServer, neighbour: Client):
    address = f"{server.url}/socket.io/?EIO=4&transport=polling"
    sid = json.loads(requests.get(address, timeout=5).text[1:])["sid"]

    response = requests.post(f"{address}&sid={sid}", data="4" * 70_000, timeout=5)

    assert response.status_code in (400, 413)
    assert_undisturbed(neighbour)


@pytest.mark.parametrize("frame", ["", "x", "9", "0", "4", "6", "1"])
def test_a_frame_that_is_no_packet_does_not_affect_others(
    intruder: RawClient, neighbour: Client, frame: str
):
    intruder.send_frame(frame)
    intruder.close()

    assert_undisturbed(neighbour)


def assert_told_once_and_closed(client: RawClient, code: str) -> None:
    packets = [packet for packet in client.receive_until_closed() if packet.startswith("2")]
    events = [json.loads(packet[1:]) for packet in packets]
    (told,) = [payload for name, payload, _offset in events if name == "error"]
    assert told["code"] == code
    assert told["message"]


def assert_undisturbed(neighbour: Client) -> None:
    assert set(neighbour.received_names()) <= {"user-left"}
    assert neighbour.call("chat-message", {"content": "Still here"})["success"]
