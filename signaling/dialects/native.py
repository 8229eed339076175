"""The native protocol, documented with examples in `docs/protocol.md`."""

from typing import Any

import msgspec

from signaling import commands, events
from signaling.dialects import Dialect, Heard, say, silence, silent
from signaling.pairing import events as pairing


def _fields(event: events.Event) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(event, builtin_types=())
    return fields


NATIVE = Dialect(
    name="native",
    namespace="/",
    hears={
        "join-room": Heard(commands.Join),
        "leave-room": Heard(commands.Leave),
        "offer": Heard(commands.Offer),
        "answer": Heard(commands.Answer),
        "ice-candidate": Heard(commands.Candidate),
        "toggle-audio": Heard(commands.ToggleAudio),
        "toggle-video": Heard(commands.ToggleVideo),
        "start-screen-share": Heard(commands.StartScreenShare),
        "stop-screen-share": Heard(commands.StopScreenShare),
        "toggle-hand-raise": Heard(commands.RaiseHand),
        "chat-message": Heard(commands.PostMessage),
        "get-messages": Heard(commands.GetMessages),
        "typing-start": Heard(commands.StartTyping),
        "typing-stop": Heard(commands.StopTyping),
        "mute-participant": Heard(commands.Mute),
        "remove-participant": Heard(commands.Remove),
        "lock-room": Heard(commands.Lock),
        "get-ice-servers": Heard(commands.GetIceServers),
    },
    says={
        # Rooms have no partners.
        **silence(pairing),
        events.RoomJoined: say("room-joined"),
        events.JoinRefused: say("join-error"),
        events.PeerJoined: say("user-joined"),
        events.PeerLeft: say("user-left"),
        events.OfferRelayed: say("offer"),
        events.AnswerRelayed: say("answer"),
        events.CandidateRelayed: say("ice-candidate"),
        events.AudioToggled: say("user-toggle-audio"),
        events.VideoToggled: say("user-toggle-video"),
        events.ScreenShareStarted: say("screen-share-started"),
        events.ScreenShareStopped: say("screen-share-stopped"),
        events.HandRaised: say("user-hand-raised"),
        events.HandLowered: say("user-hand-lowered"),
        events.ChatPosted: say("chat-message"),
        events.TypingChanged: say("user-typing"),
        # These two are only ever asked for, and answered by acknowledgement.
        events.MessagesRead: silent,
        events.IceServersGiven: silent,
        events.Muted: say("force-mute"),
        events.Removed: say("force-disconnect"),
        events.LockChanged: say("room-locked"),
        events.SettingsUpdated: say("settings-updated"),
        events.Moved: say("moved"),
        events.RoomEnded: say("room-ended"),
        events.ServerRestarting: say("server-restarting"),
        events.Refused: say("error"),
    },
    answers={
        events.RoomJoined: _fields,
        events.JoinRefused: _fields,
        events.ChatPosted: lambda posted: {"message": posted},
        events.MessagesRead: _fields,
        events.IceServersGiven: _fields,
    },
    refuses={
        commands.Join: lambda refusal: events.JoinRefused(
            message=refusal.message, reason=refusal.code
        ),
    },
    refusal=lambda refusal: events.Refused(code=refusal.code, message=refusal.message),
)
