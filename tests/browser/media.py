"""The media that one person really receives of another, by the browser's own counters.

The counters are read from the peer connection that the page shows to tools as `window.meet`.
"""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.waiting import eventually

_SAMPLES_PER_SECOND = 48_000

_READ_COUNTERS = """
async (name) => {
  const { state, mesh } = window.meet;
  const person = state.people.find((one) => one.displayName === name);
  const link = mesh.links.get(person?.socketId);
  if (!link) return null;
  const counters = { frames: 0, energy: 0, samples: 0 };
  for (const report of (await link.connection.getStats()).values()) {
    if (report.type !== "inbound-rtp") continue;
    counters.frames += report.framesDecoded ?? 0;
    counters.energy += report.totalAudioEnergy ?? 0;
    counters.samples += report.totalSamplesReceived ?? 0;
  }
  return counters;
}
"""


@dataclass(frozen=True, slots=True)
class Counters:
    """Totals since the connection began."""

    frames: int = 0
    energy: float = 0.0
    samples: int = 0


def counters(page: Page, name: str) -> Counters:
    return Counters(**(page.evaluate(_READ_COUNTERS, name) or {}))


def sees(page: Page, name: str) -> None:
    """Wait until pictures of this person are decoded, and go on being decoded."""
    first = eventually(page, lambda: counters(page, name), lambda now: now.frames > 0)
    eventually(page, lambda: counters(page, name), lambda now: now.frames > first.frames + 5)


def hears(page: Page, name: str) -> None:
    """Wait until sound of this person arrives, and goes on arriving."""
    first = eventually(page, lambda: counters(page, name), lambda now: now.energy > 0)
    eventually(page, lambda: counters(page, name), lambda now: now.energy > first.energy)


def hears_nothing(page: Page, name: str) -> None:
    """Wait until what arrives from this person is silence, two seconds long."""
    eventually(page, lambda: _energy_of_two_seconds(page, name), lambda energy: energy == 0)


def _energy_of_two_seconds(page: Page, name: str) -> float:
    begin = counters(page, name)
    end = eventually(
        page,
        lambda: counters(page, name),
        lambda now: now.samples >= begin.samples + 2 * _SAMPLES_PER_SECOND,
    )
    return end.energy - begin.energy
