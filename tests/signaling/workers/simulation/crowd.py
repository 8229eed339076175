"""The people and the rooms of a simulated Meet, and the checks that concern all of them."""

import itertools
import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from accounts.guests import participant_token
from accounts.models import User
from rooms.actions import create_room
from rooms.actions.claims import PAIRS
from rooms.models import Message, Room, RoomSnapshot, Seat
from signaling import presence
from tests.protocol.joining import access_token
from tests.signaling.workers.simulation.meet import Meet
from tests.signaling.workers.simulation.people import Client
from tests.signaling.workers.simulation.records import Person

PLACES = 4
_PAGE = 50
_NAMES = ("Bo", "Cy", "Dee", "Eve", "Fay", "Gus")
_numbers = itertools.count(1)


class Crowd:
    """A host with an account, six guests with one tab each, and a second tab of the first two."""

    def __init__(self, meet: Meet) -> None:
        self._meet = meet
        account, self.rooms = meet.database.now(_create)
        self.host = Client(meet, Person("Ann", meet.database.now(access_token, account)))
        guests = [
            Person(name, participant_token=participant_token(uuid.uuid4())) for name in _NAMES
        ]
        self.clients = [self.host, *(Client(meet, guest) for guest in [*guests, *guests[:2]])]
        self.open_seats: dict[str, set[str]] = {}
        self._locked: dict[str, set[str]] = {}
        """The seats of each room when its lock was acknowledged."""
        self._admitted: set[str] = set()
        """The knocks that the host has admitted, also past a lock; a seat keeps the id."""
        self._blocked: set[tuple[str, str]] = set()

    def client(self, number: int) -> Client:
        return self.clients[number % len(self.clients)]

    def join(self, number: int, room: int) -> None:
        client = self.client(number)
        if client.worker is None or client.is_out:
            client.open_page()
        client.join(self.rooms[room].code)

    def lock(self, room: int, *, locked: bool) -> None:
        room_id = str(self.rooms[room].pk)
        if not locked:
            self._locked.pop(room_id, None)

        def answered(answer: dict[str, Any] | None) -> None:
            if answer is not None and answer["success"] and locked:
                self._locked[room_id] = {str(seat.pk) for seat in self._read()[room_id]}

        self.host.ask("lock-room", answered, locked=locked, roomId=room_id)

    def admit_all(self) -> None:
        knocks = self.knocks()
        self._admitted |= set(knocks)
        self.host.ask("admit-all", lambda _answer: None, targetIds=knocks)

    def knocks(self) -> list[str]:
        """Return the ids of all people in waiting rooms."""
        return [
            knock.id
            for worker in self._meet.living()
            for room in self.rooms
            for knock in worker.presence.knocks(str(room.pk))
        ]

    def say(self, number: int) -> None:
        content = f"message {next(_numbers)}"
        key = content.ljust(16, ".")
        self.client(number).ask("chat-message", lambda _answer: None, content=content, key=key)

    def send_candidate(self, number: int) -> None:
        """Let a person send a candidate to another person in the room."""
        client = self.client(number)
        for tile in list(client.tiles.values())[:1]:
            fields = {"targetId": tile.peer_id, "candidate": {}}
            client.ask("ice-candidate", lambda _answer: None, **fields)

    def remove(self, number: int, *, is_blocked: bool) -> None:
        target = self.client(number)
        room = next((room for room in self.rooms if room.code == self.host.room), None)
        if target is self.host or room is None:
            return

        def answered(answer: dict[str, Any] | None) -> None:
            if answer is not None and answer["success"] and is_blocked:
                self._blocked.add((str(room.pk), target.name))

        name = "block-participant" if is_blocked else "remove-participant"
        self.host.ask(name, answered, targetId=target.peer_id)

    def read_rows(self) -> None:
        """Read the open seats; check the places, the locks and the blocks."""
        seats = self._read()
        wanting = {(client.room, client.name) for client in self.clients}
        codes = {str(room.pk): room.code for room in self.rooms}
        locked = self._meet.database.now(_locked_rooms)
        self.open_seats = {}
        for room_id, of_room in seats.items():
            self.open_seats[room_id] = {str(seat.pk) for seat in of_room}
            # The row of a person who has left ends a moment later.
            staying = [one for one in of_room if (codes[room_id], one.display_name) in wanting]
            assert len(staying) <= PLACES, staying
            for seat in of_room:
                assert (room_id, seat.display_name) not in self._blocked, seat.display_name
        for room_id, known in list(self._locked.items()):
            if room_id not in locked:
                del self._locked[room_id]
                continue
            newcomers = {
                seat.display_name
                for seat in seats[room_id]
                if str(seat.pk) not in known | self._admitted and seat.role == "participant"
            }
            assert not newcomers, newcomers

    def check_all_agree(self) -> None:
        """Check that homes, clients and rows agree on who is in which room."""
        seats = {
            seat.peer_id: seat
            for worker in self._meet.living()
            for room in self.rooms
            for seat in worker.presence.seats(str(room.pk))
        }
        inside = {client.peer_id: client for client in self.clients if client.is_in}
        assert {seat.display_name for seat in seats.values()} == {
            client.name for client in inside.values()
        }
        assert seats.keys() == inside.keys()
        for peer_id, client in inside.items():
            shown = {(tile.name, tile.peer_id, tile.is_live) for tile in client.tiles.values()}
            expected = {
                (seat.display_name, seat.peer_id, True)
                for seat in seats.values()
                if seat.room_id == seats[peer_id].room_id and seat.peer_id != peer_id
            }
            assert shown == expected, (client.name, shown - expected, expected - shown)
            answer = self._meet.run(client.call("chat-message", content=f"from {client.name}"))
            assert answer["success"], (client.name, answer)
        self._check_all_have_the_same_chat(seats.values())
        self.read_rows()
        open_seats = set().union(*self.open_seats.values())
        assert open_seats == {seat.id for seat in seats.values()}

    def _check_all_have_the_same_chat(self, seats: Iterable[presence.Seat]) -> None:
        self._meet.run(self._meet.pass_seconds(3))
        stored = self._meet.database.now(_messages)
        clients = {client.peer_id: client for client in self.clients}
        for seat in seats:
            # A join is answered with the newest page.
            shown, expected = clients[seat.peer_id].shown[-_PAGE:], stored[seat.room_id][-_PAGE:]
            assert shown == expected, seat.display_name

    def check_nothing_is_left(self) -> None:
        for worker in self._meet.living():
            assert worker.presence.is_empty()
        assert self._meet.database.now(_claims_left) == []
        self.read_rows()
        assert not any(self.open_seats.values())

    def _read(self) -> dict[str, list[Seat]]:
        return self._meet.database.now(_open_seats)  # type: ignore[no-any-return]


def _create() -> tuple[User, list[Room]]:
    number = next(_numbers)
    account = User.objects.create_user(f"ann{number}@example.org", display_name="Ann")
    rooms = [create_room(account, name, max_participants=PLACES) for name in ("Planning", "Weekly")]
    return account, rooms


def _open_seats() -> dict[str, list[Seat]]:
    seats: dict[str, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.filter(given_up_at=None).select_related("meeting"):
        seats[str(seat.meeting.room_id)].append(seat)
    return seats


def _messages() -> dict[str, list[str]]:
    """Return the contents of all messages, oldest first, by the id of their room."""
    messages: dict[str, list[str]] = defaultdict(list)
    for message in Message.objects.order_by("pk"):
        messages[str(message.room_id)].append(message.content)
    return messages


def _locked_rooms() -> set[str]:
    return {str(key) for key in Room.objects.filter(is_locked=True).values_list("pk", flat=True)}


def _claims_left() -> list[str]:
    return list(RoomSnapshot.objects.exclude(pk=PAIRS).values_list("pk", flat=True))
