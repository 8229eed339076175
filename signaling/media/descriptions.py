"""Read and change session descriptions (SDP, RFC 8866) of clients and of media servers.

The module knows the lines of media: their kind, their mid, and whether they send. It knows no
codecs, no addresses, and no media server.
"""

import re
from collections.abc import Iterator, Mapping

import msgspec

from signaling.media.engine import MediaRefused
from signaling.presence.records import Source

# Two of each kind are used. A line that a browser has stopped stays in its description.
MOST_LINES = 16
KINDS: Mapping[Source, str] = {
    "microphone": "audio",
    "screen-sound": "audio",
    "camera": "video",
    "screen": "video",
}
_MID = re.compile(r"[A-Za-z0-9._~+-]{1,16}")
_DIRECTIONS = frozenset({"sendrecv", "sendonly", "recvonly", "inactive"})
_SILENT = frozenset({"recvonly", "inactive"})


class MediaLine(msgspec.Struct, frozen=True):
    """One line of media of a description. It `sends` for the side that made the description."""

    kind: str
    mid: str
    sends: bool


def media_lines(sdp: str) -> list[MediaLine]:
    """Return the lines of media in their order; raise `MediaRefused` for a line without one mid."""
    return [_media_line(section) for section in _sections(sdp)]


def declared_sources(sdp: str, sources: Mapping[str, Source]) -> dict[str, Source]:
    """Return the source of each line of an offer that sends, by mid.

    Raise `MediaRefused` if a line that sends has no source, a source of another kind, or the source
    of another line.
    """
    lines = media_lines(sdp)
    if len(lines) > MOST_LINES:
        raise MediaRefused("The offer has too many lines.")
    if any(line.kind not in ("audio", "video") for line in lines):
        raise MediaRefused("The offer has lines for something else than sound and pictures.")
    # Janus compares mids without regard to case.
    if len({line.mid.lower() for line in lines}) < len(lines):
        raise MediaRefused("The offer has two lines with the same mid.")
    declared = {line.mid: _source(line, sources) for line in lines if line.sends}
    if len(set(declared.values())) < len(declared):
        raise MediaRefused("The offer has two lines for the same source.")
    return declared


def check_answer(answer: str, offer: str) -> None:
    """Raise `MediaRefused` unless an answer has exactly the lines of the offer."""
    answered = [(line.kind, line.mid) for line in media_lines(answer)]
    if answered != [(line.kind, line.mid) for line in media_lines(offer)]:
        raise MediaRefused("The answer does not have the lines of the offer.")


def for_browser(sdp: str, streams: Mapping[str, str], track_prefix: str = "") -> str:
    """Return a description of a media server without its names.

    Each line whose mid is in `streams` gets this id of a stream, because browsers synchronize the
    sound and the picture of one stream. The ids of tracks begin with `track_prefix`, which must
    differ for each connection: Chromium does not add a track to a stream that contains another one
    with the same id.
    """
    head, *sections = re.split(r"^(?=m=)", sdp, flags=re.MULTILINE)
    head = re.sub(r"^s=[^\r\n]*", "s=-", head, flags=re.MULTILINE)
    return head + "".join(_with_stream(section, streams, track_prefix) for section in sections)


def _with_stream(section: str, streams: Mapping[str, str], track_prefix: str) -> str:
    mid = _media_line(section.splitlines()).mid
    if mid not in streams:
        return re.sub(r"^a=(?:ssrc:\d+ )?msid:[^\n]*\n", "", section, flags=re.MULTILINE)
    named = rf"\g<1>{streams[mid]} {track_prefix}{mid}"
    return re.sub(r"^(a=(?:ssrc:\d+ )?msid:)\S+ \S+", named, section, flags=re.MULTILINE)


def _sections(sdp: str) -> Iterator[list[str]]:
    """Yield the lines of text of each section, which starts with its line of media."""
    section: list[str] | None = None
    # Only these two characters end a line, for browsers and for Janus.
    for text in re.split(r"[\r\n]+", sdp):
        if text.startswith("m="):
            if section is not None:
                yield section
            section = []
        if section is not None:
            section.append(text)
    if section is not None:
        yield section


def _media_line(section: list[str]) -> MediaLine:
    kind = section[0].removeprefix("m=").partition(" ")[0]
    attributes = [text.removeprefix("a=") for text in section if text.startswith("a=")]
    mids = [text.removeprefix("mid:") for text in attributes if text.startswith("mid:")]
    if len(mids) != 1 or not _MID.fullmatch(mids[0]):
        raise MediaRefused("Each line of media needs one mid of at most 16 characters.")
    directions = _DIRECTIONS.intersection(attributes)
    return MediaLine(kind, mids[0], sends=not directions or not directions <= _SILENT)


def _source(line: MediaLine, sources: Mapping[str, Source]) -> Source:
    source = sources.get(line.mid)
    if source is None:
        raise MediaRefused("The offer has a line that sends and has no source.")
    if KINDS[source] != line.kind:
        raise MediaRefused("The offer has a source on a line of another kind.")
    return source
