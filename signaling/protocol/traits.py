"""The behaviour of the clients of each protocol, as far as the rules of rooms depend on it."""

from typing import Literal

import msgspec

Offers = Literal["on joining", "to newcomers", "when asked"]


class Traits(msgspec.Struct, frozen=True, kw_only=True):
    """The traits of one protocol's clients. Actions check these, and never the protocol's name."""

    offers: Offers = "on joining"
    """The peers to which a client sends an offer: the peers in the room when it joins, each peer
    that joins later, or only a peer for which the server requests an offer."""
    joins_by_name: bool = False
    """Clients may also join by a name that is not a room's code: the name of an ad-hoc room, which
    has no row."""
    keeps_peers_on_rejoin: bool = False
    """A repeated join of the client's own room is answered, and the other peers are not told."""
    has_waiting_room: bool = True
    """The clients have a waiting room: they can show that a host must admit a person first."""
    receives_own_chat: bool = True
    """The server sends a chat message to its sender, too."""
    opens_camera_after_join: bool = False
    """The client opens the camera only after it has joined; until then it negotiates no media."""
    trickles_before_description: bool = False
    """The client sends candidates before its description, and drops the candidates of other peers
    that arrive before their description."""
    replaces_connection_on_offer: bool = False
    """The client answers each offer with a new connection, even after it has sent its own offer."""
    forgets_peers_on_reconnect: bool = False
    """After a lost connection the client has forgotten all other peers, even if it is recovered as
    the same peer."""
    default_display_name: str = ""
    """The display name for a person whose client sends none. If empty, such a join is refused."""
    requeue_after_seconds: float | None = None
    """The seconds after which the server queues a client without a partner for the next one. If
    None, the client asks by itself, and is queued after PAIRING_ALONE_SECONDS if it does not."""


NATIVE_TRAITS = Traits()
