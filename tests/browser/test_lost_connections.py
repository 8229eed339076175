"""A call while one or all people have no connection to the server."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from accounts.models import User
from rooms.models import Room
from tests.browser import media
from tests.browser.chromium import Devices
from tests.browser.conftest import SETTINGS
from tests.browser.person import NewPerson, Person
from tests.browser.picture_watch import CONNECTION_LOST, watch, watched
from tests.browser.screenshots import LOOKS, look_at
from tests.browser.tcp_proxy import TcpProxy
from tests.browser.waiting import eventually
from tests.servers.meet import MeetServer, serve

_SIGNALING = "window.watched.connection.signalingState"
_FRAMES = "window.watched.video.getVideoPlaybackQuality().totalVideoFrames"


@pytest.fixture
def proxy(server: MeetServer) -> Iterator[TcpProxy]:
    with TcpProxy(server.address) as proxy:
        yield proxy


@pytest.fixture
def proxied_ben(new_person: NewPerson, proxy: TcpProxy) -> Person:
    """Give a guest whose connection can be cut."""
    ben = new_person("Ben", url=proxy.url)
    ben.errors.expect(CONNECTION_LOST)
    return ben


def test_a_lost_connection_is_restored_without_any_action(
    ann: Person, proxied_ben: Person, proxy: TcpProxy, room: Room
) -> None:
    for person in (ann, proxied_ben):
        person.arrive(room.code)
        person.join()
    media.sees(ann.page, "Ben")
    seat = proxied_ben.seat_id
    for person, other in ((ann, "Ben"), (proxied_ben, "Ann Lee")):
        watch(person, other)

    proxy.cut()
    expect(proxied_ben.connection_banner).to_be_visible()
    ann.sees_mark("Ben", "reconnecting")
    media.sees(ann.page, "Ben")
    proxy.restore()

    expect(proxied_ben.connection_banner).to_be_hidden()
    ann.sees_no_mark("Ben", "reconnecting")
    assert proxied_ben.seat_id == seat
    for person, other in ((ann, "Ben"), (proxied_ben, "Ann Lee")):
        has_kept_picture(person, other)
    assert watched(ann, "Ben").new_notices == 0
    proxied_ben.say("Here again")
    ann.reads("Here again")
    media.sees(ann.page, "Ben")
    media.sees(proxied_ben.page, "Ann Lee")


def test_a_tab_whose_connection_returns_does_not_take_the_meeting_back_by_itself(
    ann: Person, proxied_ben: Person, proxy: TcpProxy, server: MeetServer, room: Room
) -> None:
    first, second = proxied_ben, proxied_ben.open_tab(server.url)
    for person in (ann, first):
        person.arrive(room.code)
        person.join()
    proxy.cut()
    expect(first.connection_banner).to_be_visible()
    second.arrive(room.code)
    second.join()
    proxy.restore()

    first.is_told("You joined from another tab or device")
    second.is_inside()
    media.sees(ann.page, "Ben")
    first.press("Use here")
    first.is_inside()
    second.is_told("You joined from another tab or device")
    media.sees(ann.page, "Ben")
    assert second.errors.unexpected == []


def test_a_lost_connection_shows_the_next_attempt_and_reconnects_on_request(
    together: tuple[Person, Person], new_person: NewPerson, proxy: TcpProxy, room: Room, look: str
) -> None:
    ann, _ = together
    cid = new_person("Cid", url=proxy.url, devices=Devices.MISSING, **LOOKS[look])
    cid.errors.expect(CONNECTION_LOST)
    cid.arrive(room.code)
    cid.join()
    media.sees(cid.page, "Ann Lee")
    proxy.cut()
    expect(cid.connection_banner).to_contain_text("You can still see and hear the others.")
    expect(cid.connection_banner).to_contain_text(re.compile(r"Next attempt in [1-5] s"))
    ann.sees_mark("Cid", "reconnecting")
    look_at(cid, look, "connection-lost", "Weekly planning")
    look_at(ann, look, "somebody-is-reconnecting", "Weekly planning")

    # The page must not try again by itself before the button is pressed.
    expect(cid.connection_banner).to_contain_text(re.compile(r"Next attempt in [3-5] s"))
    proxy.restore()
    cid.press("Try now")
    expect(cid.connection_banner).to_be_hidden()
    ann.sees_no_mark("Cid", "reconnecting")


def test_offers_of_both_sides_after_a_lost_connection_do_not_stop_the_pictures(
    new_person: NewPerson, account: User, proxy: TcpProxy, room: Room
) -> None:
    ann = new_person("Ann Lee", account=account, url=proxy.url)
    ben = new_person("Ben", url=proxy.url)
    for person in (ann, ben):
        person.errors.expect(CONNECTION_LOST)
        person.arrive(room.code)
        person.join()
    for person, other in ((ann, "Ben"), (ben, "Ann Lee")):
        media.sees(person.page, other)
        watch(person, other)

    proxy.cut()
    for person in (ann, ben):
        expect(person.connection_banner).to_be_visible()
        person.page.evaluate("window.watched.connection.restartIce()")
        is_negotiating(person, "have-local-offer")
    proxy.restore()

    for person, other in ((ann, "Ben"), (ben, "Ann Lee")):
        is_negotiating(person, "stable")
        sees_new_frames(person)
        has_kept_picture(person, other)


def test_a_message_that_failed_without_connection_can_be_retried(
    proxied_ben: Person, proxy: TcpProxy, room: Room
) -> None:
    proxied_ben.arrive(room.code)
    proxied_ben.join()
    proxy.cut()
    expect(proxied_ben.connection_banner).to_be_visible()

    proxied_ben.say("Can you hear me?")
    expect(proxied_ben.panel("Chat").get_by_text("Not sent.")).to_be_visible()
    proxy.restore()
    expect(proxied_ben.connection_banner).to_be_hidden()
    proxied_ben.press("Retry")

    expect(proxied_ben.panel("Chat").get_by_text("Not sent.")).to_be_hidden()
    proxied_ben.reads("Can you hear me?")


def test_joining_says_that_the_server_cannot_be_reached(
    proxied_ben: Person, proxy: TcpProxy, room: Room
) -> None:
    proxied_ben.arrive(room.code)
    proxy.cut()

    proxied_ben.ask_to_join()
    proxied_ben.is_told("The server can't be reached")

    proxy.restore()
    proxied_ben.press("Try again")
    proxied_ben.is_inside()


def test_everyone_rejoins_after_a_restart_of_the_server(
    new_person: NewPerson, account: User, room: Room, database_url: str, tmp_path: Path
) -> None:
    with (
        serve(database_url, tmp_path / "first.log", **SETTINGS) as first,
        TcpProxy(first.address) as proxy,
    ):
        ann, ben = (
            new_person("Ann Lee", account=account, url=proxy.url),
            new_person("Ben", url=proxy.url),
        )
        for person in (ann, ben):
            person.errors.expect(CONNECTION_LOST)
            person.arrive(room.code)
            person.join()
        ben.say("Before")
        ann.reads("Before")

        first.process.stop()
        expect(ben.connection_banner).to_be_visible()
        with serve(database_url, tmp_path / "second.log", **SETTINGS) as second:
            proxy.server_address = second.address
            for person in (ann, ben):
                expect(person.connection_banner).to_be_hidden()
            ben.say("After")
            ann.reads("After")
            expect(ann.tile("Ben")).to_have_count(1)
            media.sees(ann.page, "Ben")
            media.sees(ben.page, "Ann Lee")


def is_negotiating(person: Person, state: str) -> None:
    """Wait until the watched connection has this signaling state."""
    eventually(person.page, lambda: person.page.evaluate(_SIGNALING), lambda now: now == state)


def sees_new_frames(person: Person) -> None:
    """Wait until the watched video displays further frames."""
    before = person.page.evaluate(_FRAMES)
    eventually(person.page, lambda: person.page.evaluate(_FRAMES), lambda now: now > before + 5)


def has_kept_picture(person: Person, other: str) -> None:
    """Check that the other person has the same video element and the same connection."""
    seen = watched(person, other)
    assert (seen.is_same_video, seen.is_same_connection) == (True, True)
