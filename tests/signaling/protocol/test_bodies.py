"""Relayed bodies are limited in size and type, and valid for every JSON parser."""

import pytest

from rooms.refusals import InvalidInput
from signaling.dialects.native import NATIVE
from signaling.protocol.bodies import CANDIDATE_BYTES, SDP_BYTES
from signaling.protocol.commands import Candidate, Offer
from tests.signaling.examples import a_raw_event


def parse(name: str, body: bytes) -> Offer | Candidate:
    field = b"candidate" if name == "ice-candidate" else b"sdp"
    payload = b'{"targetId":"x","%b":%b}' % (field, body)
    command = NATIVE.parse(a_raw_event(name, payload))
    assert isinstance(command, Offer | Candidate)
    return command


@pytest.mark.parametrize("body", [b"null", b"true", b"7", b"[]", b"[{}]", b'{"a":1e999}'])
def test_an_invalid_description_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidInput):
        parse("offer", body)


@pytest.mark.parametrize("body", [b"true", b"7", b"[]", b'{"a":1e999}'])
def test_an_invalid_candidate_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidInput):
        parse("ice-candidate", body)


@pytest.mark.parametrize("body", [b"{}", b'"v=0"', b'{ "sdp" : "v=0" , "more" : [1.50] }'])
def test_a_description_is_kept_byte_for_byte(body: bytes) -> None:
    command = parse("offer", body)
    assert isinstance(command, Offer)
    assert bytes(command.sdp) == body


@pytest.mark.parametrize("body", [b"null", b'""', b"{}", b'{"candidate":"","sdpMid":"0"}'])
def test_the_end_of_candidates_is_accepted(body: bytes) -> None:
    command = parse("ice-candidate", body)
    assert isinstance(command, Candidate)
    assert bytes(command.candidate) == body


@pytest.mark.parametrize(
    ("name", "most_bytes"), [("offer", SDP_BYTES), ("ice-candidate", CANDIDATE_BYTES)]
)
def test_the_size_of_a_body_is_limited(name: str, most_bytes: int) -> None:
    fits = b'"%b"' % (b"x" * (most_bytes - 2))
    assert parse(name, fits)
    with pytest.raises(InvalidInput):
        parse(name, fits[:-1] + b'x"')
