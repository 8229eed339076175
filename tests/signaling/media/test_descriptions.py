"""Offers are accepted only with the lines that were declared; names of media servers stay here."""

import pytest

from signaling.media.descriptions import (
    MOST_LINES,
    check_answer,
    declared_sources,
    for_browser,
    media_lines,
)
from signaling.media.engine import MediaRefused

HEAD = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=VideoRoom 4711\r\nt=0 0\r\n"


def line(kind: str, mid: str, direction: str = "sendonly", *more: str) -> str:
    attributes = [f"mid:{mid}", *([direction] if direction else []), *more]
    return f"m={kind} 9 UDP/TLS/RTP/SAVPF 96\r\n" + "".join(f"a={one}\r\n" for one in attributes)


def test_each_line_that_sends_has_its_source():
    sdp = HEAD + line("audio", "0") + line("video", "1") + line("video", "2", "inactive")
    declared = {"0": "microphone", "1": "camera", "2": "screen"}
    assert declared_sources(sdp, declared) == {"0": "microphone", "1": "camera"}


@pytest.mark.parametrize("direction", ["sendonly", "sendrecv", ""])
def test_a_line_that_sends_and_was_not_declared_is_refused(direction: str):
    sdp = HEAD + line("audio", "0") + line("video", "1", direction)
    assert declared_sources(sdp, {"0": "microphone", "1": "camera"})
    with pytest.raises(MediaRefused):
        declared_sources(sdp, {"0": "microphone"})


@pytest.mark.parametrize("direction", ["recvonly", "inactive"])
def test_a_line_that_does_not_send_needs_no_source(direction: str):
    sdp = HEAD + line("audio", "0") + line("video", "1", direction)
    assert declared_sources(sdp, {"0": "microphone"}) == {"0": "microphone"}


@pytest.mark.parametrize(
    "sections",
    [
        line("audio", "0", "inactive", "sendonly"),
        line("audio", "0", "sendonly", "inactive"),
        "a=inactive\r\n" + line("audio", "0", ""),
        line("audio", "0", "INACTIVE"),
        line("audio", "0").replace("\r\n", "\n"),
        line("audio", "0").replace("\r\n", "\r"),
    ],
    ids=["sends last", "sends first", "of the session", "in capitals", "newlines", "returns"],
)
def test_a_line_whose_direction_is_doubtful_counts_as_one_that_sends(sections: str):
    with pytest.raises(MediaRefused):
        declared_sources(HEAD + sections, {})


@pytest.mark.parametrize(
    ("sections", "sources"),
    [
        (line("audio", "0"), {"0": "camera"}),
        (line("video", "0"), {"0": "microphone"}),
        (line("video", "0") + line("video", "1"), {"0": "camera", "1": "camera"}),
        (line("video", "a") + line("video", "A"), {"a": "camera", "A": "screen"}),
        (line("application", "0"), {"0": "camera"}),
        (line("application", "0", "inactive"), {}),
        (line("audio", "0") + "a=mid:1\r\n", {"0": "microphone", "1": "microphone"}),
        (line("audio", "0").replace("a=mid:0\r\n", ""), {"0": "microphone"}),
        (line("audio", "x" * 17), {"x" * 17: "microphone"}),
        (line("audio", "0 1"), {"0 1": "microphone"}),
    ],
    ids=[
        "sound as a camera",
        "a picture as a microphone",
        "one source twice",
        "mids that differ in case only",
        "data",
        "inactive data",
        "two mids",
        "no mid",
        "a long mid",
        "a mid with a space",
    ],
)
def test_other_offers_are_refused(sections: str, sources: dict[str, str]):
    with pytest.raises(MediaRefused):
        declared_sources(HEAD + sections, sources)  # type: ignore[arg-type]


def test_the_number_of_lines_is_limited():
    most = "".join(line("audio", f"{number}", "inactive") for number in range(MOST_LINES))
    assert declared_sources(HEAD + most, {}) == {}
    with pytest.raises(MediaRefused):
        declared_sources(HEAD + most + line("audio", "last", "inactive"), {})


def test_an_answer_has_the_lines_of_its_offer():
    offer = HEAD + line("audio", "0") + line("video", "1")
    check_answer(HEAD + line("audio", "0", "recvonly") + line("video", "1", "inactive"), offer)
    for other in (
        line("audio", "0"),
        line("video", "1") + line("audio", "0"),
        line("audio", "0") + line("audio", "1"),
        line("audio", "0") + line("video", "1") + line("video", "2"),
    ):
        with pytest.raises(MediaRefused):
            check_answer(HEAD + other, offer)


def test_a_browser_learns_streams_and_no_names_of_the_server():
    sdp = (
        HEAD
        + line("audio", "0", "sendonly", "msid:janus janus0", "ssrc:7 msid:janus janus0")
        + line("video", "1", "sendonly", "msid:janus janus1", "ssrc:8 msid:janus janus1")
        + line("video", "2", "inactive", "msid:janus janus2")
    )
    shown = for_browser(sdp, {"0": "ann", "1": "ann"}, "first-")
    assert [one.mid for one in media_lines(shown)] == ["0", "1", "2"]
    assert "a=msid:ann first-0\r\na=ssrc:7 msid:ann first-0\r\n" in shown
    assert "a=msid:ann first-1\r\na=ssrc:8 msid:ann first-1\r\n" in shown
    assert "\r\ns=-\r\n" in shown
    assert "janus" not in shown
    assert "4711" not in shown
