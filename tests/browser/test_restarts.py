"""A call while the server process is killed, and started again on the same port and database."""

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room, RoomSnapshot
from tests.browser import media
from tests.browser.chromium import Devices
from tests.browser.conftest import SETTINGS
from tests.browser.person import NewPerson, Person
from tests.browser.picture_watch import CONNECTION_LOST, has_seen_without_pause, watch
from tests.browser.waiting import eventually
from tests.server.running import Program, served


@contextmanager
def running(database_url: str, log: Path, port: int = 0) -> Iterator[tuple[Program, int]]:
    with served(database_url, log, "--port", str(port), changed=SETTINGS) as started:
        yield started


@pytest.fixture
def room(account: User) -> Room:
    return create_room(account, "Weekly planning", waiting_room=True)


def let_in(host: Person, guest: Person, room: Room) -> None:
    guest.arrive(room.code)
    guest.knock()
    host.press("Admit")
    guest.is_inside()


def is_stored(room: Room) -> bool:
    """Return whether the snapshot has Ben's hand and mute, and Eve's knock."""
    state: dict[str, Any] = json.loads(bytes(RoomSnapshot.objects.get(room_key=str(room.pk)).state))
    hands = [one.get("hand_raised_at") is not None for one in state["seats"]]
    mutes = [one.get("is_muted", False) for one in state["seats"]]
    return (hands.count(True), mutes.count(True), len(state["knocks"])) == (1, 1, 1)


def test_a_call_goes_on_while_the_server_is_killed_and_restarted(
    new_person: NewPerson, account: User, room: Room, database_url: str, tmp_path: Path
) -> None:
    with running(database_url, tmp_path / "first.log") as (program, port):
        url = f"http://127.0.0.1:{port}"
        ann = new_person("Ann Lee", account=account, url=url)
        ben = new_person("Ben", url=url)
        dee, eve = (new_person(name, url=url, devices=Devices.MISSING) for name in ("Dee", "Eve"))
        for person in (ann, ben, dee, eve):
            person.errors.expect(CONNECTION_LOST)
        ann.arrive(room.code)
        ann.join()
        let_in(ann, ben, room)
        let_in(ann, dee, room)
        ann.act_on("Dee", "Remove")
        ann.answer("Remove Dee from the meeting?", "Remove")
        dee.is_told("You were removed from the meeting")
        eve.arrive(room.code)
        eve.knock()
        ann.act_on("Ben", "Mute")
        ann.sees_mark("Ben", "muted")
        ben.press("Raise hand")
        ann.sees_mark("Ben", "hand raised")
        ann.choose("More", "Lock room")
        ben.is_noticed("The room is locked")
        ben.say("Before")
        media.sees(ann.page, "Ben")
        media.sees(ben.page, "Ann Lee")
        for person, other in ((ann, "Ben"), (ben, "Ann Lee")):
            watch(person, other)
        eventually(ann.page, lambda: is_stored(room))

        program.send(signal.SIGKILL)
        assert program.exit_code() == -signal.SIGKILL
        expect(ann.connection_banner).to_contain_text("Others can still see and hear you.")
        expect(ben.connection_banner).to_contain_text("Others can still see you.")
        expect(eve.connection_banner).to_contain_text("Your place in the waiting room is kept")

    with running(database_url, tmp_path / "second.log", port):
        for person in (ann, ben, eve):
            expect(person.connection_banner).to_be_hidden()
        for person, other in ((ann, "Ben"), (ben, "Ann Lee")):
            person.sees_no_mark(other, "reconnecting")
            has_seen_without_pause(person, other)
        ann.sees_mark("Ben", "muted")
        ann.sees_mark("Ben", "hand raised")
        expect(ben.button("Microphone")).to_have_attribute("aria-pressed", "false")
        expect(ben.button("Raise hand")).to_have_attribute("aria-pressed", "true")
        eve.is_waiting()
        expect(ann.button("People, 2, 1 waiting")).to_be_visible()
        dee.press("Ask to rejoin")
        dee.ask_to_join()
        dee.is_told("The room is locked")
        ben.say("After")
        for person in (ann, ben):
            person.reads("Before")
            person.reads("After")
        ann.choose("More", "Unlock room")
        ben.is_noticed("The room is unlocked")
