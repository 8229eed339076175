"""Recovery of connections under attack: too many claims, too many lost clients, and nonsense."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from accounts.models import User
from rooms.actions import create_room
from rooms.models import Room
from tests.hostile.bare import Address
from tests.hostile.guest import Guest
from tests.hostile.promises import Place
from tests.server.running import resident_bytes
from tests.servers.meet import MeetServer

CLAIMS = 1000
LOST = 2000
# The limit for all lost connections together, 16 MiB, is enough for 4,000 of this size.
LOST_BYTES = 4096
GROWTH_BYTES = 50_000_000
# They are sent 62 MB together; each room has one sender, which sends up to its rate limit.
ABSENT_PER_ROOM, ROOMS_OF_ABSENT = 46, 6
OFFERS, OFFER = 4, {"type": "offer", "sdp": "v" * 56_000}
EVERY_TYPE: list[Any] = [None, True, 0, -1, 1.5, 1e300, "", "\u0000", [], ["x"], {}, {"pid": "x"}]
LONG = "x" * 60_000

impatient = pytest.mark.parametrize("server", ["impatient_server"], indirect=True)


@contextmanager
def claiming(address: Address, auth: Any) -> Iterator[tuple[Guest, dict[str, Any]]]:
    with Guest(address) as guest:
        yield guest, guest.present(auth)


def missed_by(guest: Guest) -> list[str]:
    """Send an event; return the offsets of the events before its acknowledgement."""
    guest.send_packet('427["get-messages",{}]')
    offsets = []
    while (packet := guest.packet()) is not None and not packet.startswith("437["):
        if packet.startswith("42"):
            offsets.append(json.loads(packet.removeprefix("42"))[-1])
    return offsets


@impatient
def test_a_connection_may_be_claimed_a_thousand_times(server: MeetServer, place: Place):
    with Guest(place.address) as neighbour, ExitStack() as open_:
        neighbour.join(place.code, "Nell")
        first = open_.enter_context(Guest(place.address))
        answer = first.present({"displayName": "Ann"})
        assert first.call("join-room", {"roomCode": place.code, "displayName": "Ann"})["success"]
        neighbour.expect("user-joined")
        before = resident_bytes(server.process.pid)

        for _ in range(CLAIMS):
            with claiming(place.address, {"pid": answer["pid"]}) as (last, again):
                assert again == answer
        last = open_.enter_context(Guest(place.address))
        assert last.present({"pid": answer["pid"]}) == answer

        assert resident_bytes(server.process.pid) - before <= GROWTH_BYTES
        assert first.close_code() == 1000
        assert last.call("toggle-audio", {"enabled": True})["success"]
        assert neighbour.expect("user-toggle-audio")["socketId"] == answer["sid"]


@impatient
@pytest.mark.parametrize("_round", range(3))
def test_of_two_at_once_one_has_it(place: Place, _round: int):
    with Guest(place.address) as first, ExitStack() as open_:
        answer = first.present({"displayName": "Ann"})
        rivals = [open_.enter_context(Guest(place.address)) for _ in range(2)]
        for rival in rivals:
            rival.send_packet("40" + json.dumps({"pid": answer["pid"]}))

        peer_ids = [
            json.loads((rival.packet() or "").removeprefix("40"))["sid"] for rival in rivals
        ]

        assert answer["sid"] in peer_ids
        for rival in rivals:
            rival.send_packet('427["get-ice-servers",{}]')
        answered = [rival for rival in rivals if (rival.packet() or "").startswith("437[")]
        assert len(answered) == len(set(peer_ids))


@impatient
@pytest.mark.parametrize("nonsense", [*EVERY_TYPE, LONG], ids=lambda one: repr(one)[:12])
def test_a_pid_that_is_none_begins_anew(place: Place, nonsense: Any):
    with claiming(place.address, {"pid": nonsense}) as (_, answer):
        assert answer["sid"]
        assert answer["pid"] not in ("", nonsense)


@impatient
@pytest.mark.parametrize("nonsense", [*EVERY_TYPE, LONG], ids=lambda one: repr(one)[:12])
def test_an_offset_that_is_none_harms_nobody(place: Place, nonsense: Any):
    with Guest(place.address) as neighbour, Guest(place.address) as first:
        neighbour.join(place.code, "Nell")
        shown = {"pid": first.present({})["pid"], "offset": nonsense}
        with claiming(place.address, shown) as (guest, answer):
            assert answer["sid"]
            joining = {"roomCode": place.code, "displayName": "Ann"}
            assert guest.call("join-room", joining)["success"]
        assert neighbour.expect("user-joined")["participant"]["displayName"] == "Ann"


@impatient
def test_a_pid_of_64_kib_is_too_much(place: Place):
    with Guest(place.address) as guest:
        guest.send_packet("40" + json.dumps({"pid": "x" * 65_536}))
        assert guest.close_code() == 1009


@impatient
def test_offsets_out_of_order_bring_nothing_twice(place: Place):
    with Guest(place.address) as neighbour, Guest(place.address) as first:
        answer = first.present({"displayName": "Ann"})
        first.call("join-room", {"roomCode": place.code, "displayName": "Ann"})
        neighbour.join(place.code, "Nell")
        for is_on in (True, False, True, False):
            neighbour.call("toggle-audio", {"enabled": is_on})
        offsets = missed_by(first)
        pid = answer["pid"]

        with claiming(place.address, {"pid": pid, "offset": offsets[-2]}) as (guest, again):
            assert again == answer
            assert missed_by(guest) == offsets[-1:]
        with claiming(place.address, {"pid": pid, "offset": offsets[0]}) as (guest, again):
            assert again == answer
            assert missed_by(guest) == offsets[-1:]
        with claiming(place.address, {"pid": pid, "offset": "f" * 14}) as (_, anew):
            assert anew["sid"] != answer["sid"]


@impatient
def test_thousands_who_are_lost_take_little(server: MeetServer, place: Place):
    lose(place.address, LOST // 10)
    before = resident_bytes(server.process.pid)
    lose(place.address, LOST)
    grown = resident_bytes(server.process.pid) - before
    assert grown <= LOST * LOST_BYTES


@impatient
def test_those_who_are_lost_miss_no_more_than_there_is_room_for(
    server: MeetServer, place: Place, room: Room
):
    let_absent_people_miss_much(place.address, room.host)
    before = resident_bytes(server.process.pid)
    for _ in range(ROOMS_OF_ABSENT):
        let_absent_people_miss_much(place.address, room.host)
    assert resident_bytes(server.process.pid) - before <= GROWTH_BYTES


def let_absent_people_miss_much(address: Address, host: User) -> None:
    code = create_room(host, "Left", max_participants=100).code
    absent = lose_in(address, code, ABSENT_PER_ROOM)
    with Guest(address) as sender:
        sender.join(code)
        for peer_id in absent * OFFERS:
            assert sender.call("offer", {"targetId": peer_id, "sdp": OFFER})["success"]


def lose_in(address: Address, code: str, count: int) -> list[str]:
    """Let `count` clients join a room and break off; return their peer ids."""
    peer_ids = []
    for _ in range(count):
        guest = Guest(address)
        peer_ids.append(guest.join(code))
        guest.abort()
    return peer_ids


def lose(address: Address, count: int) -> list[str]:
    """Connect and break off `count` times; return the pids."""
    pids = []
    for _ in range(count):
        guest = Guest(address)
        pids.append(guest.present({"displayName": "Mallory"})["pid"])
        guest.abort()
    return pids
