"""Clients that behave as MeetMates' shipped one does see each other, and our own page."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.person import NewPerson, Person
from tests.browser.test_pairs import TOGETHER, sees_partner, start, write
from tests.browser.waiting import eventually

_CLIENT = Path(__file__).with_name("shipped-pair-client.js").read_text()
_CLIENT = _CLIENT[_CLIENT.index("async (") :].rstrip().removesuffix(";")
_FRAMES = """
async () => {
  const reports = await window.shipped.connection?.getStats();
  const inbound = [...(reports?.values() ?? [])].filter((one) => one.type === "inbound-rtp");
  return inbound.reduce((sum, one) => sum + (one.framesDecoded ?? 0), 0);
}
"""
LATE_MS = 4000


def run_shipped_client(person: Person, *, camera_delay_ms: int = 0) -> None:
    """Run it on a page of ours, which lends it the library and the origin."""
    person.open("/accounts/login/")
    # An offer may come twice, and it answers both; it may be asked for one twice, and makes both at
    # once. The later fails, and the call goes on.
    person.errors.expect(
        "Called in wrong state: stable|cannot create an answer in a state|order of m-lines"
    )
    person.page.evaluate(_CLIENT, {"cameraDelayMs": camera_delay_ms})


def decodes(person: Person) -> None:
    """Wait until pictures of the partner are decoded, and go on being decoded."""
    first = eventually(person.page, lambda: person.page.evaluate(_FRAMES), lambda now: now > 0)
    eventually(person.page, lambda: person.page.evaluate(_FRAMES), lambda now: now > first + 5)


def client(person: Person, field: str) -> Any:
    return person.page.evaluate(f"window.shipped.{field}")


@pytest.mark.parametrize("delays", [(0, 0), (0, LATE_MS), (LATE_MS, 0)])
def test_two_shipped_clients_see_each_other(new_person: NewPerson, delays: tuple[int, int]) -> None:
    ben, cid = new_person("Ben"), new_person("Cid")
    for person, delay in zip((ben, cid), delays, strict=True):
        run_shipped_client(person, camera_delay_ms=delay)
    for person in (ben, cid):
        decodes(person)
        assert not client(person, "isThrownOut")
    assert "create-offer" in {*client(ben, "heard"), *client(cid, "heard")}


@pytest.mark.parametrize("camera_delay_ms", [0, LATE_MS])
def test_a_shipped_client_and_our_page_see_each_other(
    new_person: NewPerson, camera_delay_ms: int
) -> None:
    ours, theirs = new_person("Ours"), new_person("Theirs")
    run_shipped_client(theirs, camera_delay_ms=camera_delay_ms)
    start(ours)
    ours.is_told(TOGETHER)
    sees_partner(ours)
    decodes(theirs)
    write(ours, "Hello")
    eventually(theirs.page, lambda: client(theirs, "lines"), lambda now: now == [[False, "Hello"]])

    ours.press("Next")
    expect(ours.page.get_by_role("heading", level=1)).not_to_have_text(TOGETHER)
    ours.is_told(TOGETHER)
