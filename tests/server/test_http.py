"""HTTP requests on the server of the sockets: limits, order, and a quiet log."""

import json
import time
from contextlib import ExitStack

import pytest
import requests

from tests.hostile.bare import POLLING, Bare, poll
from tests.server.running import resident_bytes
from tests.servers.meet import FRIENDLY_ORIGIN, MeetServer

STRANGE_ORIGIN = "https://stranger.example"
LARGE_BYTES = 20_000_000

pytestmark = pytest.mark.parametrize("server", ["impatient_server"], indirect=True)


@pytest.mark.parametrize("target", ["/", "/api/auth/login", POLLING, "/nowhere"])
def test_a_large_body_is_refused_from_its_header(server: MeetServer, target: str):
    with Bare(server.address) as bare:
        bare.request("POST", target, {"Content-Length": str(LARGE_BYTES)}, b"x")
        status, headers, body = bare.response()
        assert (status, headers["content-type"]) == (413, "application/json")
        assert json.loads(body) == {
            "statusCode": 413,
            "code": "TOO_LARGE",
            "message": "The body is too large",
        }
        assert bare.seconds_until_closed() < 1


def test_a_foreign_host_is_refused_and_not_a_word_logged(server: MeetServer):
    before = len(server.process.log_since(0))
    response = requests.get(server.url, headers={"Host": "stranger.example"}, timeout=10)
    assert response.status_code == 400
    assert server.process.log_since(0)[before:] == ""


def test_a_body_of_a_megabyte_is_taken(server: MeetServer):
    with Bare(server.address) as bare:
        bare.request("POST", "/api/auth/login", body=b"x" * 1024 * 1024)
        assert bare.response()[0] in (400, 415)


def test_ten_large_bodies_at_once_cost_no_memory(server: MeetServer):
    before = resident_bytes(server.process.pid)
    chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    with ExitStack() as leaving:
        for number in range(10):
            bare = leaving.enter_context(Bare(server.address))
            if number % 2:
                bare.request("POST", "/", {"Content-Length": str(LARGE_BYTES)})
                bare.send_what_is_taken(b"x" * LARGE_BYTES)
            else:
                bare.request("POST", "/", {"Transfer-Encoding": "chunked"})
                bare.send_what_is_taken(chunk * 20)
        assert resident_bytes(server.process.pid) - before < 20_000_000


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Length": "-1"}, 400),
        ({"Content-Length": "1e3"}, 400),
        ({"Content-Length": "10", "Transfer-Encoding": "chunked"}, 400),
        ({"Transfer-Encoding": "gzip, chunked"}, 400),
        ({"Na me": "x"}, 400),
    ],
    ids=str,
)
def test_a_request_that_is_none_is_refused(
    server: MeetServer, headers: dict[str, str], status: int
):
    with Bare(server.address) as bare:
        bare.request("POST", "/", headers)
        assert bare.response()[0] in (status, 501)


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"\0" * 100 + b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\r\n\r\n",
    ],
    ids=repr,
)
def test_what_is_no_http_ends_quietly(server: MeetServer, data: bytes):
    before = server.process.log_length()
    with Bare(server.address) as bare:
        bare.send(data)
        bare.socket.shutdown(1)
        assert bare.seconds_until_closed() < 3
    assert server.process.log_since(before) == ""


def test_a_body_that_comes_too_slowly_is_given_up(server: MeetServer):
    with Bare(server.address) as bare:
        bare.request("POST", "/", {"Content-Length": "100"})
        begin = time.monotonic()
        bare.socket.settimeout(0.2)
        while time.monotonic() - begin < 4:
            if bare.send_what_is_taken(b"x") == 0:
                break
            time.sleep(0.2)
        assert time.monotonic() - begin < 3.5


def test_a_kept_connection_has_to_ask_again_in_time(server: MeetServer):
    """The time for a slow request line counts from the end of the request before it."""
    with Bare(server.address) as idle, Bare(server.address) as dripping:
        for bare in (idle, dripping):
            bare.request("GET", "/nowhere")
            assert bare.response()[0] == 404
        begin = time.monotonic()
        while dripping.send_what_is_taken(b"G") and time.monotonic() - begin < 10:
            time.sleep(0.2)
        assert 2 < time.monotonic() - begin < 6
        assert idle.seconds_until_closed() < 1


def test_requests_on_one_connection_are_answered_in_order(server: MeetServer):
    with Bare(server.address) as bare:
        for number in range(10):
            bare.request("GET", f"/nowhere/{number}" if number % 2 else "/")
        assert [bare.response()[0] for _ in range(10)] == [200, 404] * 5


def test_a_second_request_that_is_too_large_does_not_spoil_the_first(server: MeetServer):
    with Bare(server.address) as bare:
        bare.request("GET", "/")
        bare.request("POST", "/", {"Content-Length": str(LARGE_BYTES)}, b"x")
        assert [bare.response()[0], bare.response()[0]] == [200, 413]


def test_a_head_has_no_body(server: MeetServer):
    with Bare(server.address) as bare:
        bare.request("HEAD", "/", {"Connection": "close"})
        assert bare.receive_until(b"\r\n\r\n").startswith(b"HTTP/1.1 200 ")
        assert bare.receive_until(b"never") == b""


def test_a_page_may_be_asked_for_without_being_read(server: MeetServer):
    with ExitStack() as leaving:
        for _ in range(20):
            bare = leaving.enter_context(Bare(server.address, receive_buffer_bytes=2048))
            for _ in range(20):
                bare.request("GET", "/")
        assert poll(server.address)[0] == 200


@pytest.mark.parametrize("target", ["/", POLLING])
def test_a_request_that_is_broken_off_is_nobodys_error(server: MeetServer, target: str):
    before = server.process.log_length()
    for _ in range(20):
        bare = Bare(server.address)
        bare.request("GET", target)
        bare.abort()
    assert poll(server.address)[0] == 200
    assert server.process.log_since(before) == ""


def test_a_preflight_from_a_listed_site_is_allowed(server: MeetServer):
    status, headers = preflight(server, FRIENDLY_ORIGIN)
    assert status == 200
    assert headers["access-control-allow-origin"] == FRIENDLY_ORIGIN
    assert headers["access-control-allow-credentials"] == "true"


@pytest.mark.parametrize("origin", [STRANGE_ORIGIN, "null", f"{FRIENDLY_ORIGIN}.evil.example"])
def test_a_preflight_from_another_site_is_not(server: MeetServer, origin: str):
    status, headers = preflight(server, origin)
    assert status == 403
    assert "access-control-allow-origin" not in headers


def test_a_poll_of_another_site_shows_it_nothing(server: MeetServer):
    with Bare(server.address) as bare:
        bare.request("GET", POLLING, {"Origin": STRANGE_ORIGIN})
        status, headers, body = bare.response()
    assert status == 403
    assert "access-control-allow-origin" not in headers
    assert b"sid" not in body


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW"])
def test_other_methods_are_refused_on_the_socket_path(server: MeetServer, method: str):
    with Bare(server.address) as bare:
        bare.request(method, POLLING)
        assert bare.response()[0] in (400, 405, 501)


def preflight(server: MeetServer, origin: str) -> tuple[int, dict[str, str]]:
    with Bare(server.address) as bare:
        asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        bare.request("OPTIONS", POLLING, asked)
        status, headers, _ = bare.response()
    return status, headers
