"""The pictures that are sent: as large as they are displayed, and as the connection carries."""

from playwright.sync_api import expect

from rooms.models import Room
from tests.browser import media
from tests.browser.clocks import hasten_measurements
from tests.browser.person import Person
from tests.browser.screenshots import DESK
from tests.browser.waiting import eventually

# Headless Chromium hides no page, therefore the page is told so.
HIDE = """
(isHidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => isHidden });
  document.dispatchEvent(new Event("visibilitychange"));
}
"""
# The network between two pages on one machine loses nothing. Therefore the statistics report loss.
_REPORT_LOSS = """
(share) => {
  for (const { connection } of window.meet.mesh.links.values()) {
    connection.getStats = async () => {
      const stats = await RTCPeerConnection.prototype.getStats.call(connection);
      return new Map([...stats].map(([id, report]) =>
        [id, "packetsReceived" in report
          ? { ...report, packetsLost: Math.round(report.packetsReceived * share) } : report]));
    };
  }
}
"""
_REPORT_NO_LOSS = """
() => {
  for (const { connection } of window.meet.mesh.links.values()) delete connection.getStats;
}
"""


def test_a_small_tile_gets_a_small_picture(together: tuple[Person, Person]) -> None:
    ann, ben = together
    eventually(ann.page, lambda: media.sent(ann.page, "Ben"), _is_large)

    ben.page.set_viewport_size({"width": 320, "height": 240})

    eventually(ann.page, lambda: media.sent(ann.page, "Ben"), _is_small)
    media.sees(ben.page, "Ann Lee")

    ben.page.set_viewport_size(DESK)

    eventually(ann.page, lambda: media.sent(ann.page, "Ben"), _is_large)


def _is_large(sent: media.Sent) -> bool:
    return sent.height > 180 and sent.target_bitrate > 450_000


def _is_small(sent: media.Sent) -> bool:
    return 0 < sent.height <= 180 and 0 < sent.target_bitrate <= 150_000


def test_a_hidden_page_receives_sound_and_no_pictures(together: tuple[Person, Person]) -> None:
    ann, ben = together
    media.sees(ben.page, "Ann Lee")

    ben.page.evaluate(HIDE, True)

    media.sends_no_pictures(ann.page, "Ben")
    media.hears(ben.page, "Ann Lee")
    media.sees(ann.page, "Ben")

    ben.page.evaluate(HIDE, False)

    media.sees(ben.page, "Ann Lee")


def test_over_a_weak_connection_pictures_are_paused_to_keep_sound(
    ann: Person, ben: Person, room: Room
) -> None:
    for person in (ann, ben):
        hasten_measurements(person.page)
        person.arrive(room.code)
        person.join()
    media.sees(ben.page, "Ann Lee")

    ben.page.evaluate(_REPORT_LOSS, 0.2)

    sentence = ben.tile("Ann Lee").get_by_text("The connection to Ann Lee is weak: video paused")
    expect(sentence).to_be_visible()
    ben.sees_mark("Ann Lee", "video paused")
    ben.sees_initials("Ann Lee")
    media.sends_no_pictures(ann.page, "Ben")
    media.hears(ben.page, "Ann Lee")

    ben.page.evaluate(_REPORT_NO_LOSS)

    eventually(ben.page, sentence.is_hidden)
    media.sees(ben.page, "Ann Lee")
