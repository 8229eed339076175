"""Two workers and a room whose people are at both, for the tests of homes."""

import msgspec

from rooms.models import RoomSnapshot
from signaling.workers.messages import Message
from tests.signaling.workers.simulation.crowd import Crowd
from tests.signaling.workers.simulation.meet import Meet
from tests.signaling.workers.simulation.people import Client
from tests.signaling.workers.simulation.worker import Worker

ANN, BO, CY, DEE, EVE, FAY = range(6)
LAPSED_SECONDS = 10


class Story:
    """Two workers; the first is the home of the room in which people meet."""

    def __init__(self, meet: Meet, crowd: Crowd) -> None:
        self.meet = meet
        self.crowd = crowd
        self.home: Worker = meet.run(meet.start_worker())
        self.edge: Worker = meet.run(meet.start_worker())
        self.room_key = str(crowd.rooms[0].pk)

    def enter(self, number: int, worker: Worker, room: int = 0) -> Client:
        client = self.crowd.client(number)
        client.connect(worker)
        client.join(self.crowd.rooms[room].code)
        self.passes(2)
        if not client.is_in:
            # Perhaps the room is taken up, and each call to the database takes 0.6 s.
            self.passes(4)
        assert client.is_in, client.events
        return client

    def passes(self, seconds: float) -> None:
        self.meet.run(self.meet.pass_seconds(seconds))

    def call(self, client: Client, name: str, **fields: object) -> dict[str, object]:
        answer: dict[str, object] = self.meet.run(client.call(name, **fields))
        return answer

    def asked(self, client: Client, name: str, **fields: object) -> list[dict[str, object] | None]:
        """Send an event, and return a list that gets the answer."""
        answers: list[dict[str, object] | None] = []
        client.ask(name, answers.append, **fields)
        return answers

    def deliver(self, sender: Worker, receiver: Worker, message: Message) -> None:
        """Let a message of a worker arrive at another one."""
        bus = self.meet.network.buses[receiver.id]
        bus.process.soon(bus.arrived, sender.id, msgspec.msgpack.encode(message))

    def claims(self) -> dict[str, tuple[str, int]]:
        return self.meet.database.now(_claims)  # type: ignore[no-any-return]

    def home_of_room(self) -> str:
        return self.claims()[self.room_key][0]


def _claims() -> dict[str, tuple[str, int]]:
    rows = RoomSnapshot.objects.values_list("pk", "worker", "epoch")
    return {key: (worker, epoch) for key, worker, epoch in rows}
