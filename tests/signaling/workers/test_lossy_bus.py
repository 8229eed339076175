"""Whatever Redis loses, repeats or reorders, messages arrive once and in order, or are lost."""

from hypothesis import given
from hypothesis import strategies as st

from signaling.workers.bus.entries import Dropped, Messages, Position, decode
from signaling.workers.bus.inbox import Inbox
from signaling.workers.bus.outbox import Outbox

FATES = st.lists(st.sampled_from(["arrives", "is lost", "is doubled", "is late"]), max_size=40)


class Network:
    """An outbox and an inbox, with entries between them that have a fate each."""

    def __init__(self, fates: list[str]) -> None:
        self.got: list[int] = []
        self.losses = 0
        self.sent = 0
        self.now = 0.0
        self._fates = iter(fates)
        self._late: list[bytes] = []
        self._outbox = Outbox("ann", b"channel of bo")
        self._inbox = Inbox("ann", self._received, self._lost)

    def send(self) -> None:
        for _ in range(1 + self.sent % 3):
            self._outbox.add(b"%d" % self.sent)
            self.sent += 1
        self._carry(self._outbox.collect(self.now, self.now))

    def settle(self) -> None:
        """Tell the position and repeat requests; from now on each entry arrives."""
        self._fates = iter(())
        for entry in self._late:
            self._arrive(entry)
        position = self._outbox.position(self.now, self.now)
        assert position is not None
        self._arrive(position)
        for _ in range(self.sent):
            self.now += 1
            self._ask()

    def forget(self) -> None:
        """Let the outbox drop all that it keeps."""
        self._outbox.drop_old(self.now + 3600)

    def _carry(self, entry: bytes) -> None:
        fate = next(self._fates, "arrives")
        if fate == "is late":
            self._late.append(entry)
        elif fate != "is lost":
            self._arrive(entry)
            if fate == "is doubled":
                self._arrive(entry)

    def _arrive(self, payload: bytes) -> None:
        match decode(payload):
            case Messages(number=number, messages=messages):
                self._inbox.take(number, messages)
            case Position(number=number):
                self._inbox.note_position(number)
            case Dropped(number=number):
                self._inbox.note_dropped(number)
        self._ask()

    def _ask(self) -> None:
        missing = self._inbox.missing(self.now)
        if missing is not None:
            for entry in self._outbox.answer(*missing, self.now):
                self._carry(entry)

    def _received(self, sender: str, message: bytes) -> None:
        self.got.append(int(message))

    def _lost(self, sender: str) -> None:
        self.losses += 1


@given(FATES)
def test_what_the_sender_keeps_arrives_in_the_end(fates: list[str]) -> None:
    network = Network(fates)
    for _ in range(20):
        network.send()
    network.settle()
    assert network.got == list(range(network.sent))
    assert network.losses == 0


@given(FATES)
def test_what_the_sender_dropped_is_reported_and_the_rest_is_in_order(fates: list[str]) -> None:
    network = Network(fates)
    for turn in range(20):
        network.send()
        if turn == 10:
            network.forget()
    network.settle()
    assert network.got == sorted(set(network.got))
    assert (network.losses > 0) == (len(network.got) < network.sent)
