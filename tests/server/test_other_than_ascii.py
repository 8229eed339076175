"""Requests with non-ASCII bytes in paths, queries and headers are answered, and not logged."""

import re

import pytest

from tests.hostile.bare import POLLING, WEBSOCKET, Bare, opened
from tests.servers.meet import MeetServer

QUERIES = {
    "UTF-8": "name=José".encode(),
    "percent-encoded UTF-8": b"name=Jos%C3%A9",
    "Latin-1": "name=José".encode("latin-1"),
    "percent-encoded Latin-1": b"name=Jos%E9",
    "half a character": b"name=%ED%A0%BD\xed\xa0\xbd",
    "every byte but the delimiters": bytes(set(range(256)) - set(b"\0\n\r #")),
    "percent-encoded controls": b"name=%00%0A%0D%1B[31m",
    "a percent sign alone": b"name=%&%%=%zz",
    "a name that is not ASCII": "имя=Жан".encode(),
    "no value": b"&&==&",
}
HEADERS = {
    "UTF-8": "X-Name: José Å".encode(),
    "Latin-1": "X-Name: José".encode("latin-1"),
    "a cookie in UTF-8": "Cookie: city=Århus; guest=Zoë; sessionid=é".encode(),
    "a language": b"Accept-Language: \xff\xfe, de;q=\xb2",
    "a user agent": "User-Agent: Ünïcode/1 …".encode(),
    "a token": b"Authorization: Bearer \xe9.\xe9.\xe9",
    "a kind of content": b"Content-Type: text/plain; charset=\xe9",
    "a coding that is no text": b"Content-Type: text/plain; charset=rot13",
}
PAGES = ["/", "/api/rooms", "/api/auth/me", "/accounts/login/", "/admin/login/", "/static/x.css"]

pytestmark = pytest.mark.parametrize("server", ["impatient_server"], indirect=True)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
@pytest.mark.parametrize("transport", ["polling", "websocket"])
def test_a_query_may_have_any_bytes(server: MeetServer, transport: str, query: bytes):
    with Bare(server.address) as bare:
        if transport == "polling":
            get(bare, f"{POLLING}&".encode() + query)
            status, _, body = bare.response()
            assert status == 200
            assert opened(body.decode())["upgrades"] == ["websocket"]
        else:
            upgrade(bare, f"{WEBSOCKET}&".encode() + query)
            assert bare.response()[0] == 101
            assert opened(bare.packet())["upgrades"] == []
            bare.send_packet("40")
            assert bare.packet().startswith("40{")


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("transport", ["polling", "websocket"])
def test_a_header_may_have_any_letters(server: MeetServer, transport: str, header: bytes):
    with Bare(server.address) as bare:
        if transport == "polling":
            get(bare, POLLING.encode(), header)
            assert bare.response()[0] == 200
        else:
            upgrade(bare, WEBSOCKET.encode(), header)
            assert bare.response()[0] == 101
            bare.packet()
            bare.send_packet("40")
            assert bare.packet().startswith("40{")


@pytest.mark.parametrize("page", PAGES)
def test_pages_and_calls_take_them_too(server: MeetServer, page: str):
    with Bare(server.address) as bare:
        get(bare, page.encode())
        expected = bare.response()[0]
        for query in QUERIES.values():
            get(bare, page.encode() + b"?next=" + query)
            assert bare.response()[0] == expected, query
        for header in HEADERS.values():
            get(bare, page.encode() + b"?a=%C3%A9", header)
            assert bare.response()[0] in (expected, 400, 401), header


@pytest.mark.parametrize("transport", ["http", "websocket"])
def test_a_path_may_have_any_bytes(server: MeetServer, transport: str):
    for path in ("/é".encode(), b"/\xe9", b"/%E9%00", b"/%ff%fe/", b"/rooms/\xc3\xa9/"):
        with Bare(server.address) as bare:
            if transport == "http":
                get(bare, path)
                assert bare.response()[0] == 404
            else:
                upgrade(bare, b"/socket.io" + path + b"?EIO=4&transport=websocket")
                assert bare.response()[0] in (101, 403, 404)


def get(bare: Bare, target: bytes, header: bytes = b"X-Nothing: 1") -> None:
    bare.send(b"GET %b HTTP/1.1\r\nHost: 127.0.0.1\r\n%b\r\n\r\n" % (target, header))


def upgrade(bare: Bare, target: bytes, header: bytes = b"X-Nothing: 1") -> None:
    handshake = b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    handshake += b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    get(bare, target, handshake + header)


IN_BASE64 = b"\r\n".join(
    (
        b"--x",
        b'Content-Disposition: form-data; name="a"',
        b"Content-Transfer-Encoding: base64",
        b"",
        b"\xff",
        b"--x--",
        b"",
    )
)
FORMS = {
    "no text": ("application/x-www-form-urlencoded; charset=rot13", b"login=%C3%A9&password=b"),
    "a part that is no text": (
        "multipart/form-data; boundary=x; charset=rot13",
        b'--x\r\nContent-Disposition: form-data; name="login"\r\n\r\n\xe9\r\n--x--\r\n',
    ),
    "no boundary": ("multipart/form-data", b"login=a"),
    "a boundary that is not ASCII": ("multipart/form-data; boundary=\xe9", b"--\xe9--"),
    "a boundary without end": (f"multipart/form-data; boundary={'x' * 5000}", b"--x--"),
    "a part without a head": ("multipart/form-data; boundary=x", b"--x\r\n\r\n\xff\r\n--x--"),
    "a transfer encoding that is none": (
        "multipart/form-data; boundary=x",
        IN_BASE64,
    ),
    "controls": ("application/x-www-form-urlencoded", b"login=%00%0A&password=%ED%A0%BD&\xff=\xfe"),
    "thousands of fields": ("application/x-www-form-urlencoded", b"a=b&" * 5000),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("page", ["/accounts/login/", "/accounts/signup/"])
def test_a_form_may_hold_any_bytes(server: MeetServer, page: str, form: tuple[str, bytes]):
    kind, body = form
    with Bare(server.address) as bare:
        bare.request("GET", page)
        token = re.search(r"csrftoken=(\w+)", bare.response()[1]["set-cookie"])
        assert token is not None
        known = {"Cookie": token[0], "X-CSRFToken": token[1], "Content-Type": kind}
        bare.request("POST", page, known, body)
        assert bare.response()[0] in (200, 400)
