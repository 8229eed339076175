"""Candidates of clients are parsed before a media server gets them."""

from typing import Any

import pytest

from signaling.media.engine import MediaRefused
from signaling.media.janus.candidates import trickled

HOST = "candidate:1 1 udp 2122260223 192.0.2.7 50000 typ host generation 0 ufrag abcd"
HIDDEN = "candidate:2 1 udp 2122260223 3f1c-9.local 50000 typ host"


@pytest.mark.parametrize("text", [HOST, HIDDEN, f"a={HOST}"])
def test_a_candidate_is_passed_on_with_its_line(text: str):
    by_mid: dict[str, Any] = {"candidate": text, "sdpMid": "audio", "sdpMLineIndex": 3}
    assert trickled(by_mid) == {"candidate": text, "sdpMid": "audio"}
    by_index = {"candidate": text, "sdpMid": None, "sdpMLineIndex": 3, "usernameFragment": "x"}
    assert trickled(by_index) == {"candidate": text, "sdpMLineIndex": 3}


@pytest.mark.parametrize("line", [{}, {"sdpMid": "x" * 17}, {"sdpMLineIndex": -1}])
def test_a_candidate_without_a_valid_line_is_one_of_the_first_line(line: dict[str, Any]):
    assert trickled({"candidate": HOST, **line}) == {"candidate": HOST, "sdpMLineIndex": 0}


@pytest.mark.parametrize("last", [None, {}, {"candidate": ""}, {"candidate": "", "sdpMid": "0"}])
def test_an_empty_candidate_is_the_last_one(last: dict[str, Any] | None):
    assert trickled(last) == {"completed": True}


@pytest.mark.parametrize(
    "text",
    [
        7,
        None,
        ["x"],
        "candidate",
        "candidate:1",
        f"{HOST}\r\na=inactive",
        f"{HOST} \x00",
        HOST * 20,
    ],
)
def test_anything_else_is_refused(text: object):
    with pytest.raises(MediaRefused):
        trickled({"candidate": text})
