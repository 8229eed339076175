"""Who asks for much over HTTP and reads little of it takes little, and not for long."""

import re
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

from tests.hostile.bare import Address, Bare
from tests.servers.meet import MeetServer
from tests.waiting import eventually

READERS = 100
REQUESTS_OF_EACH = 3
GROWTH_BYTES = 50_000_000
WHOLE = {"Accept-Encoding": "identity"}

impatient = pytest.mark.parametrize("server", ["impatient_server"], indirect=True)


@pytest.fixture(scope="module")
def largest() -> Path:
    """Give the largest of the files that anybody may ask for, as it was collected."""
    files = [
        Path(staticfiles_storage.path(name)) for name in staticfiles_storage.hashed_files.values()
    ]
    return max(files, key=lambda file: file.stat().st_size)


def path_of(file: Path) -> str:
    return f"/static/{file.relative_to(staticfiles_storage.location)}"


@impatient
def test_answers_that_nobody_reads_don_t_pile_up(server: MeetServer, largest: Path):
    pid = server.process.pid
    assert READERS * largest.stat().st_size > 4 * GROWTH_BYTES
    forget_peak(pid)
    before, files = peak_bytes(pid), open_files(pid)
    with ExitStack() as open_:
        for _ in range(READERS):
            bare = open_.enter_context(slow_reader(server.address))
            for _ in range(REQUESTS_OF_EACH):
                bare.request("GET", path_of(largest), WHOLE)
            assert bare.receive_until(b"\r\n").endswith(b" 200 OK\r\n")
        eventually(lambda: open_files(pid) <= files)
    assert peak_bytes(pid) - before <= GROWTH_BYTES


@impatient
def test_who_reads_slowly_and_goes_on_gets_it_all(server: MeetServer, largest: Path):
    with slow_reader(server.address) as bare:
        bare.request("GET", path_of(largest), WHOLE)
        status, _, body = bare.response()
    assert status == 200
    assert body == largest.read_bytes()


def slow_reader(address: Address) -> Bare:
    return Bare(address, receive_buffer_bytes=4096)


def open_files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def peak_bytes(pid: int) -> int:
    """Return how much memory a process has had at most, since that was forgotten."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found is not None
    return int(found[1]) * 1024


def forget_peak(pid: int) -> None:
    Path(f"/proc/{pid}/clear_refs").write_text("5")
