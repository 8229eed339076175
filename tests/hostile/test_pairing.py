"""Two partners continue to talk, whatever other visitors send."""

from collections.abc import Iterator

import pytest

from tests.hostile.frames import frame
from tests.hostile.guest import Visitor
from tests.hostile.promises import Place

FLOODERS = 5
OUTSIDE_A_PAIR = [
    ("ready-to-connect", []),
    ("sendMessage", ["Hello"]),
    ("webrtc-offer", [{"offer": {"type": "offer", "sdp": "v=0"}}]),
    ("webrtc-answer", [{"answer": {"type": "answer", "sdp": "v=0"}}]),
    ("ice-candidate", [{"candidate": {"candidate": "x"}}]),
    ("next", []),
]
FLOODS = {
    "seeks": frame(b'42/meetmates,["findChat","",true]') * 500,
    "goes on": frame(b'42/meetmates,["next"]') * 500,
    "signals": frame(b'42/meetmates,["webrtc-offer",{"offer":{"sdp":"v=0"}}]') * 500,
}

pytestmark = pytest.mark.parametrize("server", ["impatient_server"], indirect=True)


@pytest.fixture
def partners(place: Place) -> Iterator[tuple[Visitor, Visitor]]:
    with Visitor(place.address) as ann, Visitor(place.address) as bob:
        for one in (ann, bob):
            one.connect()
            one.emit("findChat", "", False)
        for one in (ann, bob):
            one.expect("chatStart")
        yield ann, bob


def events_until(visitor: Visitor, text: str) -> list[str]:
    """Return the names of the events before this message, without the count of visitors."""
    names = []
    while (event := visitor.event()) is not None:
        name, payload = event
        if name == "message" and payload["text"] == text:
            return [name for name in names if name != "onlineUsers"]
        names.append(name)
    raise AssertionError("closed before the message came")


@pytest.mark.parametrize(("name", "arguments"), OUTSIDE_A_PAIR)
def test_who_has_no_partner_reaches_nobody(
    place: Place, partners: tuple[Visitor, Visitor], name: str, arguments: list
):
    ann, bob = partners
    with Visitor(place.address) as lonely:
        lonely.connect()
        for _ in range(20):
            assert lonely.call(name, *arguments)["code"] == "NOT_PAIRED"

        ann.emit("sendMessage", "Still there?")

        assert events_until(bob, "Still there?") == []
        assert events_until(ann, "Still there?") == []


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_a_flood_does_not_part_two_partners(
    place: Place, partners: tuple[Visitor, Visitor], flood: bytes
):
    ann, bob = partners
    for number in range(FLOODERS):
        with Visitor(place.address) as flooder:
            flooder.connect()
            flooder.send_what_is_taken(flood)
            flooder.seconds_until_closed()
        ann.emit("sendMessage", f"Number {number}")
        assert events_until(bob, f"Number {number}") == []


def test_two_who_go_on_all_the_time_don_t_part_others(
    place: Place, partners: tuple[Visitor, Visitor]
):
    ann, bob = partners
    with Visitor(place.address) as first, Visitor(place.address) as second:
        for one in (first, second):
            one.connect()
            one.call("findChat", "", True)
        for _ in range(50):
            for one in (first, second):
                assert one.call("next")["success"]

        ann.emit("sendMessage", "Still there?")
        assert events_until(bob, "Still there?") == []
