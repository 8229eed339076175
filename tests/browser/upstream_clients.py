"""Pages that behave as the shipped clients of rtc.io and webrtc-demo do."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.person import Person
from tests.browser.waiting import eventually

RunClient = Callable[[Person, str], None]

_FRAMES = """
async () => {
  const counts = Object.values(window.shipped.connections).map(async (connection) => {
    const reports = [...(await connection.getStats()).values()];
    return reports.reduce((sum, one) => sum + (one.framesDecoded ?? 0), 0);
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}
"""


def run_rtcio_client(person: Person, room: str) -> None:
    """Run it on a page of ours, which lends it the library and the origin."""
    person.open("/accounts/login/")
    person.page.evaluate(_client("rtcio"), {"roomId": room, "name": person.name})
    eventually(person.page, lambda: client(person, "isInside"))


def run_demo_client(person: Person, room: str) -> None:
    """Run it likewise, until its camera is open."""
    person.open("/accounts/login/")
    person.page.evaluate(_client("demo"), {"roomName": room, "personName": person.name})
    eventually(person.page, lambda: client(person, "isInside"))


def _client(protocol: str) -> str:
    script = Path(__file__).with_name(f"shipped-{protocol}-client.js").read_text()
    return script[script.index("async (") :].rstrip().removesuffix(";")


def client(person: Person, field: str) -> Any:
    return person.page.evaluate(f"window.shipped.{field}")


def decodes(person: Person) -> None:
    """Wait until pictures of the other are decoded, and go on being decoded."""
    first = eventually(person.page, lambda: person.page.evaluate(_FRAMES), lambda now: now > 0)
    eventually(person.page, lambda: person.page.evaluate(_FRAMES), lambda now: now > first + 5)
    assert client(person, "failures") == []


def is_presented_to(person: Person) -> None:
    """Wait until the other has said what its stream is; clients of rtc.io show none before."""
    eventually(person.page, lambda: client(person, "presented"))
