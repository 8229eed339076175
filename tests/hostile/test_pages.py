"""Any number of simultaneous page requests uses few threads and files, and releases them."""

import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.hostile.bare import Address, Bare
from tests.hostile.promises import Place
from tests.server.running import resident_bytes

AT_ONCE = 400
MOST_THREADS = 30
GROWTH_BYTES = 50_000_000
BACK_SECONDS = 30
PATIENCE_SECONDS = 60


@pytest.mark.alone
def test_hundreds_at_once_take_little_and_give_it_back(place: Place):
    pid = place.process.pid
    assert get(place.address, f"/{place.code}")[0] == 200
    before, memory = held(pid), resident_bytes(pid)

    with ThreadPoolExecutor(AT_ONCE) as visitors:
        visits = [visitors.submit(get, place.address, f"/{place.code}") for _ in range(AT_ONCE)]
        most = Counter[str]()
        while not all(visit.done() for visit in visits):
            most |= held(pid)
            time.sleep(0.05)
    answers = [visit.result() for visit in visits]

    statuses = Counter(status for status, _ in answers)
    assert statuses[200] > 0
    assert set(statuses) <= {200, 503}
    assert all(int(headers["retry-after"]) > 0 for status, headers in answers if status == 503)
    assert most["threads"] <= MOST_THREADS
    assert most["files"] - before["files"] <= AT_ONCE + 4 * MOST_THREADS
    deadline = time.monotonic() + BACK_SECONDS
    while (more := held(pid) - before) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert more == Counter()
    assert resident_bytes(pid) - memory <= GROWTH_BYTES


def get(address: Address, target: str) -> tuple[int, dict[str, str]]:
    with Bare(address, patience_seconds=PATIENCE_SECONDS) as bare:
        bare.request("GET", target, {"Connection": "close"})
        status, headers, _ = bare.response()
        return status, headers


def held(pid: int) -> Counter[str]:
    """Return the numbers of threads and open files of a process."""
    threads = re.search(r"Threads:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert threads is not None
    return Counter(threads=int(threads[1]), files=len(list(Path(f"/proc/{pid}/fd").iterdir())))
