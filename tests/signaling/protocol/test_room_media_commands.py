"""Payloads about media servers that are refused before any action sees them."""

from typing import Any

import pytest

from rooms.refusals import InvalidInput
from signaling.dialects.native import NATIVE
from signaling.protocol.commands import (
    AddMediaCandidate,
    AnswerMedia,
    Command,
    IceCandidate,
    PublishMedia,
    ReportMedia,
    ReportMediaQuality,
    SubscribeMedia,
)
from signaling.protocol.commands.room_media import SDP_CHARACTERS
from tests.signaling.examples import an_event

PUBLISH: dict[str, Any] = {
    "connectionId": "p-1_A",
    "number": 1,
    "sdp": {"type": "offer", "sdp": "v=0"},
    "sources": {"0": "microphone"},
}
SUBSCRIBE = {"connectionId": "s1"}
ANSWER = {"connectionId": "s1", "number": 1, "sdp": {"type": "answer", "sdp": "v=0"}}
CANDIDATE = {"connectionId": "p1", "candidate": {"candidate": "candidate:1", "sdpMid": "0"}}
REPORT = {"received": [{"participantId": "a", "source": "camera"}]}
QUALITY: dict[str, Any] = {
    "over": "server",
    "isRelayed": True,
    "roundTripMs": 42,
    "receivedLoss": 0.03,
    "sentLoss": 1,
    "receivedHeight": 720,
    "sentHeight": 180,
}
RECEIVED = {"participantId": "a", "source": "camera"}


@pytest.mark.parametrize(
    ("name", "payload", "command"),
    [
        ("publish-media", PUBLISH, PublishMedia),
        ("publish-media", PUBLISH | {"unknown": 1, "sources": {}}, PublishMedia),
        ("subscribe-media", SUBSCRIBE, SubscribeMedia),
        ("answer-media", ANSWER, AnswerMedia),
        ("media-candidate", CANDIDATE, AddMediaCandidate),
        ("media-candidate", {"connectionId": "p1", "candidate": ""}, AddMediaCandidate),
        ("media-candidate", {"connectionId": "p1", "candidate": None}, AddMediaCandidate),
        ("report-media", REPORT, ReportMedia),
        ("report-media", {"received": [RECEIVED] * 400}, ReportMedia),
        ("report-media-quality", QUALITY, ReportMediaQuality),
        ("report-media-quality", {"over": "direct"}, ReportMediaQuality),
        ("report-media-quality", QUALITY | {"roundTripMs": None}, ReportMediaQuality),
    ],
)
def test_a_valid_payload_is_parsed(
    name: str, payload: dict[str, Any], command: type[Command]
) -> None:
    assert isinstance(NATIVE.parse(an_event(name, payload)), command)


def test_a_candidate_keeps_its_fields() -> None:
    parsed = NATIVE.parse(an_event("media-candidate", CANDIDATE))
    assert isinstance(parsed, AddMediaCandidate)
    assert parsed.candidate == IceCandidate(candidate="candidate:1", sdp_mid="0")


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("publish-media", {}),
        ("publish-media", PUBLISH | {"connectionId": ""}),
        ("publish-media", PUBLISH | {"connectionId": "x" * 41}),
        ("publish-media", PUBLISH | {"connectionId": "a b"}),
        ("publish-media", PUBLISH | {"connectionId": "p1\n"}),
        ("publish-media", PUBLISH | {"connectionId": 7}),
        ("publish-media", PUBLISH | {"number": -1}),
        ("publish-media", PUBLISH | {"number": 2**31}),
        ("publish-media", PUBLISH | {"number": 1.5}),
        ("publish-media", PUBLISH | {"number": "1"}),
        ("publish-media", PUBLISH | {"sdp": "v=0"}),
        ("publish-media", PUBLISH | {"sdp": {"type": "answer", "sdp": "v=0"}}),
        ("publish-media", PUBLISH | {"sdp": {"type": "offer", "sdp": ""}}),
        (
            "publish-media",
            PUBLISH | {"sdp": {"type": "offer", "sdp": "v" * (SDP_CHARACTERS + 1)}},
        ),
        ("publish-media", PUBLISH | {"sources": {"0": "webcam"}}),
        ("publish-media", PUBLISH | {"sources": {"": "camera"}}),
        ("publish-media", PUBLISH | {"sources": {"0" * 17: "camera"}}),
        ("publish-media", PUBLISH | {"sources": ["camera"]}),
        ("publish-media", PUBLISH | {"sources": {f"{n}": "camera" for n in range(17)}}),
        ("subscribe-media", SUBSCRIBE | {"restart": 1}),
        ("subscribe-media", {"connectionId": None}),
        ("answer-media", ANSWER | {"sdp": {"type": "offer", "sdp": "v=0"}}),
        ("answer-media", ANSWER | {"number": None}),
        ("media-candidate", {"candidate": None}),
        ("media-candidate", CANDIDATE | {"candidate": "candidate:1"}),
        ("media-candidate", CANDIDATE | {"candidate": {"candidate": "x" * 4097}}),
        ("media-candidate", CANDIDATE | {"candidate": {"candidate": 1}}),
        ("media-candidate", CANDIDATE | {"candidate": {"sdpMLineIndex": -1}}),
        ("media-candidate", CANDIDATE | {"candidate": [1]}),
        ("report-media", {"received": {}}),
        ("report-media", {"received": [RECEIVED | {"source": "webcam"}]}),
        ("report-media", {"received": [{"source": "camera"}]}),
        ("report-media", {"received": [RECEIVED] * 401}),
        ("report-media-quality", {}),
        ("report-media-quality", QUALITY | {"over": "relay"}),
        ("report-media-quality", QUALITY | {"isRelayed": 1}),
        ("report-media-quality", QUALITY | {"roundTripMs": -1}),
        ("report-media-quality", QUALITY | {"roundTripMs": 60_001}),
        ("report-media-quality", QUALITY | {"roundTripMs": 0.5}),
        ("report-media-quality", QUALITY | {"receivedLoss": 1.01}),
        ("report-media-quality", QUALITY | {"sentLoss": -0.01}),
        ("report-media-quality", QUALITY | {"sentLoss": "0"}),
        ("report-media-quality", QUALITY | {"receivedHeight": 16_385}),
        ("report-media-quality", QUALITY | {"sentHeight": None}),
    ],
)
def test_an_invalid_payload_is_refused(name: str, payload: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        NATIVE.parse(an_event(name, payload))
