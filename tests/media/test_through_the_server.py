"""Media between clients of a running Meet, over Janus, with nothing but the native protocol."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.async_api import Browser, BrowserContext, Page

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from tests.clients.connecting import Connecting
from tests.media.meeting import open_page
from tests.media.sockets import Person
from tests.protocol.joining import access_token
from tests.servers.janus import SECRET, Janus
from tests.servers.meet import MeetServer, serve

Enter = Callable[..., Person]

pytestmark = pytest.mark.parametrize("server", ["meet_with_janus"], indirect=True)


@pytest.fixture(scope="package")
def meet_with_janus(database_url: str, logs: Path, shared_janus: Janus) -> Iterator[MeetServer]:
    address = f"ws://:{quote(SECRET)}@127.0.0.1:{shared_janus.port}"
    with serve(database_url, logs / "meet-with-janus.log", MEDIA_SERVERS=address) as running:
        yield running


@pytest.fixture
def owner(transactional_db: None) -> User:
    return User.objects.create_user("ann@example.org", display_name="Ann")


@pytest.fixture
def room(owner: User) -> Room:
    room = create_room(owner, "Planning")
    room.settings.media_server = "always"
    room.settings.save()
    return room


@pytest.fixture
def enter(
    runner: asyncio.Runner, chromium: Browser, connect: Connecting, room: Room
) -> Iterator[Enter]:
    """Let a person enter with a page; an account enters as that."""
    contexts: list[BrowserContext] = []

    async def page() -> Page:
        context = await chromium.new_context()
        contexts.append(context)
        opened = await open_page(context)
        await opened.evaluate("() => peer.capture()")
        return opened

    def enter(who: User | None = None) -> Person:
        auth = {"displayName": "Bo"} if who is None else {"token": access_token(who)}
        return Person(runner, runner.run(page()), connect(auth), room)

    yield enter
    for context in contexts:
        runner.run(context.close())


def test_two_people_see_and_hear_each_other_and_a_mute_holds(enter: Enter, owner: User) -> None:
    ann, bo = enter(owner), enter()
    assert ann.joined["media"] == {"over": "server", "generation": 1}
    for person, other in ((ann, bo), (bo, ann)):
        person.publish("microphone", "camera")
        person.subscribe()
        person.show(other)
    for person, other in ((ann, bo), (bo, ann)):
        person.answer_until(f"{other.id} camera")
        person.receives(f"{other.id} camera")
        person.receives(f"{other.id} microphone")

    ann.socket.call("mute-participant", {"targetId": bo.socket.peer_id})
    # The page of the muted person goes on sending its sound.
    ann.receives(f"{bo.id} camera")
    before = ann.counter(f"{bo.id} microphone").packets
    ann.receives(f"{bo.id} camera")
    assert ann.counter(f"{bo.id} microphone").packets <= before + 1


def test_a_newcomer_is_offered_what_is_published_and_the_others_the_newcomer(
    enter: Enter, owner: User
) -> None:
    ann = enter(owner)
    ann.publish("microphone", "camera")
    ann.subscribe()
    bo = enter()
    bo.subscribe()
    bo.answer_until(f"{ann.id} microphone")
    bo.receives(f"{ann.id} microphone")
    bo.publish("microphone")
    ann.answer_until(f"{bo.id} microphone")
    ann.receives(f"{bo.id} microphone")


def test_both_are_told_when_they_receive_each_other(enter: Enter, owner: User) -> None:
    ann, bo = enter(owner), enter()
    for person in (ann, bo):
        person.publish("microphone")
        person.subscribe()
    for person, other in ((ann, bo), (bo, ann)):
        person.answer_until(f"{other.id} microphone")
        person.receives(f"{other.id} microphone")
        received = [{"participantId": other.id, "source": "microphone"}]
        assert person.socket.call("report-media", {"received": received}) == {"success": True}
    assert ann.socket.expect("direct-links-replaced") == {"participantIds": [bo.id]}
    assert bo.socket.expect("direct-links-replaced") == {"participantIds": [ann.id]}


def test_an_offer_that_declares_too_little_is_refused(enter: Enter, owner: User) -> None:
    ann = enter(owner)
    offer = ann.page("offer", {"add": ["microphone", "camera"]})
    undeclared = {
        "connectionId": "p1",
        "number": 1,
        "sdp": {"type": "offer", "sdp": offer["sdp"]},
        "sources": {"0": "microphone"},
    }
    assert ann.socket.call("publish-media", undeclared) == {"success": True}
    assert ann.socket.expect("media-refused")["code"] == "MEDIA_UNAVAILABLE"
