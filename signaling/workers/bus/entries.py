"""The entries that workers send to each other on the bus, as MessagePack arrays.

The first item of an array is the type. A later version may only append fields with defaults:
decoders ignore items that they do not know, so that workers of two versions understand each other.
Numbers count the messages from one worker to one other worker, from 1. `sent_at` is the sender's
wall clock, for measuring only.
"""

import msgspec


class Messages(msgspec.Struct, array_like=True, tag=0, frozen=True, gc=False):
    """Messages with consecutive numbers; `number` is the number of the first."""

    sender: str
    sent_at: float
    number: int
    messages: list[bytes]


class Position(msgspec.Struct, array_like=True, tag=1, frozen=True, gc=False):
    """The number of the last message that the sender has sent to this receiver."""

    sender: str
    sent_at: float
    number: int


class Request(msgspec.Struct, array_like=True, tag=2, frozen=True, gc=False):
    """A receiver misses the messages from `number` to before `end`; without an end, all later ones.

    The sender of this entry is the receiver of the messages.
    """

    sender: str
    sent_at: float
    number: int
    end: int | None = None


class Dropped(msgspec.Struct, array_like=True, tag=3, frozen=True, gc=False):
    """The sender no longer has the messages before `number`."""

    sender: str
    sent_at: float
    number: int


Entry = Messages | Position | Request | Dropped

encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder(Entry).decode
