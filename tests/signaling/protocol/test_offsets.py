"""Offsets end every event, for the clients that accept them."""

import pytest

from signaling.protocol.offsets import accepts_offsets, next_offset, offset_of, without_offset
from signaling.protocol.packets import event_encoder


def test_offsets_ascend_and_have_the_same_length():
    offsets = [next_offset() for _ in range(100)]
    assert offsets == sorted(set(offsets))
    assert len({len(offset) for offset in offsets}) == 1


@pytest.mark.parametrize(
    ("arguments", "bare"),
    [
        ([], b'42["moved"]'),
        ([{}], b'42["moved",{}]'),
        ([{"a": '"]'}, [1, "x"], None], b'42["moved",{"a":"\\"]"},[1,"x"],null]'),
    ],
)
def test_an_offset_can_be_read_and_removed(arguments: list[object], bare: bytes):
    offset = next_offset()
    packet = event_encoder("/")("moved", *arguments, offset)
    assert offset_of(packet) == offset
    assert without_offset(packet) == bare


@pytest.mark.parametrize(
    "query",
    [
        b"EIO=4&transport=websocket&recovery=off",
        b"recovery=0&EIO=4",
        b"EIO=4&recovery=FALSE&transport=polling",
        b"recovery=no",
    ],
)
def test_a_client_may_switch_offsets_off(query: bytes):
    assert not accepts_offsets(query)


@pytest.mark.parametrize("query", [b"recovery=on", b"recovery=", b"recovery=1", b"xrecovery=off"])
def test_other_values_do_not_switch_offsets_off(query: bytes):
    assert accepts_offsets(query)
