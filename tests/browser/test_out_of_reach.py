"""The page when a peer, a server or a device does not answer."""

from django.templatetags.static import static
from playwright.sync_api import Page, expect

from rooms.models import Room
from tests.browser.person import NewPerson, Person
from tests.browser.screenshots import LOOKS, look_at

# This browser neither offers nor answers; it hears of everything.
_NEVER_ANSWERS = """
RTCPeerConnection.prototype.setLocalDescription = () => new Promise(() => {});
"""
# The steps of connection-retry.js, ten times as fast. A false clock for the whole page would make
# its socket miss the server's pings.
_IMPATIENT = """
const wait = window.setTimeout;
window.setTimeout = (run, ms, ...rest) =>
  wait(run, [7000, 8000].includes(ms) ? ms / 10 : ms, ...rest);
"""
_NEVER_OPENS_DEVICES = """
navigator.mediaDevices.getUserMedia = () => new Promise(() => {});
"""
_ACCEPTED_SERVERS = """
async (module) => {
  const { IceServers } = await import(module);
  const connect = (configuration) => new RTCPeerConnection(configuration);
  const reported = [];
  const servers = new IceServers(connect, (urls) => reported.push(...urls));
  const offered = [
    { urls: ["stun:127.0.0.1:3478", "stun:exa mple.org"] },
    { urls: "turn:127.0.0.1" },
    { urls: "https://example.org" },
  ];
  const taken = servers.use(offered, (iceServers) => connect({ iceServers }));
  const kept = taken.getConfiguration().iceServers.flatMap(({ urls }) => urls);
  taken.close();
  return { kept, reported };
}
"""


def let_pass(page: Page, seconds: int) -> None:
    page.clock.run_for(seconds * 1000)


def test_a_peer_that_never_answers_is_shown_as_unreachable(
    new_person: NewPerson, room: Room, look: str
) -> None:
    ann = new_person("Ann Lee", account=room.host, **LOOKS[look])
    ben = new_person("Ben")
    ben.page.add_init_script(_NEVER_ANSWERS)
    ann.page.add_init_script(_IMPATIENT)
    for person in (ann, ben):
        person.arrive(room.code)
        person.join()

    tile = ann.tile("Ben")
    ann.sees_mark("Ben", "can't be reached")
    expect(tile).to_contain_text("Can't reach Ben")
    look_at(ann, look, "out-of-reach", "Weekly planning")
    tile.get_by_role("button", name="Try again").click()
    ann.sees_mark("Ben", "connecting")
    ann.sees_mark("Ben", "can't be reached")


def test_a_browser_that_does_not_answer_for_devices_does_not_keep_anyone_from_joining(
    new_person: NewPerson, room: Room, look: str
) -> None:
    ben = new_person("Ben", **LOOKS[look])
    ben.page.add_init_script(_NEVER_OPENS_DEVICES)
    ben.page.clock.install()
    ben.open(f"/{room.code}")
    let_pass(ben.page, 4)
    expect(ben.page.locator("meet-device-problems").first).to_contain_text("If your browser asks")
    look_at(ben, look, "waiting-for-devices", "Weekly planning")
    let_pass(ben.page, 20)
    expect(ben.page.locator("meet-device-problems").first).to_contain_text("are not responding")

    expect(ben.button("Join without camera and microphone")).to_be_visible()
    ben.join()


def test_a_refused_ice_server_is_left_out_and_the_others_are_used(ben: Person, room: Room) -> None:
    ben.arrive(room.code)

    # The module itself, because the bundle of the page exports nothing.
    found = ben.page.evaluate(_ACCEPTED_SERVERS, static("js/rtc/ice-servers.js"))

    assert found["kept"] == ["stun:127.0.0.1:3478"]
    assert found["reported"] == [
        "stun:exa mple.org",
        "turn:127.0.0.1",
        "https://example.org",
    ]
