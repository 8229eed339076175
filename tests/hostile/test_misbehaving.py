"""Seats are held for lost and slow clients, but not for clients that are cut for misbehaviour."""

import json
from contextlib import ExitStack

import pytest

from rooms.models import Room
from tests.hostile.frames import UNACCEPTABLE, frame
from tests.hostile.guest import Guest, PollingGuest
from tests.hostile.promises import Place
from tests.waiting import eventually

GUESTS = 11
TOGGLE = frame(b'42["toggle-audio",{"enabled":true}]')
RUBBISH = {
    "a flood": TOGGLE * 500,
    "no packet": frame(b"4nonsense"),
    "no engine packet": frame(b"9"),
    "JSON that is cut": frame(b'42["toggle-audio",{"ena'),
    "a number that is none": frame(b'42["toggle-audio",{"enabled":NaN}]'),
    "a reserved event": frame(b'42["disconnect"]'),
    "a packet that only servers send": frame(b'44{"message":"x"}'),
    "an attachment": frame(b'451-["toggle-audio",{"_placeholder":true,"num":0}]'),
    **{kind: data for kind, data in UNACCEPTABLE.items() if "close" not in kind},
}
SLOW_OFFERS = 190


@pytest.fixture
def small_place(place: Place, room: Room) -> Place:
    """Give a room with places for its host and eleven guests."""
    room.settings.max_participants = GUESTS + 1
    room.settings.save()
    return place


def watch(place: Place, open_: ExitStack) -> Guest:
    """Let a client that knows seats join the room."""
    watcher = open_.enter_context(Guest(place.address))
    watcher.connect("Watcher")
    joining = {"roomCode": place.code, "displayName": "Watcher", "capabilities": ["seats"]}
    assert watcher.call("join-room", joining)["success"]
    return watcher


def is_full(place: Place) -> bool:
    with Guest(place.address) as guest:
        guest.connect("Late")
        joining = {"roomCode": place.code, "displayName": "Late"}
        answer = guest.call("join-room", joining)
        if answer["success"]:
            guest.call("leave-room", {})
        return not answer["success"]


def test_eleven_guests_who_send_rubbish_leave_a_room_with_all_its_places(small_place: Place):
    with ExitStack() as open_:
        guests = [open_.enter_context(Guest(small_place.address)) for _ in range(GUESTS)]
        for guest in guests:
            guest.join(small_place.code)
        assert is_full(small_place)
        for guest, data in zip(guests, list(RUBBISH.values()), strict=False):
            guest.send_what_is_taken(data)
        for guest in guests:
            guest.errors_until_closed()
        eventually(lambda: not is_full(small_place))
        again = [open_.enter_context(Guest(small_place.address)) for _ in range(GUESTS)]
        for guest in again:
            guest.join(small_place.code)


@pytest.mark.parametrize("data", RUBBISH.values(), ids=RUBBISH)
def test_who_is_cut_for_rubbish_has_left(place: Place, data: bytes):
    with ExitStack() as open_:
        watcher = watch(place, open_)
        offender = open_.enter_context(Guest(place.address))
        peer_id = offender.join(place.code)
        offender.send_what_is_taken(data)
        assert watcher.expect("user-left", within_seconds=1)["socketId"] == peer_id


def test_who_floods_on_long_polling_has_left(place: Place):
    with ExitStack() as open_:
        watcher = watch(place, open_)
        PollingGuest(place.address)  # the control: this client only connects
        offender = PollingGuest(place.address)
        offender.join(place.code)
        offender.post("\x1e".join(["4nonsense"] * 3))
        watcher.expect("user-left", within_seconds=3)


def test_the_seat_of_who_is_lost_is_held(small_place: Place):
    with ExitStack() as open_:
        guests = [open_.enter_context(Guest(small_place.address)) for _ in range(GUESTS - 1)]
        for guest in guests:
            guest.join(small_place.code)
        watcher = watch(small_place, open_)
        lost = guests[-1]
        lost.socket.close()
        watcher.expect("participant-reconnecting", within_seconds=5)
        assert is_full(small_place)


def test_the_seat_of_who_reads_too_slowly_is_held(place: Place):
    with ExitStack() as open_:
        watcher = watch(place, open_)
        slow = open_.enter_context(Guest(place.address, receive_buffer_bytes=4096))
        peer_id = slow.join(place.code)
        sender = open_.enter_context(Guest(place.address))
        sender.join(place.code)
        offer = {"targetId": peer_id, "sdp": {"sdp": "v" * 60_000}}
        sender.send(frame(f"42{json.dumps(['offer', offer])}".encode()) * SLOW_OFFERS)
        reconnecting = watcher.expect("participant-reconnecting", within_seconds=10)
        assert reconnecting["socketId"] == peer_id
