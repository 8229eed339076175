"""Requests with an ambiguous length or host are refused."""

import json

import pytest

from tests.hostile.bare import POLLING, WEBSOCKET, Bare, opened, poll
from tests.servers.meet import MeetServer

HANDSHAKE = (
    b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)
LENGTHS = {
    "thousands of digits": b"9" * 5000,
    "thousands of zeros": b"0" * 5000 + b"5",
    "nineteen digits": b"1" * 19,
    "a sign": b"+5",
    "a digit of another script": "²".encode("latin-1"),
    "two numbers": b"5, 5",
    "nothing": b"",
}
CODINGS = {
    "identity": [b"identity"],
    "identity before chunked": [b"identity", b"chunked"],
    "identity after chunked": [b"chunked", b"identity"],
    "both in one": [b"identity, chunked"],
    "chunked twice": [b"chunked", b"chunked"],
    "another": [b"gzip"],
    "another before chunked": [b"gzip, chunked"],
    "nothing": [b""],
    "chunked in quotes": [b'"chunked"'],
}

pytestmark = pytest.mark.parametrize("server", ["impatient_server"], indirect=True)


@pytest.mark.parametrize("length", LENGTHS.values(), ids=LENGTHS)
@pytest.mark.parametrize("target", ["/", "/api/auth/login", POLLING])
def test_a_length_that_is_no_number_of_bytes_is_refused(
    server: MeetServer, target: str, length: bytes
):
    before = server.process.log_length()
    with Bare(server.address) as bare:
        bare.send(head("POST", target, b"Content-Length: " + length))
        assert_bad(bare)
    assert server.process.log_since(before) == ""


def test_a_length_of_eighteen_digits_is_too_large(server: MeetServer):
    with Bare(server.address) as bare:
        bare.send(head("POST", "/", b"Content-Length: " + b"9" * 18))
        assert bare.response()[0] == 413


@pytest.mark.parametrize("codings", CODINGS.values(), ids=CODINGS)
def test_a_body_is_chunked_and_nothing_else(server: MeetServer, codings: list[bytes]):
    fields = b"\r\n".join(b"Transfer-Encoding: " + coding for coding in codings)
    with Bare(server.address) as bare:
        bare.send(head("POST", "/", fields) + b"0\r\n\r\n")
        assert bare.response()[0] in (400, 501)
        assert bare.seconds_until_closed() < 1


@pytest.mark.parametrize("coding", [b"chunked", b"Chunked", b"\tCHUNKED "])
def test_a_chunked_body_is_taken(server: MeetServer, coding: bytes):
    with Bare(server.address) as bare:
        bare.send(
            head("POST", "/nowhere", b"Transfer-Encoding: " + coding) + b"1\r\nx\r\n0\r\n\r\n"
        )
        assert bare.response()[0] in (403, 404)
        bare.request("GET", "/nowhere")
        assert bare.response()[0] == 404


@pytest.mark.parametrize(("size", "status"), [(2, 200), (64 * 1024, 200), (64 * 1024 + 1, 400)])
def test_a_chunked_body_brings_packets_to_a_polling_client(
    server: MeetServer, size: int, status: int
):
    sid = opened(poll(server.address)[1])["sid"]
    packet = b"40" + b" " * (size - 2)
    chunks = b"1\r\n4\r\n%x\r\n%b\r\n0\r\n\r\n" % (size - 1, packet[1:])
    with Bare(server.address) as bare:
        bare.send(head("POST", f"{POLLING}&sid={sid}", b"Transfer-Encoding: chunked") + chunks)
        assert bare.response()[0] == status


@pytest.mark.parametrize("size", [b"f" * 1100, b"-1", b"0x5", b"", b"1_0"])
def test_the_size_of_a_chunk_is_bounded(server: MeetServer, size: bytes):
    with Bare(server.address) as bare:
        bare.send(head("POST", "/", b"Transfer-Encoding: chunked") + size + b"\r\n" + b"x" * 2000)
        assert bare.response()[0] == 400


@pytest.mark.parametrize("hosts", [0, 2])
@pytest.mark.parametrize("target", ["/", "/api/rooms", "/static/x.css", POLLING])
def test_a_request_names_one_host(server: MeetServer, target: str, hosts: int):
    with Bare(server.address) as bare:
        bare.send(f"GET {target} HTTP/1.1\r\n{hosts * HOST}X: y\r\n\r\n".encode())
        assert_bad(bare)


def test_a_request_of_http_1_0_may_name_none(server: MeetServer):
    for hosts, status in ((0, 200), (1, 200), (2, 400)):
        with Bare(server.address) as bare:
            bare.send(f"GET /api/schema HTTP/1.0\r\n{hosts * HOST}X: y\r\n\r\n".encode())
            assert bare.response()[0] == status


@pytest.mark.parametrize("hosts", [0, 2])
@pytest.mark.parametrize("is_kept_alive", [False, True])
def test_a_websocket_names_one_host(server: MeetServer, hosts: int, is_kept_alive: bool):
    with Bare(server.address) as bare:
        if is_kept_alive:
            bare.request("GET", "/robots.txt")
            bare.response()
        bare.send(f"GET {WEBSOCKET} HTTP/1.1\r\n{hosts * HOST}".encode() + HANDSHAKE + b"\r\n")
        assert bare.response()[0] == 400


@pytest.mark.parametrize(
    ("asked", "answered"),
    [("chat", "chat"), ("v2.meet, chat", "v2.meet"), ("chat ,  other", "chat"), (None, None)],
)
def test_of_the_subprotocols_asked_for_the_first_is_spoken(
    server: MeetServer, asked: str | None, answered: str | None
):
    fields = b"X: y" if asked is None else f"Sec-WebSocket-Protocol: {asked}".encode()
    with Bare(server.address) as bare:
        bare.send(head("GET", WEBSOCKET, HANDSHAKE + fields))
        status, headers, _ = bare.response()
        assert (status, headers.get("sec-websocket-protocol")) == (101, answered)
        assert bare.packet().startswith("0{")


@pytest.mark.parametrize("asked", ["chat, chat", "chat,,other", "ch at", "(chat)", "é", ","])
def test_what_is_no_list_of_subprotocols_is_refused(server: MeetServer, asked: str):
    fields = f"Sec-WebSocket-Protocol: {asked}".encode()
    with Bare(server.address) as bare:
        bare.send(head("GET", WEBSOCKET, HANDSHAKE + fields))
        assert bare.response()[0] == 400


HOST = "Host: 127.0.0.1\r\n"


def head(method: str, target: str, fields: bytes) -> bytes:
    return f"{method} {target} HTTP/1.1\r\n{HOST}".encode() + fields + b"\r\n\r\n"


def assert_bad(bare: Bare) -> None:
    status, _, body = bare.response()
    assert (status, json.loads(body)["code"]) == (400, "BAD_REQUEST")
    assert bare.seconds_until_closed() < 1
