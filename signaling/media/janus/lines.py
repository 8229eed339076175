"""The lines of a subscribing connection: what each receives, and in which layer.

The mid of a line is chosen by Janus. Janus uses a line again for another stream, after what it
received has ended.
"""

from collections.abc import Mapping, Sequence

import msgspec

from signaling.media.engine import Layer, Stream
from signaling.media.janus.credentials import stream_id
from signaling.media.janus.reference import PublishingReference, SubscribingReference
from signaling.media.janus.session import Body, Event
from signaling.presence.records import Source

PICTURES: frozenset[Source] = frozenset({"camera", "screen"})
_SCREENS: frozenset[Source] = frozenset({"screen", "screen-sound"})
_UNKNOWN = object()


class Origin(msgspec.Struct, frozen=True):
    """Where a stream comes from: a line of a feed."""

    feed: int
    mid: str


class Lines:
    """`active` maps the mid of each line that sends to its stream and its origin."""

    def __init__(self) -> None:
        self.active: dict[str, tuple[Stream, Origin]] = {}
        # Lines whose feed has ended. The client learns it with the next offer.
        self._stopped: set[str] = set()
        self._layers: dict[str, Layer | None] = {}

    @property
    def streams(self) -> dict[str, Stream]:
        return {mid: stream for mid, (stream, _) in self.active.items()}

    def kept(self, wanted: Mapping[Stream, object], origins: Mapping[Stream, Origin]) -> set[str]:
        """Return the lines that receive something wanted from where it is now."""
        return {
            mid
            for mid, (stream, origin) in self.active.items()
            if stream in wanted and origins.get(stream) == origin
        }

    def not_in(self, kept: set[str]) -> list[str]:
        """Return all other lines, also those whose feed has ended."""
        return [mid for mid in (*self.active, *self._stopped) if mid not in kept]

    def layer_changes(self, layers: Mapping[Stream, Layer | None]) -> dict[str, Layer | None]:
        """Return the new layers of the pictures that are received already."""
        return {
            mid: layers[stream]
            for mid, stream in self.streams.items()
            if stream in layers
            and stream.source in PICTURES
            and self._layers.get(mid, _UNKNOWN) != layers[stream]
        }

    def note_layers(self, layers: Mapping[str, Layer | None]) -> None:
        """Note layers by mid; forget those of lines that are not active."""
        known = {**self._layers, **layers}
        self._layers = {mid: layer for mid, layer in known.items() if mid in self.active}

    def note(self, reply: Event, origins: Mapping[Stream, Origin]) -> None:
        """Note what Janus reports about all lines."""
        if "streams" not in reply.data:
            return
        streams = {origin: stream for stream, origin in self.active.values()}
        streams |= {origin: stream for stream, origin in origins.items()}
        reported = {
            line["mid"]: Origin(line["feed_id"], line["feed_mid"])
            for line in reply.data["streams"]
            if line.get("active", False)
        }
        self.active = {
            mid: (streams[origin], origin) for mid, origin in reported.items() if origin in streams
        }
        self._stopped = reported.keys() - self.active.keys()

    def stop(self, feed: int) -> None:
        """Note that a feed has ended, which makes its lines inactive at the server."""
        stopped = {mid for mid, (_, origin) in self.active.items() if origin.feed == feed}
        for mid in stopped:
            del self.active[mid]
        self._stopped |= stopped

    def stream_ids(self, room: int) -> dict[str, str]:
        """Return the id of the stream of each line, for browsers."""
        return {
            mid: stream_id(room, origin.feed, "screen" if stream.source in _SCREENS else "person")
            for mid, (stream, origin) in self.active.items()
        }

    def to_reference(self, numbers: Mapping[int, int]) -> dict[str, tuple[int, str]]:
        """Return the lines by the numbers of their feeds."""
        return {
            mid: (numbers[origin.feed], origin.mid)
            for mid, (_, origin) in self.active.items()
            if origin.feed in numbers
        }

    def restore(
        self,
        reference: SubscribingReference,
        publishing: Sequence[PublishingReference],
        origins: Mapping[Stream, Origin],
    ) -> None:
        """Note the lines of an earlier home."""
        streams = {origin: stream for stream, origin in origins.items()}
        for mid, (number, feed_mid) in reference.lines.items():
            origin = Origin(publishing[number].feed, feed_mid)
            if origin in streams:
                self.active[mid] = (streams[origin], origin)
            else:
                self._stopped.add(mid)


def layer_of_line(mid: str, layer: Layer | None) -> Body:
    """Return the request for a layer of a line, or for nothing for the moment."""
    if layer is None:
        return {"mid": mid, "send": False}
    return {"mid": mid, "send": True, "substream": layer}
