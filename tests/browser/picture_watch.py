"""Watch the picture of a person over a loss of the connection to the server."""

from typing import NamedTuple

from tests.browser.person import Person

# The message of browsers on the console when a connection fails.
CONNECTION_LOST = r"WebSocket connection to|net::ERR_|Failed to load resource"

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
