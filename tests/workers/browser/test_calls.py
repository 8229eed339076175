"""Calls between two people, each at another worker, while the workers die or are replaced."""

import os
import signal

import pytest
from playwright.sync_api import expect

from accounts.models import User
from rooms.models import Room, RoomSnapshot
from tests.browser import media
from tests.browser.person import NewPerson, Person
from tests.browser.picture_watch import CONNECTION_LOST, has_seen_without_pause, watch
from tests.browser.waiting import eventually
from tests.servers.two_workers import TwoWorkers

Pair = tuple[Person, Person]


@pytest.fixture
def call(new_person: NewPerson, meet: TwoWorkers, account: User, room: Room) -> Pair:
    """Give Ann and Ben, who see each other; Ben's hand is raised. The home is the worker of Ann.

    Their pictures are watched from now on.
    """
    ann = new_person("Ann Lee", account=account, url=meet.url(1))
    ben = new_person("Ben", url=meet.url(2))
    for person in (ann, ben):
        person.errors.expect(CONNECTION_LOST)
        person.arrive(room.code)
        person.join()
    ben.press("Raise hand")
    ann.sees_mark("Ben", "hand raised")
    for person, other in ((ann, "Ben"), (ben, "Ann Lee")):
        media.sees(person.page, other)
        media.hears(person.page, other)
        watch(person, other)
    assert home(room) == meet.worker(1)[0]
    return ann, ben


def home(room: Room) -> str:
    return RoomSnapshot.objects.get(pk=str(room.pk)).worker


def are_in_the_call(ann: Person, ben: Person) -> None:
    """Check that both are connected, and that neither picture has ever stopped."""
    for person, other in ((ann, "Ben"), (ben, "Ann Lee")):
        expect(person.connection_banner).to_be_hidden()
        person.sees_no_mark(other, "reconnecting")
        has_seen_without_pause(person, other)
    for person in (ann, ben):
        person.say(f"Hello from {person.name}")
    for person in (ann, ben):
        person.reads("Hello from Ann Lee")
        person.reads("Hello from Ben")


def test_a_call_goes_on_while_the_home_of_its_room_is_killed(
    call: Pair, meet: TwoWorkers, room: Room
) -> None:
    ann, ben = call
    socket_of_ben = ben.page.evaluate("window.meet.state.socketId")

    killed, process = meet.worker(1)

    os.kill(process, signal.SIGKILL)

    expect(ann.connection_banner).to_contain_text("Others can still see and hear you.")
    # The worker of Ben takes the room, or, on a busy machine, the new one to which Ann returns.
    eventually(ben.page, lambda: home(room), lambda worker: worker != killed)
    are_in_the_call(ann, ben)
    ann.sees_mark("Ben", "hand raised")
    assert ben.page.evaluate("window.meet.state.socketId") == socket_of_ben


def test_a_call_goes_on_while_another_worker_is_killed(
    call: Pair, meet: TwoWorkers, room: Room
) -> None:
    ann, ben = call
    os.kill(meet.worker(2)[1], signal.SIGKILL)
    expect(ben.connection_banner).to_contain_text("Others can still see and hear you.")
    are_in_the_call(ann, ben)
    assert home(room) == meet.worker(1)[0]


def test_a_call_goes_on_while_all_workers_are_replaced(call: Pair, meet: TwoWorkers) -> None:
    ann, ben = call
    seen = meet.program.log_length()
    meet.program.send(signal.SIGHUP)
    meet.program.wait_for_line("All workers were replaced", since=seen)
    are_in_the_call(ann, ben)
