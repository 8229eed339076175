"""The media that one person really sends to another or receives, by the browser's own counters.

The counters are read from the peer connection that the page shows to tools as `window.meet`.
"""

from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Page

from tests.browser.waiting import eventually

_SAMPLES_PER_SECOND = 48_000
# In two seconds, a silence has 0.000000002, and the beeps of a microphone have over 0.001.
_NOISE = 0.00001
# The streams of a person: microphone and camera, and a shared screen with its sound.
Stream = Literal["main", "screen"]

_READ_COUNTERS = """
async ([name, stream]) => {
  const { state, mesh } = window.meet;
  const person = state.people.find((one) => one.displayName === name);
  const link = mesh.links.get(person?.socketId);
  const tracks = state.streams[person?.socketId]?.[stream]?.getTracks();
  if (!link || !tracks) return null;
  const ids = tracks.map(({ id }) => id);
  const counters = { frames: 0, energy: 0, samples: 0 };
  for (const report of (await link.connection.getStats()).values()) {
    if (report.type !== "inbound-rtp" || !ids.includes(report.trackIdentifier)) continue;
    counters.frames += report.framesDecoded ?? 0;
    counters.energy += report.totalAudioEnergy ?? 0;
    counters.samples += report.totalSamplesReceived ?? 0;
  }
  return counters;
}
"""

_READ_SENT = """
async (name) => {
  const { state, mesh } = window.meet;
  const person = state.people.find((one) => one.displayName === name);
  const sent = {};
  const connection = mesh.links.get(person.socketId)?.connection;
  for (const report of (await connection?.getStats())?.values() ?? []) {
    if (report.type !== "outbound-rtp") continue;
    sent[`${report.kind}_packets`] = report.packetsSent;
    if (report.kind === "audio") continue;
    sent.frames = report.framesEncoded;
    sent.height = report.frameHeight ?? 0;
    sent.target_bitrate = report.targetBitrate ?? 0;
  }
  return sent;
}
"""

_READ_LOCAL_CANDIDATE = """
async (name) => {
  const { state, mesh } = window.meet;
  const person = state.people.find((one) => one.displayName === name);
  const stats = await mesh.links.get(person.socketId).connection.getStats();
  const transport = [...stats.values()].find(({ type }) => type === "transport");
  const pair = stats.get(transport?.selectedCandidatePairId);
  const { candidateType, relayProtocol } = stats.get(pair?.localCandidateId) ?? {};
  return { type: candidateType, relay: relayProtocol };
}
"""


@dataclass(frozen=True, slots=True)
class Counters:
    """Totals since the connection began."""

    frames: int = 0
    energy: float = 0.0
    samples: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """The sent totals of a page to one person, and the current size of the picture."""

    frames: int = 0
    height: int = 0
    target_bitrate: float = 0.0
    video_packets: int = 0
    audio_packets: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """The local end of the path that a connection uses."""

    type: str | None = None
    relay: str | None = None
    """The protocol between the page and its TURN server; None without TURN."""


def sent(page: Page, name: str) -> Sent:
    return Sent(**page.evaluate(_READ_SENT, name))


def sends_no_pictures(page: Page, name: str) -> None:
    """Wait until no picture is encoded for this person during 100 packets of sound."""
    eventually(page, lambda: _frames_during_sound(page, name), lambda frames: frames == 0)


def _frames_during_sound(page: Page, name: str) -> int:
    begin = sent(page, name)
    end = eventually(
        page,
        lambda: sent(page, name),
        lambda now: now.audio_packets >= begin.audio_packets + 100,
    )
    return end.frames - begin.frames


def local_candidate(page: Page, name: str) -> Candidate:
    return Candidate(**page.evaluate(_READ_LOCAL_CANDIDATE, name))


def counters(page: Page, name: str, stream: Stream = "main") -> Counters:
    return Counters(**(page.evaluate(_READ_COUNTERS, [name, stream]) or {}))


def sees(page: Page, name: str, stream: Stream = "main") -> None:
    """Wait until pictures of this person are decoded, and go on being decoded."""
    first = eventually(page, lambda: counters(page, name, stream), lambda now: now.frames > 0)
    eventually(
        page, lambda: counters(page, name, stream), lambda now: now.frames > first.frames + 5
    )


def sees_screen(page: Page, name: str) -> None:
    """Wait until the screen of this person is decoded beside the camera."""
    sees(page, name, "screen")


def hears(page: Page, name: str, stream: Stream = "main") -> None:
    """Wait until sound of this person arrives, and goes on arriving."""
    first = eventually(page, lambda: counters(page, name, stream), lambda now: now.energy > 0)
    eventually(page, lambda: counters(page, name, stream), lambda now: now.energy > first.energy)


def hears_nothing(page: Page, name: str) -> None:
    """Wait until what arrives from this person is silence, two seconds long."""
    eventually(page, lambda: _energy_of_two_seconds(page, name), lambda energy: energy == 0)


def hears_only_noise(page: Page, name: str) -> None:
    """Wait until what arrives is no more than the noise of an encoded silence."""
    eventually(page, lambda: _energy_of_two_seconds(page, name), lambda energy: energy < _NOISE)


def hears_more_than_noise(page: Page, name: str) -> None:
    eventually(page, lambda: _energy_of_two_seconds(page, name), lambda energy: energy > _NOISE)


def _energy_of_two_seconds(page: Page, name: str) -> float:
    begin = counters(page, name)
    end = eventually(
        page,
        lambda: counters(page, name),
        lambda now: now.samples >= begin.samples + 2 * _SAMPLES_PER_SECOND,
    )
    return end.energy - begin.energy
