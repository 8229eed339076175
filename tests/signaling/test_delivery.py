"""The delivery of events, acknowledgements and closed connections."""

from typing import Any

import pytest

from signaling.delivery import Deliverer
from signaling.dialects import Dialect, silent
from signaling.outcomes import Delivery, Reply
from signaling.presence import Presence
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import Event, LockChanged, Moved, RoomEnded
from tests.signaling.fake_server import FakeServer


def a_dialect(name: str, says: Any) -> Dialect:
    return Dialect(
        name=name,
        namespace=f"/{name}",
        hears={},
        says=dict.fromkeys(Event.__subclasses__(), says),
        acknowledges={},
    )


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


def deliver(server: FakeServer, *outcomes: Delivery | Reply) -> None:
    Deliverer(server, Presence()).deliver(outcomes)


def test_only_the_named_peers_get_an_event(server: FakeServer) -> None:
    deliver(server, Delivery(Moved(), ["ann"]), Delivery(Moved(), []))
    assert server.steps == [("ann", b'42["moved",{}]')]


def test_a_peer_that_is_not_connected_is_skipped(server: FakeServer) -> None:
    server.gone = {"ann"}
    deliver(server, Delivery(Moved(), ["ann", "bo"], then_close=True))
    assert [peer for peer, _ in server.steps] == ["bo", "bo"]


def test_a_peer_gets_events_in_the_given_order(server: FakeServer) -> None:
    locks = [Delivery(LockChanged(locked=locked), ["ann"]) for locked in (True, False, True)]
    deliver(server, *locks)
    said = [payload["locked"] for _, payload in server.events_of("ann")]
    assert said == [True, False, True]


def test_a_connection_is_closed_after_its_last_event(server: FakeServer) -> None:
    deliver(server, Delivery(RoomEnded(reason="over"), ["ann"], then_close=True))
    assert server.steps == [("ann", b'42["room-ended",{"reason":"over"}]'), ("ann", "closed")]


def test_a_connection_is_closed_although_its_dialect_has_no_event(server: FakeServer) -> None:
    server.dialects["ann"] = a_dialect("quiet", silent)
    deliver(server, Delivery(Moved(), ["ann"], then_close=True))
    assert server.steps == [("ann", "closed")]


def test_an_event_is_encoded_once_for_each_dialect(server: FakeServer) -> None:
    said: list[Event] = []

    def speak(event: Event, _context: EventContext) -> list[tuple[str, Event]]:
        said.append(event)
        return [("said", event)]

    other = a_dialect("other", speak)
    server.dialects = {"bo": other, "cy": other}
    deliver(server, Delivery(Moved(), ["ann", "bo", "cy"]))
    assert said == [Moved()]
    assert server.steps == [
        ("ann", b'42["moved",{}]'),
        ("bo", b'42/other,["said",{}]'),
        ("cy", b'42/other,["said",{}]'),
    ]


def test_a_reply_is_not_sent_as_an_event(server: FakeServer) -> None:
    deliver(server, Reply(LockChanged(locked=True)))
    assert server.steps == []


def test_only_the_caller_gets_an_acknowledgement(server: FakeServer) -> None:
    Deliverer(server, Presence()).acknowledge("ann", 7, {"success": True})
    server.gone = {"bo"}
    Deliverer(server, Presence()).acknowledge("bo", 8, {"success": True})
    assert server.steps == [("ann", b'437[{"success":true}]')]
