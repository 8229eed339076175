"""ICE candidates count as a part of a message."""

import pytest

from signaling.asgi.message_costs import cost_of

CANDIDATE = b'{"candidate":"candidate:1 1 udp 2122260223 192.0.2.1 54400 typ host","sdpMid":"0"}'


@pytest.mark.parametrize(
    "event",
    [
        b'42["ice-candidate",{"targetId":"b","candidate":%b}]',
        b'42/webrtc-demo,["ice_candidate",{"fromPeer":"a","toPeer":"b","iccCandidate":%b}]',
        b'42/rtcio,["#rtcio:message",{"source":"a","target":"b","data":{"candidate":%b}}]',
    ],
)
def test_four_candidates_count_as_one_message(event: bytes) -> None:
    assert 4 * cost_of(event % CANDIDATE) == 1
    assert cost_of(event % (b'"%b"' % (b"x" * 1024))) == 1


@pytest.mark.parametrize(
    "packet",
    [b"", b"3", b"2", b"40", b'42["offer",{}]', b'42["chat-message","ice-candidate"]', b'42["ice'],
)
def test_everything_else_counts_as_a_message(packet: bytes) -> None:
    assert cost_of(packet) == 1
