"""The interface of media engines: rooms on media servers, as plain data.

A media server forwards what each person of a room publishes to the people who subscribe to it. A
person has one *publishing connection* and one *subscribing connection* with it. The interface knows
seats, sources and descriptions (SDP). It does not know how a media server is controlled, or any
rule of a room: the caller decides who may publish and who receives what.

The three errors are the only ones that these methods raise:

- `MediaServerLost`: the server failed, or does not have the room any more. The room is unusable.
- `MediaServerFull`: the server can't take this connection. The room is still usable.
- `MediaRefused`: a description or a candidate of a client was refused. The room is still usable.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, Protocol

import msgspec

from signaling.presence.records import Source

# The size of a picture that a person receives: a quarter, half, or all of its width and height.
# Browsers that can't send several sizes send one, which is received for each of the three.
Layer = Literal[0, 1, 2]
FULL_SIZE: Layer = 2

# The fields of a browser's `RTCIceCandidateInit`.
Candidate = Mapping[str, object]


class MediaServerLost(Exception):  # noqa: N818 it says what happened
    """The media server failed, or does not have the room any more."""


class MediaServerFull(Exception):  # noqa: N818 it says what happened
    """The media server can't take this connection."""


class MediaRefused(Exception):  # noqa: N818 it says what happened
    """A description or a candidate of a client was refused; the sentence says why."""


class Stream(msgspec.Struct, frozen=True):
    """One source of one seat."""

    seat_id: str
    source: Source


class Subscription(msgspec.Struct, frozen=True):
    """A stream that a person receives.

    `layer` is ignored for sounds. Without a layer, nothing of a picture is sent for the moment. If
    it was received before, it can be resumed without an offer.
    """

    stream: Stream
    layer: Layer | None = FULL_SIZE


class SubscriptionOffer(msgspec.Struct, frozen=True):
    """An offer of the media server to a subscribing connection.

    `streams` contains the stream of each line that sends, by the line's mid.
    """

    sdp: str
    streams: Mapping[str, Stream]


class ServerStatistics(msgspec.Struct, frozen=True):
    """The load of a media server, of all Meets and workers that use it."""

    rooms: int
    publishers: int


class RoomListener(Protocol):
    """Gets the reports of a room. The methods must return at once and must not raise."""

    def gone(self) -> None:
        """Handle the loss of the room: the server failed, or was silent for 3 s.

        This is called once, and not after the room was closed or abandoned.
        """

    def reference_changed(self) -> None:
        """Handle that `MediaRoom.reference` returns something else now."""

    def streams_changed(self) -> None:
        """Handle that the streams that can be subscribed to have changed.

        A stream can be subscribed to once its publishing connection is connected, until that is
        closed or fails. The caller calls `subscribe` again for each seat.
        """


class MediaRoom(Protocol):
    """One room on one media server.

    The methods for one seat must be called one after another. Those for different seats may
    overlap. A `connection_id` is chosen by the client, and identifies a connection only beside its
    seat. An unknown id opens a new connection, and closes the earlier one of that direction. Do not
    cancel a call: nobody would know what the server has done. Every call ends within 10 s.
    """

    @property
    def server_name(self) -> str: ...

    def reference(self) -> bytes:
        """Return everything that `MediaServer.resume_room` needs, for the snapshot of the room.

        It contains no description and no secret. The listener is told of each change.
        """

    async def publish(
        self,
        seat_id: str,
        connection_id: str,
        sdp: str,
        sources: Mapping[str, Source],
        blocked: Collection[Source],
    ) -> str:
        """Return the answer to the offer of a publishing connection.

        `sources` names the source of each line that sends, by mid. Raise `MediaRefused` for other
        lines. A line with several sizes lists them from the smallest. The blocked sources are
        stopped at the server before this method returns. The same connection id renegotiates, or
        restarts ICE.
        """

    async def subscribe(
        self,
        seat_id: str,
        connection_id: str,
        wanted: Sequence[Subscription],
        *,
        restart: bool = False,
    ) -> SubscriptionOffer | None:
        """Change what a seat receives to `wanted`; return the offer that this needs, or None.

        Streams that can't be subscribed to now are left out; the listener is told when they can.
        While an offer waits for its answer, the same offer is returned again, only layers of its
        streams change, and the call must be repeated after the answer. `restart` makes a new offer
        that restarts ICE. Raise `MediaRefused` if the client must open a new connection.
        """

    async def answer(self, seat_id: str, connection_id: str, sdp: str) -> None:
        """Apply the answer to the offer of a subscribing connection.

        Ignore it if the connection was replaced, or if none of its offers waits for an answer.
        """

    async def add_candidate(
        self, seat_id: str, connection_id: str, candidate: Candidate | None
    ) -> None:
        """Add a candidate to either connection of a seat; None ends the candidates."""

    async def block(self, seat_id: str, sources: Collection[Source]) -> None:
        """Stop exactly these sources of a seat at the server, and forward its others."""

    async def unpublish(self, seat_id: str) -> None:
        """Close the publishing connection of a seat, if there is one."""

    async def remove(self, seat_id: str) -> None:
        """Close both connections of a seat, if there are any."""

    async def set_places(self, places: int) -> None:
        """Change the number of publishers that the room takes; nobody is removed."""

    async def close(self) -> None:
        """End the room on the server, and all of its connections. Do not raise."""

    def abandon(self) -> None:
        """Stop using the room without ending anything on the server: it has another home."""


class MediaServer(Protocol):
    """A media server that the operator configured."""

    @property
    def name(self) -> str:
        """Return host and port: unique, and without secrets."""

    @property
    def is_healthy(self) -> bool:
        """Return whether the server answered within the last 3 s and accepts the secret."""

    async def open_room(self, places: int, listener: RoomListener) -> MediaRoom:
        """Create a room for as many publishers as `places`."""

    async def resume_room(self, reference: bytes, listener: RoomListener) -> MediaRoom:
        """Take over a room from another home; raise `MediaServerLost` if it is not there any more.

        Media keep flowing. The caller blocks the sources of each seat again, and restarts ICE of
        each connection, because events may have been lost in between.
        """

    async def statistics(self) -> ServerStatistics:
        """Ask the server for its load."""
