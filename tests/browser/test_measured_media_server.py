"""Statistics, weak connections and sizes of pictures of a meeting on a media server."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from accounts.models import User
from rooms.models import Room, RoomSettings
from tests.browser.conftest import SETTINGS
from tests.browser.person import NewPerson, Person
from tests.browser.playback_watch import is_served, latest, sees_on, use_small_camera, watch
from tests.browser.test_admin import BOARD_MS, board
from tests.browser.test_connection_quality import is_marked, is_not_marked
from tests.browser.test_statistics import table
from tests.browser.waiting import eventually
from tests.servers.janus import SECRET, janus
from tests.servers.meet import MeetServer, serve

# The report of the media server about the upload: a fifth is lost.
_REPORT_LOSS = """
() => {
  const { connection } = window.meet.roomMedia.uploadLink;
  connection.getStats = async () => {
    const stats = await RTCPeerConnection.prototype.getStats.call(connection);
    const { packetsSent } = [...stats.values()].find(({ packetsSent }) => packetsSent);
    return new Map([...stats].map(([id, report]) =>
      [id, report.type === "remote-inbound-rtp"
        ? { ...report, packetsLost: Math.round(packetsSent / 2) } : report]));
  };
}
"""
_REPORT_NO_LOSS = "() => delete window.meet.roomMedia.uploadLink.connection.getStats"

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.parametrize("server", ["meet_with_janus"], indirect=True),
]


@pytest.fixture(scope="module")
def meet_with_janus(database_url: str, logs: Path) -> Iterator[MeetServer]:
    with janus(logs / "measured-janus.log") as running:
        address = f"ws://:{quote(SECRET)}@127.0.0.1:{running.port}"
        settings = {**SETTINGS, "MEDIA_SERVERS": address}
        with serve(database_url, logs / "server-with-measured-janus.log", **settings) as meet:
            yield meet


def meet(ann: Person, ben: Person, room: Room, *, width: int) -> None:
    """Let two people meet over the media server, with cameras of this width."""
    room.settings.media_server = RoomSettings.MediaServer.ALWAYS
    room.settings.save()
    for person in (ann, ben):
        use_small_camera(person, width)
        person.arrive(room.code)
        person.join()
    watch(ann, "Ben")
    is_served(ann, "Ben")


@pytest.fixture
def served(ann: Person, ben: Person, room: Room) -> Person:
    """Give Ann when she receives Ben over the media server."""
    meet(ann, ben, room, width=320)
    return ann


def test_the_statistics_tell_the_media_server_from_direct_links(served: Person) -> None:
    served.choose("More", "Statistics")

    for name, direction in (("To the media server", 1), ("Ben", 0)):
        shown = table(served, name)
        path = shown.get_by_role("row", name="Path").get_by_role("cell")
        expect(path).to_have_text("Media server, Direct")
        expect(shown.get_by_role("row", name="Round trip")).to_contain_text(re.compile(r"\d ms"))
        rates = shown.get_by_role("row", name="Bit rate").get_by_role("cell")
        expect(rates.nth(direction)).to_have_text(re.compile(r"^[\d,]+ kb/s$"))
        expect(rates.nth(1 - direction)).to_have_text("–")


def test_a_weak_upload_is_that_of_this_person(served: Person) -> None:
    served.page.evaluate(_REPORT_LOSS)

    is_marked(served, "Ann Lee (you)", "Your connection is weak")

    served.page.evaluate(_REPORT_NO_LOSS)
    is_not_marked(served, "Ann Lee (you)")


def test_operators_see_the_layer_and_the_loss_of_each_person(
    served: Person, new_person: NewPerson
) -> None:
    operator = User.objects.create_superuser("op@example.org", display_name="Op")
    op = new_person("Op", account=operator)
    op.open("/admin/")
    ann, ben = (board(op).get_by_role("listitem").filter(has_text=name) for name in ("Ann", "Ben"))
    for person in (ann, ben):
        expect(person).to_contain_text("over the media server", timeout=BOARD_MS)
        expect(person).to_contain_text(re.compile(r"round trip \d+ ms"))
        expect(person).to_contain_text("receives 180p · 0 % lost")
        expect(person).to_contain_text("sends 180p · 0 % lost")

    served.page.evaluate(_REPORT_LOSS)

    expect(ann).to_contain_text("weak connection", timeout=BOARD_MS)
    expect(ann).to_contain_text(re.compile(r"sends 180p · \d\d.* % lost"))
    expect(ben).not_to_contain_text("weak connection")


def test_the_largest_size_of_a_camera_reaches_a_large_tile(
    ann: Person, ben: Person, room: Room
) -> None:
    meet(ann, ben, room, width=1280)
    ann.page.set_viewport_size({"width": 1900, "height": 1100})
    ann.act_on("Ben", "Pin")
    eventually(ann.page, lambda: latest(ann, "Ben").width, lambda width: width == 1280)

    ann.page.set_viewport_size({"width": 420, "height": 420})
    eventually(ann.page, lambda: latest(ann, "Ben").width, lambda width: width == 640)

    ann.page.set_viewport_size({"width": 1900, "height": 1100})
    eventually(ann.page, lambda: latest(ann, "Ben").width, lambda width: width == 1280)
    sees_on(ann, "Ben")
