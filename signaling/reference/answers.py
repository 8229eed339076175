"""The fields of acknowledgements in addition to `success`, by command; most have none."""

from collections.abc import Mapping
from dataclasses import dataclass

from signaling.protocol import commands, events


@dataclass(frozen=True, slots=True)
class Answer:
    """One of several events, whose fields are those of the acknowledgement.

    If `under` is set, they are in the field of that name instead.
    """

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
