"""What an acknowledgement carries beside its success, by command; most carry nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from signaling import commands, events


@dataclass(frozen=True, slots=True)
class Answer:
    """One of some events, its fields among those of the acknowledgement or `under` one of them."""

    events: tuple[type[events.Event], ...]
    under: str | None = None


ANSWERS: Mapping[type[commands.Command], Answer] = {
    commands.Join: Answer((events.RoomJoined, events.KnockPlaced)),
    commands.AdmitAll: Answer((events.AdmittedAll,)),
    commands.PostMessage: Answer((events.ChatPosted,), under="message"),
    commands.GetMessages: Answer((events.MessagesRead,)),
    commands.GetIceServers: Answer((events.IceServersGiven,)),
    commands.RefreshToken: Answer((events.TokenRefreshed,)),
}
