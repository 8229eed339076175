"""A screen and the sound of a tab for clients that know one picture and one sound."""

import pytest

from rooms.models import Room
from tests.browser import media
from tests.browser.older_pages import sends_one_picture
from tests.browser.person import Person
from tests.browser.sharing import sees_both_pictures, share, stop

# The page gives a hint to the tracks of screens.
_SENT_VIDEO_HINTS = """
(name) => {
  const { socketId } = window.meet.state.people.find((one) => one.displayName === name);
  return window.meet.mesh.links.get(socketId).connection.getSenders()
    .filter(({ track }) => track?.kind === "video").map(({ track }) => track.contentHint);
}
"""
# Meet's page plays nothing of a muted person. Clients of other protocols play what arrives.
_PLAY_EVERYTHING = """
() => {
  for (const { connection } of window.meet.mesh.links.values())
    for (const { track } of connection.getReceivers())
      Object.defineProperty(track, "enabled", { get: () => true, set: () => {} });
}
"""
_SILENT_TAB = """
const { mediaDevices } = navigator;
const share = mediaDevices.getDisplayMedia.bind(mediaDevices);
mediaDevices.getDisplayMedia = async (options) => {
  const stream = await share(options);
  for (const track of stream.getAudioTracks()) track.enabled = false;
  return stream;
};
"""


@pytest.fixture
def older_ben(ben: Person) -> Person:
    """Give a guest whose page does not say that it understands a second picture."""
    sends_one_picture(ben)
    return ben


def test_a_page_with_one_picture_sees_the_screen_in_place_of_the_camera(
    ann: Person, older_ben: Person, cho: Person, room: Room
) -> None:
    for person in (ann, older_ben, cho):
        person.arrive(room.code)
        person.join()
    share(ann)

    sees_both_pictures(cho, "Ann Lee")
    media.sees(older_ben.page, "Ann Lee")
    hints = {name: ann.page.evaluate(_SENT_VIDEO_HINTS, name) for name in ("Ben", "Cho")}
    assert hints == {"Ben": ["detail"], "Cho": ["", "detail"]}
    stop(ann)
    media.sees(older_ben.page, "Ann Lee")
    assert ann.page.evaluate(_SENT_VIDEO_HINTS, "Ben") == [""]


def test_a_client_with_one_sound_hears_the_tab_of_a_muted_person(
    ann: Person, older_ben: Person, room: Room
) -> None:
    for person in (ann, older_ben):
        person.arrive(room.code)
        person.join()
    media.hears(older_ben.page, "Ann Lee")
    older_ben.page.evaluate(_PLAY_EVERYTHING)
    ann.press("Microphone")
    media.hears_only_noise(older_ben.page, "Ann Lee")

    share(ann)
    media.hears_more_than_noise(older_ben.page, "Ann Lee")

    stop(ann)
    media.hears_only_noise(older_ben.page, "Ann Lee")


def test_a_page_with_one_sound_hears_the_microphone_beside_a_silent_tab(
    ann: Person, older_ben: Person, room: Room
) -> None:
    ann.page.add_init_script(_SILENT_TAB)
    for person in (ann, older_ben):
        person.arrive(room.code)
        person.join()
    share(ann)
    media.hears(older_ben.page, "Ann Lee")

    ann.press("Microphone")
    media.hears_nothing(older_ben.page, "Ann Lee")
    ann.press("Microphone")
    media.hears(older_ben.page, "Ann Lee")
