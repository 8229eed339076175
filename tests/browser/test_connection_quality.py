"""Which connection is weak: the mark on a tile, and the sentence that names the side."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rooms.models import Room
from tests.browser.accessibility import violations
from tests.browser.clocks import hasten_measurements
from tests.browser.packet_filter import Loss, PacketFilter
from tests.browser.person import NewPerson, Person
from tests.browser.playback_watch import use_small_camera
from tests.browser.screenshots import LOOKS, PHONE, PICTURES, take_picture, use_look
from tests.browser.waiting import eventually

# The network between pages on one machine loses nothing. Therefore the statistics of the links to
# these people report that a fifth is lost.
_REPORT_LOSS = """
(names) => {
  for (const [id, { connection }] of window.meet.mesh.links) {
    delete connection.getStats;
    const { displayName } = window.meet.state.people.find(({ socketId }) => socketId === id);
    if (!names.includes(displayName)) continue;
    connection.getStats = async () => {
      const stats = await RTCPeerConnection.prototype.getStats.call(connection);
      return new Map([...stats].map(([id, report]) =>
        [id, "packetsReceived" in report
          ? { ...report, packetsLost: Math.round(report.packetsReceived / 5) } : report]));
    };
  }
}
"""
_IS_VISIBLE = "(mark) => mark.checkVisibility()"


@pytest.fixture
def new_person(new_person: NewPerson) -> NewPerson:
    """Give people whose pages measure their connections more often."""

    def hastened(*args: Any, **options: Any) -> Person:
        person = new_person(*args, **options)
        hasten_measurements(person.page)
        return person

    return hastened


def report_loss(page: Page, *names: str) -> None:
    page.evaluate(_REPORT_LOSS, names)


def is_marked(person: Person, name: str, sentence: str) -> None:
    """Wait until a tile has the mark and the sentence."""
    person.sees_mark(name, "weak connection")
    tile = person.tile(name)
    expect(tile).to_have_attribute("title", sentence)
    assert tile.locator(".tile__weak").evaluate(_IS_VISIBLE)


def menu_of(person: Person, name: str) -> list[str]:
    return [" ".join(item.split()) for item in person.actions_on(name)]


def is_not_marked(person: Person, name: str) -> None:
    eventually(
        person.page, lambda: "weak" not in str(person.tile(name).get_attribute("aria-label"))
    )
    assert not person.tile(name).locator(".tile__weak").evaluate(_IS_VISIBLE)


def test_a_weak_connection_is_that_of_the_other_or_of_this_person(
    together: tuple[Person, Person], new_person: NewPerson, room: Room
) -> None:
    ann, _ = together
    cid = new_person("Cid")
    cid.arrive(room.code)
    cid.join()
    for name in ("Ben", "Cid"):
        ann.sees_no_mark(name, "connecting")

    report_loss(ann.page, "Ben")

    is_marked(ann, "Ben", "Ben's connection is weak")
    assert "Statistics Ben's connection is weak" in menu_of(ann, "Ben")
    for look in LOOKS:
        use_look(ann.page, look)
        assert violations(ann.page) == []
        take_picture(ann, PICTURES / look / "weak-connection.png")
    ann.page.set_viewport_size(PHONE)

    report_loss(ann.page, "Ben", "Cid")

    is_marked(ann, "Ann Lee (you)", "Your connection is weak")
    for name in ("Ben", "Cid"):
        expect(ann.tile(name)).to_contain_text("Your connection is weak: video paused")
    is_not_marked(ann, "Ben")
    is_not_marked(ann, "Cid")

    report_loss(ann.page)

    is_not_marked(ann, "Ann Lee (you)")


def test_between_two_people_a_lossy_path_is_marked_until_it_is_good(
    ann: Person, ben: Person, room: Room
) -> None:
    loss = Loss()
    with PacketFilter(loss) as between:
        for person in (ann, ben):
            between.stand_before(person.page)
            use_small_camera(person)
            person.arrive(room.code)
            person.join()

        is_marked(ann, "Ben", "The connection between you and Ben is weak")
        is_marked(ben, "Ann Lee", "The connection between you and Ann Lee is weak")
        assert between.dropped > 0

        loss.is_on = False

        is_not_marked(ann, "Ben")
        is_not_marked(ben, "Ann Lee")
