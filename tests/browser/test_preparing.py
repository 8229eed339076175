"""The tests and choices before a meeting: devices, speaker, connection, permissions."""

from typing import Any

from playwright.sync_api import Locator, expect

from rooms.models import Room
from tests.browser import media
from tests.browser.accessibility import violations
from tests.browser.chromium import Devices
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import LOOKS, PICTURES, fits_the_window, take_picture
from tests.browser.waiting import eventually

# Measure what an element without a picture plays, and on which speaker.
_LISTEN = """
window.played = { loudest: 0, sinkId: null };
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  if (this instanceof HTMLAudioElement) {
    const context = new AudioContext();
    const meter = new AnalyserNode(context);
    context.createMediaStreamSource(this.srcObject).connect(meter);
    const samples = new Float32Array(meter.fftSize);
    const read = () => {
      meter.getFloatTimeDomainData(samples);
      window.played.loudest = Math.max(window.played.loudest, ...samples);
      window.played.sinkId = this.sinkId;
      if (this.srcObject) setTimeout(read, 20);
    };
    read();
  }
  return play.call(this);
};
"""
_BROKEN_SPEAKER = """
HTMLMediaElement.prototype.setSinkId = async () => {
  throw new DOMException("gone", "NotFoundError");
};
"""
_BUSY_MICROPHONES = """
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wanted) => {
  if (wanted.audio?.deviceId) throw new DOMException("busy", "NotReadableError");
  return ask(wanted);
};
"""
# A phone whose camera looks away from the person.
_CAMERA_AT_THE_BACK = """
const settings = MediaStreamTrack.prototype.getSettings;
MediaStreamTrack.prototype.getSettings = function () {
  return { ...settings.call(this), facingMode: "environment" };
};
"""
_SINK_IDS = "[...document.querySelectorAll('meet-tile video')].map((video) => video.sinkId)"
# The headless shell gives each page other ids for the same devices.
_STABLE_IDS: dict[str, Any] = {
    "devices": Devices.FORBIDDEN,
    "permissions": ["camera", "microphone"],
}


def test_the_test_of_the_speaker_plays_tones_on_the_chosen_one(
    together: tuple[Person, Person], room: Room
) -> None:
    _, ben = together
    ben.press("Leave")
    ben.page.add_init_script(_LISTEN)
    ben.arrive(room.code)
    chosen = choose_last(speaker_choice(ben))

    ben.press("Test speaker")

    expect(speaker_test(ben)).to_contain_text("Playing three tones…")
    expect(speaker_test(ben)).to_contain_text("If you did not hear three tones")
    played = ben.page.evaluate("window.played")
    assert played["sinkId"] == chosen
    assert 0.1 < played["loudest"] < 0.3


def test_the_meeting_is_played_on_the_chosen_speaker_which_the_browser_stores(
    ann: Person, new_person: NewPerson, room: Room
) -> None:
    ann.arrive(room.code)
    ann.join()
    ben = new_person("Ben", **_STABLE_IDS)
    ben.arrive(room.code)
    chosen = choose_last(speaker_choice(ben))
    ben.join()

    media.hears(ben.page, "Ann Lee")
    eventually(ben.page, lambda: ben.page.evaluate(_SINK_IDS) == [chosen, chosen])
    ben.press("Leave")
    ben.arrive(room.code)
    expect(speaker_choice(ben)).to_have_value(chosen)


def test_a_speaker_that_can_not_be_used_is_reported(ben: Person, room: Room) -> None:
    ben.page.add_init_script(_BROKEN_SPEAKER)
    ben.arrive(room.code)
    choose_last(speaker_choice(ben))

    ben.press("Test speaker")

    expect(speaker_test(ben)).to_contain_text("This speaker can't be used.")


def test_a_microphone_that_can_not_be_used_is_reported(
    new_person: NewPerson, room: Room, look: str
) -> None:
    ben = new_person("Ben", **tall(look))
    ben.page.add_init_script(_BUSY_MICROPHONES)
    ben.arrive(room.code)
    choose_last(ben.page.get_by_role("combobox", name="Microphone"))

    ben.is_noticed("This device can't be used. Still using")
    fits_the_window(ben.page)
    assert violations(ben.page) == []
    take_picture(ben, PICTURES / look / "refused-microphone.png")

    ben.join()
    expect(ben.notices).to_be_empty()


def test_the_connection_is_checked_in_words(new_person: NewPerson, room: Room, look: str) -> None:
    ben = new_person("Ben", **tall(look))
    ben.arrive(room.code)
    assert findings(ben) == []

    ben.press("Check connection")

    expect(ben.page.locator(".findings li")).to_have_count(3)
    assert findings(ben) == [
        ("good", "The server responds."),
        ("unsure", "Direct connections are only certain within your own network."),
        ("unsure", "This site has no relay server for restricted networks."),
    ]
    assert violations(ben.page) == []
    fits_the_window(ben.page)
    take_picture(ben, PICTURES / look / "connection-checked.png")


def test_a_server_that_does_not_answer_is_reported(ben: Person, room: Room) -> None:
    ben.arrive(room.code)
    ben.page.route("**/healthz", lambda route: route.fulfill(status=503))
    ben.errors.expect("503")

    ben.press("Check connection")

    expect(ben.page.locator(".findings")).to_contain_text("The server does not respond.")
    assert findings(ben)[0][0] == "bad"


def test_a_picture_shows_where_a_blocked_device_is_allowed(
    new_person: NewPerson, room: Room, look: str
) -> None:
    ben = new_person("Ben", devices=Devices.FORBIDDEN, **tall(look))
    ben.arrive(room.code)

    problems = ben.page.locator(".prejoin meet-device-problems")
    expect(problems).to_contain_text("Your browser is blocking your camera and microphone.")
    expect(problems.locator("svg.permission-picture")).to_be_visible()
    assert violations(ben.page) == []
    fits_the_window(ben.page)
    take_picture(ben, PICTURES / look / "permission-denied.png")


def test_devices_open_when_the_person_allows_them(new_person: NewPerson, room: Room) -> None:
    ben = new_person("Ben", devices=Devices.FORBIDDEN)
    ben.arrive(room.code)
    expect(ben.button("Join without camera and microphone")).to_be_visible()

    ben.page.context.grant_permissions(["camera", "microphone"])

    expect(ben.button("Join")).to_be_visible()
    expect(ben.page.locator("meet-preview video")).to_be_visible()
    expect(ben.page.locator(".prejoin meet-device-problems")).to_be_hidden()


def test_the_choices_of_the_last_preview_are_kept_in_a_new_tab(
    new_person: NewPerson, room: Room
) -> None:
    ben = new_person("Ben", **_STABLE_IDS)
    ben.arrive(room.code)
    microphone = choose_last(ben.page.get_by_role("combobox", name="Microphone"))
    ben.press("Camera")
    ben.join()
    ben.press("Microphone")

    again = ben.open_tab()
    again.arrive(room.code)

    expect(again.page.get_by_label("Your name")).to_have_value("Ben")
    expect(again.button("Camera")).to_have_attribute("aria-pressed", "false")
    expect(again.button("Microphone")).to_have_attribute("aria-pressed", "true")
    choice = again.page.get_by_role("combobox", name="Microphone")
    expect(choice).to_have_value(microphone)
    used = again.page.evaluate("window.meet.state.media.microphone.deviceId")
    assert used == microphone


def test_the_own_picture_is_like_a_mirror_except_of_a_camera_at_the_back(
    new_person: NewPerson, room: Room
) -> None:
    for back, scale in ((False, "-1 1"), (True, "none")):
        ben = new_person("Ben")
        if back:
            ben.page.add_init_script(_CAMERA_AT_THE_BACK)
        ben.arrive(room.code)
        expect(ben.page.locator("meet-preview video")).to_have_css("scale", scale)
        ben.join()
        expect(ben.tile("Ben (you)").locator("video")).to_have_css("scale", scale)


def tall(look: str) -> dict[str, Any]:
    """Return a way to look at a page whose window is high enough for all of the preview."""
    options = LOOKS[look]
    return {**options, "viewport": {**options["viewport"], "height": 1200}}


def choose_last(choice: Locator) -> str:
    """Choose a device that is not the system's, and return its id."""
    expect(choice).to_be_visible()
    chosen: str = choice.locator("option").last.get_attribute("value") or ""
    choice.select_option(chosen)
    return chosen


def speaker_choice(person: Person) -> Locator:
    return person.page.get_by_role("combobox", name="Speaker")


def speaker_test(person: Person) -> Locator:
    return person.page.locator(".prejoin meet-speaker-test")


def findings(person: Person) -> list[tuple[str, str]]:
    """Return each result of the check of the connection, with its verdict."""
    lines = person.page.locator(".findings li").all()
    return [(line.get_attribute("data-verdict") or "", line.inner_text().strip()) for line in lines]
