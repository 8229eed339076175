"""Clients that request much data and read little of it use little memory, and not for long.

The kernel's buffers count, too: the kernel keeps unread data after the end of the connection, and
even of the process.
"""

import json
import re
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

from rooms.models import Room
from tests.hostile.bare import Address, Bare
from tests.hostile.frames import frame
from tests.hostile.guest import Guest
from tests.hostile.promises import Place
from tests.servers.meet import MeetServer
from tests.waiting import eventually

READERS = 100
REQUESTS_OF_EACH = 3
GROWTH_BYTES = 50_000_000
# Linux doubles the buffer size that the server sets; some more data is in transit.
HELD_BYTES = 2 * 128 * 1024 + 64 * 1024
_TIME_WAIT = "06"
WHOLE = {"Accept-Encoding": "identity"}

impatient = pytest.mark.parametrize("server", ["impatient_server"], indirect=True)


@pytest.fixture(scope="module")
def largest() -> Path:
    """Give the largest static file, as it was collected."""
    files = [
        Path(staticfiles_storage.path(name)) for name in staticfiles_storage.hashed_files.values()
    ]
    return max(files, key=lambda file: file.stat().st_size)


def path_of(file: Path) -> str:
    return f"/static/{file.relative_to(staticfiles_storage.location)}"


@impatient
def test_answers_that_nobody_reads_don_t_pile_up(server: MeetServer, largest: Path):
    pid, before_all = server.process.pid, held(server)
    assert READERS * largest.stat().st_size > 4 * GROWTH_BYTES
    forget_peak(pid)
    before, files = peak_bytes(pid), open_files(pid)
    with ExitStack() as open_:
        for _ in range(READERS):
            bare = open_.enter_context(slow_reader(server.address))
            for _ in range(REQUESTS_OF_EACH):
                bare.request("GET", path_of(largest), WHOLE)
            assert bare.receive_until(b"\r\n").endswith(b" 200 OK\r\n")
        assert held(server).bytes <= READERS * HELD_BYTES
        eventually(lambda: open_files(pid) <= files)
        assert held(server) == before_all
    assert peak_bytes(pid) - before <= GROWTH_BYTES


@impatient
def test_who_reads_slowly_and_goes_on_gets_it_all(server: MeetServer, largest: Path):
    with slow_reader(server.address) as bare:
        bare.request("GET", path_of(largest), WHOLE)
        status, _, body = bare.response()
    assert status == 200
    assert body == largest.read_bytes()


@impatient
@pytest.mark.parametrize("pages_of_each", [2, 30])
def test_pages_that_nobody_reads_are_thrown_away(
    server: MeetServer, room: Room, pages_of_each: int
):
    """Two pages fit into the kernel's buffers, so that the server does not wait for the reader."""
    before = held(server)
    with ExitStack() as open_:
        for _ in range(READERS // 10):
            bare = open_.enter_context(slow_reader(server.address))
            for _ in range(pages_of_each):
                bare.request("GET", f"/{room.code}")
        eventually(lambda: held(server).bytes >= HELD_BYTES)
        eventually(lambda: held(server) == before)


@impatient
def test_nothing_is_kept_of_a_cut_websocket(server: MeetServer, place: Place):
    before = held(server)
    with Guest(place.address, receive_buffer_bytes=4096) as slow:
        with Guest(place.address) as sender:
            sender.join(place.code)
            offer = {"targetId": slow.join(place.code), "sdp": {"sdp": "v" * 60_000}}
            sender.send(frame(f"42{json.dumps(['offer', offer])}".encode()) * 190)
            sender.call("toggle-audio", {"enabled": True})
        eventually(lambda: held(server) == before)


@dataclass(frozen=True)
class Held:
    """A server's connections, and the bytes in kernel buffers that clients have not read."""

    connections: int
    bytes: int


def held(server: MeetServer) -> Held:
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    fields = [line.split() for line in lines]
    ours = [one for one in fields if int(one[1].rpartition(":")[2], 16) == server.address[1]]
    # Connections in TIME_WAIT hold no data.
    alive = [one for one in ours if one[3] != _TIME_WAIT]
    return Held(len(alive), sum(int(one[4].partition(":")[0], 16) for one in alive))


def slow_reader(address: Address) -> Bare:
    return Bare(address, receive_buffer_bytes=4096)


def open_files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def peak_bytes(pid: int) -> int:
    """Return the peak memory of a process since the last `forget_peak`."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found is not None
    return int(found[1]) * 1024


def forget_peak(pid: int) -> None:
    Path(f"/proc/{pid}/clear_refs").write_text("5")
