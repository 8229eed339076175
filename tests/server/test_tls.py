"""TLS of the server itself, by two flags."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from rooms.models import Room
from tests.hostile.bare import Address, Bare
from tests.hostile.guest import Guest
from tests.server.running import served
from tests.servers.certificates import self_signed

HOST = "localhost"


class Secured(NamedTuple):
    address: Address
    trust: ssl.SSLContext


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return self_signed(HOST, tmp_path_factory.mktemp("tls") / "certificate.pem")


@pytest.fixture(scope="module")
def secured(database_url: str, logs: Path, certificate: Path) -> Iterator[Secured]:
    flags = ("--host", HOST, "--tls-certificate", certificate)
    # A lost connection is announced at once, so that the test sees when it is noticed.
    changed = {"ALLOWED_HOSTS": HOST, "HSTS_SECONDS": "60", "DEPARTED_SECONDS": "0"}
    with served(database_url, logs / "tls.log", *flags, changed=changed) as (process, port):
        assert f"https://{HOST}:{port}/" in process.log_since(0)
        trust = ssl.create_default_context(cafile=certificate)
        yield Secured((HOST, port), trust)
        assert "Traceback" not in process.log_since(0)


def test_pages_are_served(secured: Secured):
    with Bare(secured.address, tls=secured.trust) as bare:
        for _ in range(2):
            bare.request("GET", "/nowhere")
            status, headers, _ = bare.response()
            assert status == 404
            assert "strict-transport-security" in headers


def test_people_meet(secured: Secured, room: Room):
    with (
        Guest(secured.address, tls=secured.trust) as ann,
        Guest(secured.address, tls=secured.trust) as bob,
    ):
        ann.join(room.code)
        peer_id = bob.join(room.code)
        ann.emit("offer", {"targetId": peer_id, "sdp": {"type": "offer", "sdp": "v" * 50_000}})
        assert len(bob.expect("offer")["sdp"]["sdp"]) == 50_000
        bob.abort()
        assert ann.expect("user-left", within_seconds=1) == {"socketId": peer_id}


def test_a_slow_reader_is_cut(secured: Secured, room: Room):
    with (
        Guest(secured.address, tls=secured.trust) as sender,
        Guest(secured.address, tls=secured.trust, receive_buffer_bytes=4096) as slow,
    ):
        sender.join(room.code)
        target = slow.join(room.code)
        for _ in range(190):
            sender.emit("offer", {"targetId": target, "sdp": {"sdp": "v" * 60_000}})
        sender.expect("user-left", within_seconds=4)


@pytest.mark.parametrize("data", [b"", b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x00\x05junk!"])
def test_what_is_no_tls_ends_quietly(secured: Secured, data: bytes):
    with Bare(secured.address) as bare:
        bare.send(data)
        bare.socket.shutdown(1)
        assert bare.seconds_until_closed() < 3
    with Bare(secured.address, tls=secured.trust) as bare:
        assert bare.upgrade() == 101
