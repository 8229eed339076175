"""The places of an edge's peers, and the rosters of their rooms."""

import asyncio
from typing import Any

import pytest

from signaling.dialects.native import NATIVE
from signaling.workers.edge.joins import Joins
from signaling.workers.edge.places import Place, Places
from signaling.workers.home.homes import Home
from signaling.workers.message_sender import MessageSender
from signaling.workers.messages import Entered
from tests.signaling.examples import a_caller, an_event

ROOM = "0b0e8b0e-0000-4000-8000-000000000000"


@pytest.fixture
def places() -> Places:
    return Places(lambda: 0.0)


def test_changes_of_a_roster_follow_the_complete_one(places: Places) -> None:
    places.note_roster("w1", ROOM, {"bo": "1", "cy": "2"}, is_complete=True)
    places.note_roster("w1", ROOM, {"bo": "", "dee": "3"}, is_complete=False)
    assert places.roster(ROOM) == {"cy": "2", "dee": "3"}


def test_changes_without_a_complete_roster_tell_nothing(places: Places) -> None:
    places.note_roster("w1", ROOM, {"bo": "1"}, is_complete=False)
    assert places.roster(ROOM) is None


def test_an_earlier_home_does_not_change_a_roster(places: Places) -> None:
    places.put("cy", Place(ROOM, "w2", 2))
    places.note_roster("w2", ROOM, {"cy": "2"}, is_complete=True)
    places.note_roster("w1", ROOM, {"cy": ""}, is_complete=False)
    places.note_roster("w1", ROOM, {"bo": "1"}, is_complete=True)
    assert places.roster(ROOM) == {"cy": "2"}


def test_a_roster_ends_with_the_last_place_in_its_room(places: Places) -> None:
    for peer_id in ("bo", "cy"):
        places.put(peer_id, Place(ROOM, "w1", 1))
    places.note_roster("w1", ROOM, {"bo": "1", "cy": "2"}, is_complete=True)
    places.remove("bo")
    assert places.roster(ROOM) is not None
    places.remove("cy")
    assert places.roster(ROOM) is None


def test_a_roster_ends_when_the_last_peer_moves_to_another_room(places: Places) -> None:
    places.put("bo", Place(ROOM, "w1", 1))
    places.note_roster("w1", ROOM, {"bo": "1"}, is_complete=True)
    places.put("bo", Place("another", "w2", 1))
    assert places.in_room(ROOM) == []
    assert [peer_id for peer_id, _ in places.in_room("another")] == ["bo"]
    assert places.roster(ROOM) is None


def test_a_roster_stays_when_a_peer_joins_its_room_again(places: Places) -> None:
    places.put("bo", Place(ROOM, "w1", 1))
    places.note_roster("w1", ROOM, {"bo": "1"}, is_complete=True)
    again = Place(ROOM, "w1", 2)
    places.put("bo", again)
    assert places.in_room(ROOM) == [("bo", again)]
    assert places.roster(ROOM) == {"bo": "1"}


class NobodyHere:
    """A server whose clients have gone."""

    def find(self, _peer_id: str) -> None:
        return None


def joins_with(places: Places) -> Joins:
    server: Any = NobodyHere()
    messages = MessageSender(lambda _worker, _message: None)
    return Joins(server, places, messages, lambda _peer_id: None)


def test_a_place_that_comes_too_late_leaves_no_roster(places: Places) -> None:
    joins = joins_with(places)
    places.note_roster("w1", ROOM, {"bo": "1"}, is_complete=True)
    joins.entered("w1", Entered(1, "bo", ROOM, 1))
    assert places.roster(ROOM) is None


def test_a_home_that_dies_before_it_gives_a_place_leaves_no_roster(places: Places) -> None:
    joins = joins_with(places)

    async def story() -> None:
        joining = joins.enter(Home("w1", 1), ROOM, a_caller("bo"), NATIVE, an_event("join-room"))
        asked = asyncio.create_task(joining)
        await asyncio.sleep(0)
        places.note_roster("w1", ROOM, {"bo": "1"}, is_complete=True)
        joins.home_is_gone("w1")
        assert await asked is None

    asyncio.run(story())
    assert places.roster(ROOM) is None
