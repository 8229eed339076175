"""Watch what a page plays of a person, while their media move from one connection to another."""

import itertools
from typing import NamedTuple

from playwright.sync_api import Page

from tests.browser.person import Person
from tests.browser.waiting import eventually

# All pages of a test share two processors, so that their cameras are small.
_SMALL_CAMERA = """
const { mediaDevices } = navigator;
const open = mediaDevices.getUserMedia.bind(mediaDevices);
mediaDevices.getUserMedia = ({ audio, video }) =>
  open({ audio, video: video && { width: SIZE, height: SIZE * 9 / 16 } });
"""
_SAMPLE_RATE = 48_000
_WATCH = """
(name) => {
  const { roomMedia } = window.meet;
  const { participantId } = window.meet.state.people.find((one) => one.displayName === name);
  const video = document.querySelector(`[data-participant-id="${participantId}"] video`);
  const samples = [];
  (window.watched ??= {})[name] = samples;
  setInterval(async () => {
    const { people, streams } = window.meet.state;
    const { socketId } = people.find((one) => one.participantId === participantId) ?? {};
    const tracks = streams[socketId]?.main.getTracks() ?? [];
    const link = roomMedia.linkOf(socketId);
    const sample = {
      kinds: tracks.map(({ kind }) => kind).sort().join(),
      is_served: link !== roomMedia.mesh.links.get(socketId),
      is_same_video: video.isConnected && video.srcObject === streams[socketId]?.main,
      shown: video.getVideoPlaybackQuality().totalVideoFrames,
      packets: 0, frames: 0, width: 0, concealed: 0, samples: 0,
    };
    for (const report of (await link?.connection.getStats())?.values() ?? []) {
      if (report.type !== "inbound-rtp") continue;
      if (!tracks.some(({ id }) => id === report.trackIdentifier)) continue;
      if (report.kind === "audio") sample.packets += report.packetsReceived;
      sample.frames += report.framesDecoded ?? 0;
      sample.width = Math.max(sample.width, report.frameWidth ?? 0);
      sample.concealed += report.concealedSamples ?? 0;
      sample.samples += report.totalSamplesReceived ?? 0;
    }
    samples.push(sample);
  }, 100);
}
"""


class Sample(NamedTuple):
    """What was played at a moment; counters belong to the tracks that were played then."""

    kinds: str
    is_served: bool
    """Whether the tracks came over a media server."""
    is_same_video: bool
    shown: int
    """The number of pictures that the tile has displayed since its beginning."""
    packets: int
    """Packets of sound."""
    frames: int
    width: int
    concealed: int
    """Samples of sound that were made up because none had arrived in time."""
    samples: int


def use_small_camera(person: Person, width: int = 320) -> None:
    person.page.add_init_script(_SMALL_CAMERA.replace("SIZE", str(width)))


def watch(person: Person, other: str) -> None:
    """Begin to watch, as soon as pictures of the other person are displayed."""
    person.page.evaluate(_WATCH, other)
    eventually(person.page, lambda: samples(person.page, other)[-1:], _shows_pictures)


def _shows_pictures(found: list[Sample]) -> bool:
    return bool(found) and found[0].frames > 0


def samples(page: Page, other: str) -> list[Sample]:
    found = page.evaluate("(name) => window.watched[name]", other)
    return [Sample(**one) for one in found]


def latest(person: Person, other: str) -> Sample:
    return samples(person.page, other)[-1]


def is_served(person: Person, other: str) -> None:
    """Wait until the other person is played over a media server."""
    eventually(person.page, lambda: latest(person, other).is_served)


def sees_on(person: Person, other: str) -> None:
    """Wait until more pictures of the other person are displayed."""
    shown = latest(person, other).shown
    eventually(person.page, lambda: latest(person, other).shown > shown + 5)


def has_moved_without_a_gap(person: Person, other: str) -> None:
    """Check that sound and picture changed to the media server at once, and were never away.

    Both were decoded there before they were played, nothing was played twice, and the tile was not
    created again. The new sound may wait for its jitter buffer, for less than 200 ms.
    """
    watched = samples(person.page, other)
    # The first samples may be older than the first tracks.
    found = list(itertools.dropwhile(lambda one: one.kinds != "audio,video", watched))
    assert {one.kinds for one in found} == {"audio,video"}
    assert all(one.is_same_video for one in found)
    assert all(later.shown >= earlier.shown for earlier, later in itertools.pairwise(found))
    moves = [pair for pair in itertools.pairwise(found) if pair[0].is_served != pair[1].is_served]
    [(before, after)] = moves
    assert not before.is_served
    assert after.packets > 0
    assert after.frames > 0
    # A busy computer makes up sound on every connection.
    earlier = next(one for one in found if one.samples >= before.samples - after.samples)
    added = after.concealed - (before.concealed - earlier.concealed)
    assert added < 0.2 * _SAMPLE_RATE, f"the move made up {added} samples of sound"
