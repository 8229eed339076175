"""Meetings of three and more people over a real media server, Janus."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from accounts.models import User
from rooms.models import Room, RoomSnapshot
from tests.browser.conftest import SETTINGS
from tests.browser.media import sees
from tests.browser.person import NewPerson, Person
from tests.browser.picture_watch import CONNECTION_LOST
from tests.browser.playback_watch import (
    has_moved_without_a_gap,
    is_served,
    latest,
    samples,
    sees_on,
    use_small_camera,
    watch,
)
from tests.browser.upstream_clients import (
    RunClient,
    decodes,
    run_demo_client,
    run_rtcio_client,
)
from tests.browser.waiting import eventually
from tests.server.running import served
from tests.servers.janus import SECRET, Janus, janus
from tests.servers.meet import MeetServer, serve

# Three to four pages encode and decode on two processors.
pytestmark = pytest.mark.timeout(300)

WITH_JANUS = pytest.mark.parametrize("server", ["meet_with_janus"], indirect=True)
_CONNECTIONS = """
window.connections = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...given) {
    super(...given);
    window.connections.push(this);
  }
};
"""
_SPEAK_NEVERTHELESS = """
() => window.connections.flatMap((one) => one.getSenders()).forEach(({ track }) => {
  if (track?.kind === "audio") track.enabled = true;
})
"""


def with_media_servers(*running: Janus) -> dict[str, str]:
    addresses = [f"ws://:{quote(SECRET)}@127.0.0.1:{one.port}" for one in running]
    return {**SETTINGS, "MESH_PARTICIPANTS": "2", "MEDIA_SERVERS": ",".join(addresses)}


@pytest.fixture(scope="module")
def shared_janus(logs: Path) -> Iterator[Janus]:
    with janus(logs / "janus-for-browsers.log") as running:
        yield running


@pytest.fixture(scope="module")
def meet_with_janus(database_url: str, logs: Path, shared_janus: Janus) -> Iterator[MeetServer]:
    settings = with_media_servers(shared_janus)
    with serve(database_url, logs / "server-with-janus.log", **settings) as running:
        yield running


def enter(person: Person, room: Room, width: int = 320) -> None:
    use_small_camera(person, width)
    person.arrive(room.code)
    person.join()


def has_no_direct_links(person: Person) -> None:
    eventually(person.page, lambda: person.page.evaluate("window.meet.mesh.links.size") == 0)


@pytest.mark.alone
@WITH_JANUS
def test_two_people_move_to_the_media_server_when_a_third_and_a_fourth_come(
    ann: Person, ben: Person, new_person: NewPerson, room: Room
) -> None:
    for person in (ann, ben):
        enter(person, room)
    for person, other in ((ann, "Ben"), (ben, "Ann Lee")):
        watch(person, other)

    cho = new_person("Cho")
    enter(cho, room)

    for person, other in ((ann, "Ben"), (ben, "Ann Lee")):
        is_served(person, other)
        has_no_direct_links(person)
        sees_on(person, other)
        has_moved_without_a_gap(person, other)
    for person in (ann, ben):
        watch(person, "Cho")
        watch(cho, person.name)

    dee = new_person("Dee")
    enter(dee, room)

    watch(dee, "Ann Lee")
    watch(ann, "Dee")
    for person in (ann, ben, cho, dee):
        has_no_direct_links(person)
    for person, other in ((ann, "Ben"), (ben, "Cho"), (cho, "Ann Lee"), (dee, "Ann Lee")):
        sees_on(person, other)
    has_moved_without_a_gap(ann, "Ben")


@WITH_JANUS
def test_the_received_size_follows_the_tile(
    ann: Person, ben: Person, new_person: NewPerson, room: Room
) -> None:
    cho = new_person("Cho")
    for person in (ann, ben, cho):
        enter(person, room, 640)
    watch(ann, "Ben")
    is_served(ann, "Ben")
    ann.page.set_viewport_size({"width": 420, "height": 420})
    eventually(ann.page, lambda: latest(ann, "Ben").width, lambda width: width == 320)

    ann.page.set_viewport_size({"width": 1900, "height": 1100})
    ann.act_on("Ben", "Pin")

    eventually(ann.page, lambda: latest(ann, "Ben").width, lambda width: width == 640)
    sees_on(ann, "Ben")


@WITH_JANUS
def test_a_mute_by_a_host_holds_for_a_page_that_ignores_it(
    ann: Person, ben: Person, new_person: NewPerson, room: Room
) -> None:
    cho = new_person("Cho")
    ben.page.add_init_script(_CONNECTIONS)
    for person in (ann, ben, cho):
        enter(person, room)
    watch(cho, "Ben")
    packets = latest(cho, "Ben").packets
    eventually(cho.page, lambda: latest(cho, "Ben").packets > packets + 10)

    ann.act_on("Ben", "Mute")
    cho.sees_mark("Ben", "muted")
    ben.page.evaluate(_SPEAK_NEVERTHELESS)

    is_silent(cho, "Ben")
    sees_on(cho, "Ben")


def is_silent(person: Person, other: str) -> None:
    """Wait until no packet of sound arrives during ten pictures."""

    def packets_during_pictures() -> int:
        before = latest(person, other)
        after = eventually(
            person.page,
            lambda: latest(person, other),
            lambda now: now.frames >= before.frames + 10,
        )
        return after.packets - before.packets

    eventually(person.page, packets_during_pictures, lambda packets: packets == 0)


@WITH_JANUS
@pytest.mark.parametrize("run_client", [run_rtcio_client, run_demo_client])
def test_a_client_of_another_protocol_stays_on_direct_links(
    ann: Person, ben: Person, new_person: NewPerson, room: Room, run_client: RunClient
) -> None:
    for person in (ann, ben):
        enter(person, room)
    watch(ann, "Ben")

    dan = new_person("Dan")
    use_small_camera(dan)
    run_client(dan, room.code)

    is_served(ann, "Ben")
    eventually(ann.page, lambda: ann.page.evaluate("window.meet.mesh.links.size") == 1)
    decodes(dan)
    sees(ann.page, "Dan")
    sees(ben.page, "Dan")
    sees_on(ann, "Ben")
    has_moved_without_a_gap(ann, "Ben")


def test_people_see_each_other_again_after_the_death_of_a_media_server(
    new_person: NewPerson, account: User, room: Room, database_url: str, tmp_path: Path
) -> None:
    with (
        janus(tmp_path / "first-janus.log") as first,
        janus(tmp_path / "second-janus.log") as second,
        serve(database_url, tmp_path / "meet.log", **with_media_servers(first, second)) as meet,
    ):
        ann = new_person("Ann Lee", account=account, url=meet.url)
        ben, cho = (new_person(name, url=meet.url) for name in ("Ben", "Cho"))
        for person in (ann, ben, cho):
            enter(person, room)
        for person, other in ((ann, "Ben"), (ben, "Ann Lee")):
            watch(person, other)
            is_served(person, other)
            has_no_direct_links(person)

        used = first if has_clients(first) else second
        used.send(signal.SIGKILL)

        lost = "The media server was lost"
        expect(ann.page.get_by_role("status").filter(has_text=lost)).to_be_visible()
        expect(ann.page.get_by_role("status").filter(has_text=lost)).to_be_hidden()
        for person, other in ((ann, "Ben"), (ben, "Ann Lee")):
            sees_on(person, other)
            assert all(one.is_same_video for one in samples(person.page, other))
            person.sees_no_mark(other, "connecting")


def has_clients(running: Janus) -> bool:
    """Return whether media flow over a server: it has sockets for them."""
    return _udp_sockets(running.pid) > 0


def _udp_sockets(pid: int) -> int:
    links = [link.readlink() for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()]
    inodes = {f"{link}".removeprefix("socket:[").removesuffix("]") for link in links}
    lines = Path("/proc/net/udp").read_text().splitlines()[1:]
    lines += Path("/proc/net/udp6").read_text().splitlines()[1:]
    return sum(line.split()[9] in inodes for line in lines)


def is_stored(room: Room) -> bool:
    """Return whether the snapshot has the media server, and the connections of three people."""
    state = json.loads(bytes(RoomSnapshot.objects.get(room_key=str(room.pk)).state))
    media = state["media"] or {"room": {}, "seats": {}}
    published = [one.get("publishing_id") for one in media["seats"].values()]
    return bool(media["room"].get("server")) and len([one for one in published if one]) == 3


def test_media_flow_on_while_the_home_of_the_room_is_killed_and_restarted(
    new_person: NewPerson, account: User, room: Room, database_url: str, tmp_path: Path
) -> None:
    with janus(tmp_path / "janus.log") as running:
        settings = with_media_servers(running)
        with served(database_url, tmp_path / "first.log", changed=settings) as (program, port):
            url = f"http://127.0.0.1:{port}"
            ann = new_person("Ann Lee", account=account, url=url)
            ben, cho = (new_person(name, url=url) for name in ("Ben", "Cho"))
            for person in (ann, ben, cho):
                person.errors.expect(CONNECTION_LOST)
                enter(person, room)
            for person, other in ((ann, "Ben"), (ben, "Ann Lee")):
                watch(person, other)
                is_served(person, other)
                has_no_direct_links(person)
            eventually(ann.page, lambda: is_stored(room))
            moved = len(samples(ann.page, "Ben"))
            generation = ann.page.evaluate("window.meet.state.mediaPath.generation")

            program.send(signal.SIGKILL)
            assert program.exit_code() == -signal.SIGKILL
            expect(ann.connection_banner).to_be_visible()
            for person, other in ((ann, "Ben"), (ben, "Ann Lee")):
                sees_on(person, other)

        again = served(database_url, tmp_path / "second.log", "--port", str(port), changed=settings)
        with again:
            for person, other in ((ann, "Ben"), (ben, "Ann Lee")):
                expect(person.connection_banner).to_be_hidden()
                sees_on(person, other)
                assert all(one.is_same_video for one in samples(person.page, other))
            assert all(one.is_served for one in samples(ann.page, "Ben")[moved:])
            assert ann.page.evaluate("window.meet.state.mediaPath.generation") == generation
            ben.press("Camera")
            ann.sees_initials("Ben")
            ben.press("Camera")
            sees_on(ann, "Ben")
