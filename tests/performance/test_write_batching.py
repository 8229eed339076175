"""Messages that arrive together are sent together, complete and in order."""

import asyncio
from typing import Any

import pytest

from meet.server.write_batching import WriteBatch
from tests.hostile.bare import Bare
from tests.hostile.frames import frame
from tests.servers.meet import MeetServer


class FakeTransport(asyncio.Transport):
    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []
        self.has_closed = False

    def write(self, data: Any) -> None:
        self.written.append(bytes(data))

    def is_closing(self) -> bool:
        return self.has_closed


def a_batch() -> WriteBatch:
    """Make a batch that only the test ends."""
    return WriteBatch(lambda _end: None)


def test_what_is_held_is_written_at_the_end_in_one_piece_each() -> None:
    batch, ann, bo = a_batch(), FakeTransport(), FakeTransport()
    for transport, message in ((ann, b"1"), (bo, b"2"), (ann, b"3")):
        batch.add(transport, message)
    assert (ann.written, bo.written) == ([], [])
    batch.flush()
    assert (ann.written, bo.written) == ([b"\x81\x011\x81\x013"], [b"\x81\x012"])


def test_nothing_is_written_twice_nor_to_who_is_gone() -> None:
    batch, ann, bo = a_batch(), FakeTransport(), FakeTransport()
    batch.add(ann, b"1")
    batch.add(bo, b"2")
    bo.has_closed = True
    batch.flush()
    batch.flush()
    assert (ann.written, bo.written) == ([b"\x81\x011"], [])


def test_a_burst_whose_last_message_never_comes_ends_with_the_turn_of_the_loop() -> None:
    soon: list[Any] = []
    batch, ann = WriteBatch(soon.append), FakeTransport()
    batch.add(ann, b"1")
    batch.add(ann, b"2")
    (end,) = soon
    end()
    assert (ann.written, batch.is_open) == ([b"\x81\x011\x81\x012"], False)


@pytest.mark.parametrize(
    ("size", "head"),
    [
        (0, "8100"),
        (125, "817d"),
        (126, "817e007e"),
        (65_535, "817effff"),
        (65_536, "817f0000000000010000"),
    ],
)
def test_a_frame_says_its_size(size: int, head: str) -> None:
    batch, ann = a_batch(), FakeTransport()
    batch.add(ann, b"x" * size)
    batch.flush()
    assert ann.written == [bytes.fromhex(head) + b"x" * size]


ASKED = [f'42{number}["nope"]' for number in range(50)]
ANSWERED = [packet.replace("42", "43", 1).replace('"nope"', "") for packet in ASKED]


def heads_of(packets: list[str]) -> list[str]:
    return [packet.partition("[")[0] for packet in packets]


def framed(packets: list[str]) -> bytes:
    return b"".join(frame(packet.encode()) for packet in packets)


@pytest.mark.served
def test_messages_sent_together_are_answered_in_order(server: MeetServer) -> None:
    with connected(server) as bare:
        bare.send(framed(ASKED))
        assert heads_of([bare.packet() or "" for _ in ASKED]) == heads_of(ANSWERED)


@pytest.mark.served
def test_what_was_answered_in_a_burst_arrives_before_the_end_it_leads_to(
    server: MeetServer,
) -> None:
    with connected(server) as bare:
        bare.send(framed([*ASKED, '42["connect"]', *ASKED]))
        received = []
        while (packet := bare.packet()) is not None:
            received.append(packet)
    assert heads_of(received[: len(ASKED)]) == heads_of(ANSWERED)
    assert received[len(ASKED)].startswith('42["error"')


@pytest.mark.served
def test_a_burst_that_ends_in_a_broken_frame_holds_nobody_else_up(server: MeetServer) -> None:
    with connected(server) as breaking, connected(server) as bare:
        breaking.send(framed(ASKED) + frame(b"7", opcode=0x7))
        assert breaking.close_code() == 1002
        bare.send_packet(ASKED[0])
        assert heads_of([bare.packet() or ""]) == heads_of(ANSWERED[:1])


def connected(server: MeetServer) -> Bare:
    """Return a client that is connected to the native namespace."""
    bare = Bare(server.address)
    assert bare.upgrade() == 101
    bare.packet()
    bare.send_packet("40")
    bare.packet()
    return bare
