"""The places of an edge's peers, and the rosters of their rooms."""

import pytest

from signaling.workers.edge.places import Place, Places

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
