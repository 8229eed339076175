"""ICE candidates of clients, as Janus takes them."""

import re
from typing import Any

from signaling.media.engine import Candidate, MediaRefused

# RFC 8839: words between single spaces. Browsers send about 150 characters.
_CANDIDATE = re.compile(r"(?:a=)?candidate:[\x21-\x7e]+(?: [\x21-\x7e]+){6,40}")
_MOST_CHARACTERS = 1024
_MOST_LINE = 1000
_MID = re.compile(r"[A-Za-z0-9._~+-]{1,16}")


def trickled(candidate: Candidate | None) -> dict[str, Any]:
    """Return the candidate for the request `trickle`; raise `MediaRefused` if it is malformed.

    Browsers end their candidates with an empty one.
    """
    text = "" if candidate is None else candidate.get("candidate", "")
    if candidate is None or text == "":
        return {"completed": True}
    if (
        not isinstance(text, str)
        or len(text) > _MOST_CHARACTERS
        or not _CANDIDATE.fullmatch(text.rstrip())
    ):
        raise MediaRefused("The candidate is malformed.")
    # All lines share one transport. Therefore the first line is as good as any other.
    line = candidate.get("sdpMLineIndex")
    mid = candidate.get("sdpMid")
    if isinstance(mid, str) and _MID.fullmatch(mid):
        return {"candidate": text, "sdpMid": mid}
    if isinstance(line, int) and 0 <= line <= _MOST_LINE:
        return {"candidate": text, "sdpMLineIndex": line}
    return {"candidate": text, "sdpMLineIndex": 0}
