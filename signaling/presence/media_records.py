"""The records of the media of a room that may go over a media server.

Every record is immutable. Descriptions and candidates of clients are kept in memory until the media
server has got them; no snapshot contains them.
"""

import msgspec

from signaling.presence.records import MediaPath, MediaWay, PictureSource, Source

# A page shows at most this many pictures. As many hidden ones can be shown again without an offer.
MOST_PICTURES = 16
# More candidates than a browser makes for one connection. Later ones are dropped.
MOST_CANDIDATES = 64


class RoomMedia(msgspec.Struct, frozen=True, kw_only=True):
    """The path of a room's media, and the room on a media server that carries them.

    `generation` grows whenever clients need other connections. `server` is the name of the media
    server, and `reference` the engine's reference to its room; both are empty without such a room.
    """

    over: MediaPath = "mesh"
    generation: int = 0
    server: str = ""
    reference: bytes = b""


class Picture(msgspec.Struct, frozen=True, array_like=True):
    """A picture that a page has requested, with its size there in pixels; 0 if it is hidden."""

    seat_id: str
    source: PictureSource
    width: int
    height: int

    @property
    def is_shown(self) -> bool:
        return self.width > 0 and self.height > 0


class SeatMedia(msgspec.Struct, frozen=True, kw_only=True):
    """The connections of a seat's client with the media server, and what its page shows.

    The ids are the client's; an id is "" without such a connection. `sources` are what the
    publishing connection may send, by mid. `pictures` are the requested ones, oldest first.
    """

    publishing_id: str = ""
    sources: dict[str, Source] = {}
    subscribing_id: str = ""
    pictures: tuple[Picture, ...] = ()


class Received(msgspec.Struct, frozen=True, array_like=True):
    """A source of a seat that a page plays from the media server."""

    seat_id: str
    source: Source


class MediaQuality(msgspec.Struct, frozen=True, kw_only=True):
    """The latest measurement of a client's media, with the fields of `LiveMediaQuality`."""

    over: MediaWay
    is_relayed: bool
    round_trip_ms: int | None
    received_loss: float | None
    sent_loss: float | None
    received_height: int
    sent_height: int


class Offer(msgspec.Struct, frozen=True):
    """A client's offer of its publishing connection."""

    connection_id: str
    number: int
    sdp: str
    sources: dict[str, Source]


class Answer(msgspec.Struct, frozen=True):
    """A client's answer to the offer of its subscribing connection that has this number."""

    connection_id: str
    number: int
    sdp: str


class Candidate(msgspec.Struct, frozen=True):
    """A client's candidate for one of its connections; None at the end of candidates."""

    connection_id: str
    fields: dict[str, str | int | None] | None


class MediaRequests(msgspec.Struct, frozen=True, kw_only=True):
    """The requests of a client that the media server has not got yet.

    A newer offer or answer replaces an older one. `is_offer_wanted` means that the client asks for
    the offer of its subscribing connection, and `restarts` that this offer has to restart ICE.
    """

    offer: Offer | None = None
    answer: Answer | None = None
    is_offer_wanted: bool = False
    restarts: bool = False
    candidates: tuple[Candidate, ...] = ()


NOTHING = MediaRequests()
NO_MEDIA = SeatMedia()


class StoredMedia(msgspec.Struct, frozen=True):
    """The media of a room in a snapshot: of the room, and of its seats by id."""

    room: RoomMedia
    seats: dict[str, SeatMedia]
