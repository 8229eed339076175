"""The fields of acknowledgements in addition to `success`, by command; most have none."""

from collections.abc import Mapping
from dataclasses import dataclass

from signaling.protocol import commands, events


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """One of several events, whose fields are those of the acknowledgement.

    If `under` is set, they are in the field of that name instead.
    """

    events: tuple[type[events.Event], ...]
    under: str | None = None


ACKNOWLEDGEMENTS: Mapping[type[commands.Command], Acknowledgement] = {
    commands.Join: Acknowledgement((events.RoomJoined, events.KnockPlaced)),
    commands.AdmitAll: Acknowledgement((events.AdmittedAll,)),
    commands.PostMessage: Acknowledgement((events.ChatPosted,), under="message"),
    commands.GetMessages: Acknowledgement((events.MessagesRead,)),
    commands.GetIceServers: Acknowledgement((events.IceServersGiven,)),
    commands.RefreshToken: Acknowledgement((events.TokenRefreshed,)),
}
