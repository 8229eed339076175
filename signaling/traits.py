"""What one protocol's clients do by themselves, as far as others must know."""

from typing import Literal

import msgspec

Offers = Literal["on joining", "to newcomers", "when asked"]


class Traits(msgspec.Struct, frozen=True, kw_only=True):
    """The rules of rooms read these, and never ask which protocol somebody speaks."""

    offers: Offers = "on joining"
    """To whom its clients offer a connection: everybody they find in the room, everybody who comes
    after them, or only those they are asked to offer to."""
    names_rooms: bool = False
    """A name that is no room's code is one too: of a room without a row."""
    rejoins_quietly: bool = False
    """Joining the room it is in again is answered, and nobody else hears of it."""
    knocks: bool = True
    """Its clients have a waiting room: they show that somebody has to be let in first."""
    hears_own_chat: bool = True
    opens_camera_late: bool = False
    """It asks for the camera only when it is in, and what it negotiates before has no media."""
    trickles_early: bool = False
    """It sends candidates before its description, and drops others' that come before theirs."""
    takes_offers_anew: bool = False
    """It takes each offer with a new connection, whatever it has offered before."""
    starts_over: bool = False
    """After a lost connection it has forgotten everybody, though it is the same peer."""
    names_strangers: str = ""
    """What a person is called whose client gives no name. If empty, such a join is refused."""
    queued_after_seconds: float | None = None
    """After how many seconds without a partner the server queues its clients for the next one.
    If None, they ask by themselves, and are queued after PAIRING_ALONE_SECONDS if they don't."""


NATIVE_TRAITS = Traits()
