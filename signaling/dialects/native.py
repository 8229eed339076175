"""The native protocol, documented with examples in `docs/protocol.md`."""

from msgspec import UNSET

from rooms.refusals import EntryRefused, Refusal
from signaling.dialects import Dialect, WireEvent, all_fields, say, silence, silent
from signaling.dialects.parsing import ObjectParser
from signaling.protocol import commands, events
from signaling.protocol.event_context import EventContext
from signaling.protocol.events import compatibility, pairs
from signaling.protocol.packets import Arguments


def join_refused(refusal: Refusal, _arguments: Arguments) -> events.JoinRefused:
    retry_after_seconds = refusal.retry_after_seconds if isinstance(refusal, EntryRefused) else None
    return events.JoinRefused(
        message=refusal.message,
        reason=refusal.code,
        can_retry_after_seconds=UNSET if retry_after_seconds is None else retry_after_seconds,
    )


def _say_media_toggled(event: events.MediaToggled, _context: EventContext) -> list[WireEvent]:
    return [("user-toggle-audio", event.audio), ("user-toggle-video", event.video)]


NATIVE = Dialect(
    name="native",
    namespace="/",
    hears={
        "join-room": ObjectParser(commands.Join),
        "leave-room": ObjectParser(commands.Leave),
        "offer": ObjectParser(commands.Offer),
        "answer": ObjectParser(commands.Answer),
        "ice-candidate": ObjectParser(commands.Candidate),
        "toggle-audio": ObjectParser(commands.ToggleAudio),
        "toggle-video": ObjectParser(commands.ToggleVideo),
        "start-screen-share": ObjectParser(commands.StartScreenShare),
        "stop-screen-share": ObjectParser(commands.StopScreenShare),
        "toggle-hand-raise": ObjectParser(commands.RaiseHand),
        "chat-message": ObjectParser(commands.PostMessage),
        "get-messages": ObjectParser(commands.GetMessages),
        "typing-start": ObjectParser(commands.StartTyping),
        "typing-stop": ObjectParser(commands.StopTyping),
        "send-reaction": ObjectParser(commands.React),
        "rename": ObjectParser(commands.Rename),
        "request-pictures": ObjectParser(commands.RequestPictures),
        "publish-media": ObjectParser(commands.PublishMedia),
        "subscribe-media": ObjectParser(commands.SubscribeMedia),
        "answer-media": ObjectParser(commands.AnswerMedia),
        "media-candidate": ObjectParser(commands.AddMediaCandidate),
        "report-media": ObjectParser(commands.ReportMedia),
        "report-media-quality": ObjectParser(commands.ReportMediaQuality),
        "cancel-knock": ObjectParser(commands.CancelKnock),
        "admit-participant": ObjectParser(commands.Admit),
        "admit-all": ObjectParser(commands.AdmitAll),
        "deny-participant": ObjectParser(commands.Deny),
        "message-waiting": ObjectParser(commands.MessageWaiting),
        "mute-participant": ObjectParser(commands.Mute),
        "mute-all": ObjectParser(commands.MuteAll),
        "ask-to-unmute": ObjectParser(commands.AskToUnmute),
        "remove-participant": ObjectParser(commands.Remove),
        "block-participant": ObjectParser(commands.Block),
        "unblock-participant": ObjectParser(commands.Unblock),
        "set-role": ObjectParser(commands.SetRole),
        "set-spotlight": ObjectParser(commands.SetSpotlight),
        "lower-hand": ObjectParser(commands.LowerHand),
        "lower-all-hands": ObjectParser(commands.LowerAllHands),
        "lock-room": ObjectParser(commands.Lock),
        "update-settings": ObjectParser(commands.UpdateSettings),
        "end-room": ObjectParser(commands.EndRoom),
        "get-ice-servers": ObjectParser(commands.GetIceServers),
        "refresh-token": ObjectParser(commands.RefreshToken),
    },
    says={
        # Rooms have no partners. For the events of other protocols, native clients get other
        # events.
        **silence(pairs, compatibility),
        events.MediaToggled: _say_media_toggled,
        events.RoomJoined: say("room-joined"),
        events.JoinRefused: say("join-error"),
        events.KnockPlaced: say("waiting-room"),
        events.KnockEnded: say("waiting-room-result"),
        events.KnockerAddressed: say("waiting-room-message"),
        events.WaitingChanged: say("waiting-room-update"),
        events.PeerJoined: say("user-joined"),
        events.PeerLeft: say("user-left"),
        events.PeerReconnecting: say("participant-reconnecting"),
        events.PeerResumed: say("participant-resumed"),
        events.PeerUpdated: say("participant-updated"),
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
        events.Reacted: say("reaction"),
        events.PictureRequested: say("picture-requested"),
        events.RoomMediaChanged: say("room-media-changed"),
        events.MediaAnswered: say("media-answer"),
        events.MediaOffered: say("media-offer"),
        events.MediaRefused: say("media-refused"),
        events.DirectLinksReplaced: say("direct-links-replaced"),
        events.UnmuteRequested: say("unmute-requested"),
        # Clients request these, and get them only by acknowledgement.
        events.MessagesRead: silent,
        events.IceServersGiven: silent,
        events.AdmittedAll: silent,
        events.TokenRefreshed: silent,
        events.Muted: say("force-mute"),
        events.Removed: say("force-disconnect"),
        events.TokenRanOut: say("token-expired"),
        events.SessionEnding: say("session-ending"),
        events.SessionProlonged: say("session-prolonged"),
        events.LockChanged: say("room-locked"),
        events.SpotlightChanged: say("spotlight-changed"),
        events.SettingsUpdated: say("settings-updated"),
        events.Moved: say("moved"),
        events.RoomEnded: say("room-ended"),
        events.ServerRestarting: say("server-restarting"),
        events.Refused: say("error"),
    },
    acknowledges={
        events.RoomJoined: all_fields,
        events.KnockPlaced: all_fields,
        events.JoinRefused: all_fields,
        events.AdmittedAll: all_fields,
        events.ChatPosted: lambda posted: {"message": posted},
        events.MessagesRead: all_fields,
        events.IceServersGiven: all_fields,
        events.TokenRefreshed: all_fields,
    },
    refuses={
        commands.Join: join_refused,
    },
    refusal=lambda refusal: events.Refused(code=refusal.code, message=refusal.message),
)
