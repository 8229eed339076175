"""The descriptions (SDP) of bots: an offer that publishes, and an answer that receives."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aiortc.sdp import candidate_from_sdp, candidate_to_sdp

from benchmarks.bots.transports import Parameters

MICROPHONE, CAMERA = "0", "1"
OPUS, VP8 = 111, 96
MID_EXTENSION, RID_EXTENSION = 1, 2

_HEAD = ("v=0", "o=- 1 1 IN IP4 0.0.0.0", "s=-", "t=0 0")
_EXTENSIONS = (
    f"a=extmap:{MID_EXTENSION} urn:ietf:params:rtp-hdrext:sdes:mid",
    f"a=extmap:{RID_EXTENSION} urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
)


class Line(NamedTuple):
    """One line of media, with one codec."""

    kind: str
    mid: str
    payload: int
    attributes: Sequence[str]


def offer(local: Parameters, rids: Sequence[str], ssrc: int) -> str:
    """Return the offer of a microphone, which has this SSRC, and of a camera in several sizes."""
    sound = [
        "a=sendonly",
        f"a=rtpmap:{OPUS} opus/48000/2",
        f"a=fmtp:{OPUS} minptime=10;useinbandfec=1;usedtx=1",
        _EXTENSIONS[0],
        f"a=ssrc:{ssrc} cname:bot",
    ]
    picture = [
        "a=sendonly",
        f"a=rtpmap:{VP8} VP8/90000",
        *(f"a=rtcp-fb:{VP8} {one}" for one in ("nack", "nack pli", "ccm fir")),
        *_EXTENSIONS,
        *(f"a=rid:{rid} send" for rid in rids),
        f"a=simulcast:send {';'.join(rids)}",
    ]
    lines = [
        Line("audio", MICROPHONE, OPUS, sound),
        Line("video", CAMERA, VP8, picture),
    ]
    return _description(lines, local, setup="actpass")


def answer(offered: str, local: Parameters) -> str:
    """Return an answer that accepts every line of an offer."""
    return _description([_accepted(line) for line in _lines(offered)], local, setup="active")


def _accepted(line: Line) -> Line:
    direction = "a=recvonly" if "a=sendonly" in line.attributes else "a=inactive"
    codec = next(one for one in line.attributes if one.startswith("a=rtpmap:"))
    return Line(line.kind, line.mid, line.payload, [direction, codec])


def parameters(description: str) -> Parameters:
    """Return the media server's side of a connection."""
    lines = description.splitlines()
    candidates = [line.removeprefix("a=candidate:") for line in lines if "candidate:" in line]
    return Parameters(
        _value(lines, "ice-ufrag"),
        _value(lines, "ice-pwd"),
        _value(lines, "fingerprint").partition(" ")[2],
        [candidate_from_sdp(one) for one in dict.fromkeys(candidates) if " udp " in one.lower()],
        starts_dtls=_value(lines, "setup") == "active",
    )


def mids_by_ssrc(description: str) -> dict[int, str]:
    """Return the mid of each stream that the media server sends, by its SSRC."""
    return {
        int(ssrc): line.mid
        for line in _lines(description)
        for attribute in line.attributes
        for ssrc in re.findall(r"^a=ssrc:(\d+) ", attribute)
    }


def _description(lines: Sequence[Line], local: Parameters, *, setup: str) -> str:
    group = f"a=group:BUNDLE {' '.join(line.mid for line in lines)}"
    transport = [
        "c=IN IP4 0.0.0.0",
        "a=rtcp-mux",
        f"a=setup:{setup}",
        f"a=ice-ufrag:{local.username}",
        f"a=ice-pwd:{local.password}",
        f"a=fingerprint:sha-256 {local.fingerprint}",
        *(f"a=candidate:{candidate_to_sdp(one)}" for one in local.candidates),
    ]
    sections = [
        [
            f"m={line.kind} 9 UDP/TLS/RTP/SAVPF {line.payload}",
            *transport,
            f"a=mid:{line.mid}",
            *line.attributes,
        ]
        for line in lines
    ]
    texts = [*_HEAD, group, *(text for section in sections for text in section)]
    return "".join(f"{text}\r\n" for text in texts)


def _lines(description: str) -> Iterator[Line]:
    for section in re.split(r"^m=", description, flags=re.MULTILINE)[1:]:
        head, *attributes = section.splitlines()
        kind, _, _, payload, *_ = head.split()
        yield Line(kind, _value(attributes, "mid"), int(payload), attributes)


def _value(attributes: Sequence[str], name: str) -> str:
    prefix = f"a={name}:"
    return next(one.removeprefix(prefix) for one in attributes if one.startswith(prefix))
