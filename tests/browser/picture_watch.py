"""Watch the picture of a person over a loss of the connection to the server."""

import itertools
from typing import NamedTuple

from playwright.sync_api import Page

from tests.browser.person import Person
from tests.browser.waiting import eventually

# The message of browsers on the console when a connection fails.
CONNECTION_LOST = r"WebSocket connection to|net::ERR_|Failed to load resource"
# Samples after the return: the pictures go on after the connections were negotiated again.
_SAMPLES_AFTER = 4

_FIND = """
  const { state, mesh } = window.meet;
  const { participantId, socketId } = state.people.find((one) => one.displayName === name);
  const video = document.querySelector(`[data-participant-id="${participantId}"] video`);
  const { connection } = mesh.links.get(socketId);
"""
_WATCH = f"""
(name) => {{ {_FIND}
  const watched = {{ video, connection, noticeCount: state.noticeCount, frames: [] }};
  window.watched = watched;
  setInterval(() => watched.frames.push(video.getVideoPlaybackQuality().totalVideoFrames), 1000);
}}
"""
_WATCHED = f"""
(name) => {{ {_FIND}
  const {{ watched }} = window;
  return [
    watched.frames,
    video === watched.video,
    connection === watched.connection,
    mesh.links.size,
    state.noticeCount - watched.noticeCount,
  ];
}}
"""


class Watched(NamedTuple):
    """The changes since `watch`."""

    frames: list[int]
    """The number of pictures that were displayed until each second."""
    is_same_video: bool
    is_same_connection: bool
    connections: int
    new_notices: int


def watch(person: Person, other: str) -> None:
    """Begin to watch the other person's picture; `window.watched` has its connection and video."""
    person.page.evaluate(_WATCH, other)


def watched(person: Person, other: str) -> Watched:
    return Watched(*person.page.evaluate(_WATCHED, other))


def has_seen_without_pause(person: Person, other: str) -> None:
    """Check that the pictures of the other person, and the connection, were never interrupted."""
    until = _count_samples(person.page) + _SAMPLES_AFTER
    eventually(person.page, lambda: _count_samples(person.page), lambda count: count >= until)
    seen = watched(person, other)
    steps = [later - earlier for earlier, later in itertools.pairwise(seen.frames)]
    assert min(steps) > 0, f"the pictures of {other} stopped: {steps}"
    assert seen.is_same_video, seen
    assert seen.is_same_connection, seen
    assert (seen.connections, seen.new_notices) == (1, 0), seen


def _count_samples(page: Page) -> int:
    count: int = page.evaluate("window.watched.frames.length")
    return count
